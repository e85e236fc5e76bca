"""Which end of what a program lists by its age the next one in a pipe takes.

`ls -t | tail -n +6` leaves out the five newest, `ls -t | head -n -5` the five oldest: what is
deleted so is the wrong end. Sources: the manual of GNU coreutils 9 ("ls: Sorting the output":
`-t` puts the newest first, `-r` turns it round; "head" and "tail": `-n -K` is all but the last K
lines, `-n +K` all from line K on; "tac"), gawk 5 (`NR`) and sed 4 (`1,5d`).
"""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.patterns import late

NEWEST_FIRST = "what is listed, the newest first"
OLDEST_FIRST = "what is listed, the oldest first"
NEWEST = "the newest of what is listed"
AMONG_NEWEST = "it is among the newest, while the oldest are kept"
IN_ORDER = frozenset((NEWEST_FIRST, OLDEST_FIRST, NEWEST))
"""Holes that stand for what is listed so: no variable is called so."""
_TURNED = {NEWEST_FIRST: OLDEST_FIRST, OLDEST_FIRST: NEWEST_FIRST}
_PASSING = frozenset(("grep", "egrep", "fgrep", "cut", "tr", "rev", "cat", "uniq"))
"""Programs that leave lines out or change them, and keep their order."""
_FROM_THE_FIRST = late(r"\+[01]\Z")
_AWKS = frozenset(("awk", "gawk", "mawk"))
_FIRST_ROWS = late(r"\bNR\s*<")
_LATER_ROWS = late(r"\bNR\s*>")
_WITHOUT_FIRST = late(r"\A[\"']?\d+(?:,\d+)?d[\"']?\Z")


def listed(program: str, words: Sequence[str]) -> str:
    """In which order a program lists files by their age, "" where it doesn't."""
    if program != "ls":
        return ""
    short = "".join(one[1:] for one in words if one.startswith("-") and not one.startswith("--"))
    if "t" not in short and "--sort=time" not in words:
        return ""
    turned = "r" in short or "--reverse" in words
    return OLDEST_FIRST if turned else NEWEST_FIRST


def passed_on(order: str, program: str, words: Sequence[str]) -> str:
    """What a program writes that is given lines in an order: in which, or that it's the newest."""
    if order == NEWEST or program in _PASSING:
        return order
    if program == "tac":
        return _TURNED[order]
    last = _takes_last(program, words)
    return NEWEST if last is (order == OLDEST_FIRST) and last is not None else ""


def _takes_last(program: str, words: Sequence[str]) -> bool | None:
    """Whether a program takes what comes last, or leaves out what does; `None` for neither.

    `head -n 5` and `head -n -5` both take the first, `tail -n 5` and `tail -n +6` both the last.
    """
    whole = " ".join(words)
    if program == "head":
        return False
    if program == "tail":
        return None if _FROM_THE_FIRST.search(whole) else True
    if program in _AWKS:
        return True if _LATER_ROWS.search(whole) else False if _FIRST_ROWS.search(whole) else None
    return True if program == "sed" and any(map(_WITHOUT_FIRST.match, words)) else None
