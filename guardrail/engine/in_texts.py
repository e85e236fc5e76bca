"""What a module's text says of a name, found without reading the module: bodies, parts, makers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from guardrail.patterns import late

_MOST_PARTS = 2_000
_WORD = late(r"\w+")
_NEXT = late(r"\n(?=[^\s#)\]}])")
_MADE = late(r"[ \t]*(?::[^=\n]*)?=[ \t]*([\w.]+)\(")


def bodies(text: str, names: Iterable[str]) -> str:
    """The functions and classes of some names at the top of a text, "" for none."""
    return "".join(map(partial(_body, text), sorted(names)))


def _body(text: str, name: str) -> str:
    for opening in (f"def {name}", f"class {name}"):
        at = text.find(opening)
        while at >= 0:
            end = at + len(opening)
            start = text.rfind("\n", 0, at) + 1
            if text[start:at].strip() in ("", "async") and text[start : start + 1].strip():
                below = _NEXT.search(text, end)
                if not text[end : end + 1].isalnum() and text[end : end + 1] != "_":
                    return text[start : below.start() if below else len(text)]
            at = text.find(opening, end)
    return ""


def parts_of(bound: str, text: str) -> Iterator[str]:
    """What stands behind a name and a dot."""
    dotted = f"{bound}."
    at = text.find(dotted)
    for _ in range(_MOST_PARTS):
        if at < 0:
            return
        at += len(dotted)
        word = _WORD.match(text, at)
        if word is not None:
            yield word[0]
        at = text.find(dotted, at)


def made_as(name: str, text: str) -> re.Match[str] | None:
    """Where a module makes an object of a class and gives it a name."""
    at = 0 if text.startswith(name) else text.find(f"\n{name}") + 1
    while at or text.startswith(name):
        found = _MADE.match(text, at + len(name))
        if found is not None:
            return found
        at = text.find(f"\n{name}", at) + 1
        if not at:
            return None
    return None
