"""What a deletion is made of that nobody has to give: `rm -rf {path}/*` and `--path ""`."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.frontends.python.readers.narrowing.left_out import made_by, may_be_left_out
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import MASK, Part, Rope, plain
from guardrail.knowledge.left_empty import EMPTY_OTHERWISE, left_empty
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_WHOLE = late(rf"\brm\s[^\n;|&]*{MASK}/")
"""A deletion in a folder that is named when it runs: all there is where that is empty."""


def with_empties(reading: Reading, rope: Rope) -> Rope:
    """The rope of a command line, each hole saying so that is an empty text by default."""
    if _WHOLE.search(plain(rope)) is None:
        return rope
    return tuple(_told(reading, one) if one.kind is PieceKind.HOLE else one for one in rope)


def _told(reading: Reading, part: Part) -> Part:
    node = made_by(reading, part) if not left_empty(part.name) else None
    if node is None or not may_be_left_out(reading, node):
        return part
    return replace(part, name=f"{part.name}{EMPTY_OTHERWISE}")
