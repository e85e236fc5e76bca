"""The remedy `closed-mode`: a mode of files without the right to write for everybody.

Source: POSIX, `chmod`.
"""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.remedies.place import Made, Place

_MODE = late(r"(?<![\w.])(?P<mark>0o|0)?(?P<digits>[0-7]{3,4})(?![\w.])")
_OTHERS = 0o022
"""What is taken away: writing, for the group and for everybody else."""


def closed_mode(place: Place) -> Made | None:
    """777 becomes 755, 666 becomes 644."""
    statement = place.statement
    if not re.search(r"\bl?chmod\b|\bmkdir\b|\bmakedirs\b|\binstall\b", statement):
        return None
    found = [one for one in _MODE.finditer(statement) if _open(one) and _alone(statement, one)]
    if len(found) != 1:
        return None
    start, digits = place.span.start + found[0].start("digits"), found[0]["digits"]
    closed = f"{int(digits, 8) & ~_OTHERS:0{len(digits)}o}"
    return Made((place.edit(start, start + len(digits), closed),))


def _open(found: re.Match[str]) -> bool:
    return bool(int(found["digits"], 8) & 0o002)


def _alone(statement: str, found: re.Match[str]) -> bool:
    """Whether it is a word of its own, no part of a path."""
    before, after = statement[: found.start()][-1:], statement[found.end() :][:1]
    return before not in ("/", "-") and after not in ("/", "-")
