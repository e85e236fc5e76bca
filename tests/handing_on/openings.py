"""What opens something to everybody, and the ordinary ways to hand it on.

A place of `openings.txt` is a case as `handing_on` has them; with `%key` its value is an argument
of that name, which a dictionary may hold. A way of `opening_ways.txt` gives the value itself
(`USE`) or such a dictionary (`SPREAD`).
"""

from __future__ import annotations

import re

from handing_on import MAIN, Case, Way, blocks, said, woven

_SPREAD = re.compile(r"\bSPREAD\(")
_KEY = re.compile(r"\bKEY\b")


def openings() -> list[tuple[Case, str]]:
    """All places, in order, each with the name of its argument."""
    found: list[tuple[Case, str]] = []
    for name, lines in blocks("openings.txt"):
        told = said(lines)
        key = told.pop("key", "")
        found.append((Case(name, **told), key))
    return found


def opening_ways() -> list[Way]:
    """All ways, in order."""
    return [Way(name, {MAIN: "\n".join(lines)}) for name, lines in blocks("opening_ways.txt")]


def is_for(way: Way, key: str) -> bool:
    """Whether a way can hand on what a place takes: a dictionary's entries need a name."""
    return bool(key) or _SPREAD.search(way.modules[MAIN]) is None


def opened(case: Case, key: str, way: Way, *, harmful: bool) -> dict[str, str]:
    """The module in which the value goes this way."""
    text = way.modules[MAIN]
    if _SPREAD.search(text):
        text = _SPREAD.sub("USE(", _KEY.sub(lambda _: key, text))
        use = case.use.replace(f"{key}=V", "**V")
        case = Case(case.name, case.bad, case.good, use, case.above, case.setup)
    return woven(case, Way(way.name, {MAIN: text}), harmful=harmful)
