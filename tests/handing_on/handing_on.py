"""Values that decide between harm and a harmless twin, handed on in every way that code does it.

Both stand in text files, one behind each `=== name`. A case says with `%above` what is imported,
with `%setup` what stands below the imports, with `%bad` and `%good` the two values and with `%use`
the expression that uses the value `V`. A way is a module in which `VALUE` is the value and
`USE(x)` its use; `%file path` and `%main` begin the modules of a way that has several.
`not_yet.txt` has the names of what is missed and falsely told on a way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from guardrail.engine.check import Request, check
from guardrail.model import Finding, Level
from guardrail.policy.policy import load
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

MAIN = "shop/clean.py"
_HERE = Path(__file__).parent
_USE = re.compile(r"\bUSE\(")


class Case(Struct, frozen=True):
    """A value and its use."""

    name: str
    bad: str
    good: str
    use: str
    above: str = ""
    setup: str = ""


class Way(Struct, frozen=True):
    """A way to hand a value on: texts of modules by path."""

    name: str
    modules: Mapping[str, str]


def cases() -> list[Case]:
    """All values, in order."""
    return [_case(name, lines) for name, lines in blocks("cases.txt")]


def ways() -> list[Way]:
    """All ways, in order."""
    return [_way(name, lines) for name, lines in blocks("ways.txt")]


def not_yet(file: str = "not_yet.txt") -> dict[str, dict[str, list[str]]]:
    """What isn't followed yet: by ways, what is "missed" there and what is "told" of twins."""
    found: dict[str, dict[str, list[str]]] = {}
    for name, lines in blocks(file):
        sides = (line.split(": ", 1) for line in lines)
        found[name] = {kind: names.split("; ") for kind, names in sides}
    return found


def woven(case: Case, way: Way, *, harmful: bool) -> dict[str, str]:
    """The modules in which the value goes this way."""
    value = case.bad if harmful else case.good
    return {path: _filled(case, text, value) for path, text in way.modules.items()}


def told(modules: Mapping[str, str]) -> list[Finding]:
    """What Guardrail warns of, or calls an error, in modules of a project."""
    tree = Overlay(Nothing(), dict(modules))
    request = Request(tree, load(tree), sorted(modules), jobs=0)
    return [one for one in check(request).findings if one.level >= Level.WARNING]


def blocks(file: str) -> Iterator[tuple[str, list[str]]]:
    """The parts of a file of this folder behind each `=== name`: the name and the lines."""
    text = (_HERE / file).read_text("utf-8")
    for block in text.split("\n=== ")[1:]:
        name, *lines = block.rstrip("\n").split("\n")
        yield name, lines


def said(lines: list[str]) -> dict[str, str]:
    """What lines say that begin with `%word `: their texts by the words."""
    found: dict[str, list[str]] = {}
    for line in lines:
        word, _, rest = line.removeprefix("%").partition(" ")
        found.setdefault(word, []).append(rest)
    return {word: "\n".join(rest) for word, rest in found.items()}


def one_side(text: str, *, harmful: bool) -> str:
    """A module without the lines of its twin: those are behind `BAD|` and `GOOD|`."""
    kept, left = ("BAD|", "GOOD|") if harmful else ("GOOD|", "BAD|")
    lines = [one for one in text.split("\n") if not one.startswith(left)]
    return "\n".join(one.removeprefix(kept) for one in lines)


def indented(lines: str, margin: str) -> str:
    """Lines that stand further in."""
    return "\n".join(f"{margin}{one}" for one in lines.split("\n"))


def _case(name: str, lines: list[str]) -> Case:
    return Case(name, **said(lines))


def _way(name: str, lines: list[str]) -> Way:
    modules: dict[str, list[str]] = {}
    path = MAIN
    for line in lines:
        if line.startswith("%file "):
            path = line.removeprefix("%file ")
        elif line == "%main":
            path = MAIN
        else:
            modules.setdefault(path, []).append(line)
    return Way(name, {path: "\n".join(text) for path, text in modules.items()})


def _filled(case: Case, text: str, value: str) -> str:
    above = [case.above, case.setup] if _USE.search(text) else []
    if not above and re.search(r"\bVALUE\b", text):
        above = [case.above]
    whole = re.sub(r"\bVALUE\b", lambda _: value, _used(case, text))
    return "\n".join([*above, "", whole, ""])


def _used(case: Case, text: str) -> str:
    found = _USE.search(text)
    while found:
        end = closing(text, found.end())
        given = text[found.end() : end]
        used = given.join(re.split(r"\bV\b", case.use))
        text = text[: found.start()] + used + text[end + 1 :]
        found = _USE.search(text)
    return text


def closing(text: str, start: int) -> int:
    """Where the bracket closes that stands open before a place."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if not depth:
            return at
    raise ValueError("USE isn't closed")
