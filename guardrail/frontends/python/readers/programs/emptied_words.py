"""What a deletion is made of that nobody has to give: `rm -rf {path}/*` and `--path ""`."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.frontends.python.readers.narrowing.asked_for import asked_for
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import MASK, Part, Rope, plain
from guardrail.knowledge.left_empty import EMPTY_OTHERWISE, left_empty
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_WHOLE = late(rf"\brm\s[^\n;|&]*(?:{MASK}/|/{MASK}(?=[\s\"';|&)]|\Z))")
"""A deletion in a folder that is named when it runs: all there is where that is empty.

So it is where only the last part of a path is named then: `rm -rf /srv/shop/{name}`.
"""


def with_empties(reading: Reading, rope: Rope, at: int) -> Rope:
    """The rope of a command line that runs at a place; holes that are empty by default say so.

    What was asked for before that place isn't empty there.
    """
    if _WHOLE.search(plain(rope)) is None:
        return tuple(_asked(reading, one, at) if left_empty(one.name) else one for one in rope)
    return tuple(_told(reading, one, at) if one.kind is PieceKind.HOLE else one for one in rope)


def _asked(reading: Reading, part: Part, at: int) -> Part:
    """A hole by the name under which the code asked for what it holds, where it did."""
    name = asked_for(reading, part, max(part.start, part.made[1], at))
    return replace(part, name=name) if name else part


def _told(reading: Reading, part: Part, at: int) -> Part:
    by_itself = left_empty(part.name)
    if not by_itself and not empty_otherwise(reading, part):
        return part
    asked = asked_for(reading, part, max(part.start, part.made[1], at))
    if asked or by_itself:
        return replace(part, name=asked or part.name)
    return replace(part, name=f"{part.name}{EMPTY_OTHERWISE}")


def empty_otherwise(reading: Reading, part: Part) -> bool:
    """Whether a hole is an empty text where nobody gives what it stands for."""
    node = made_by(reading, part) if part.kind is PieceKind.HOLE else None
    return node is not None and bool(may_be_left_out(reading, node))
