"""The imports of a Python text, read without parsing it: what each name stands for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from guardrail.patterns import late

_WORD = "import"
_MOST = 2_000
_LONGEST = 20_000
_COMMENT = late(r"#[^\n]*")
_ONE = late(r"\s*([\w.]+|\*)(?:\s+as\s+(\w+))?\s*\Z")


class Imports(Struct, frozen=True):
    """What a text imports, wherever in it.

    `names` are the names it binds, each with what it stands for, as the text spells it: `run` of
    `from .db import run` is ".db.run". `modules` are those of `import app.db`, `starred` those of
    `from app.db import *`.
    """

    names: Mapping[str, str]
    modules: tuple[str, ...]
    starred: tuple[str, ...]


def imports_of(text: str) -> Imports:
    """The imports of a text, of which each stands on a line of its own."""
    names: dict[str, str] = {}
    modules: list[str] = []
    starred: list[str] = []
    for origin, name, alias in _imported(text):
        if not origin and not alias:
            modules.append(name)
        elif name == "*":
            starred.append(origin)
        else:
            names[alias or name] = _joined(origin, name)
    return Imports(names, tuple(dict.fromkeys(modules)), tuple(dict.fromkeys(starred)))


def _joined(origin: str, name: str) -> str:
    return f"{origin}{name}" if not origin or origin.endswith(".") else f"{origin}.{name}"


def _imported(text: str) -> Iterator[tuple[str, str, str]]:
    """The module, the name and the other name of each thing that is imported."""
    at = -1
    for _ in range(_MOST):
        at = text.find(_WORD, at + 1)
        if at < 0:
            return
        head = text[text.rfind("\n", max(0, at - 400), at) + 1 : at].strip()
        origin = ""
        if head:
            if not head.startswith("from"):
                continue
            origin = "".join(head[4:].split())
            if not origin.replace(".", "").replace("_", "").isalnum() and origin.strip("."):
                continue
        for one in _listed(text, at + len(_WORD)):
            found = _ONE.match(one)
            if found is not None:
                yield origin, found[1], found[2] or ""


def _listed(text: str, at: int) -> list[str]:
    """What stands after `import`, up to the end of the line or of the parentheses."""
    rest = text[at : at + 1]
    if not rest or rest not in " \t(\\*":
        return []
    start = at
    while start < len(text) and text[start] in " \t":
        start += 1
    if text.startswith("(", start):
        end = text.find(")", start, start + _LONGEST)
        inside = text[start + 1 : end] if end > 0 else ""
    else:
        end = text.find("\n", start, start + _LONGEST)
        while end > 0 and text.endswith("\\", start, end):
            end = text.find("\n", end + 1, start + _LONGEST)
        inside = text[start : end if end > 0 else start + _LONGEST]
        inside = inside.split(";", 1)[0].replace("\\\n", " ")
    return _COMMENT.sub("", inside).split(",")
