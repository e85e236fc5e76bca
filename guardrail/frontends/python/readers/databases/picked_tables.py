"""Tables and partitions that a text drops one after the other, picked by a name, a label, an age.

`for name in tables: if name.startswith("scratch_"): cursor.execute(f"DROP TABLE {name}")`.
"""

from __future__ import annotations

import re

from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.strings.rope import MASK, Rope, plain
from guardrail.frontends.python.values.made_up import named_anew
from guardrail.frontends.python.values.origins import standing_at
from guardrail.model import Environment
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_NAME = late(r"[^\W\d]\w*")
_TAKEN = late(
    rf"(?:\b(?:drop|truncate|delete\s+from)\b[^;{MASK}]{{0,400}}"
    rf"|\balter\s+(?:database|schema|table)\s+[`\"\[]?(?={MASK}[^;{MASK}]{{0,60}}\sset\s))"
    rf"{MASK}(?:[`\"\]]?\.[`\"\[]?{MASK})*",
    re.IGNORECASE,
)
"""What is taken away, or given other settings, to the last part of its name: `{db}.{table}`."""


def picked_in_turn(reading: Reading, call: Call, rope: Rope) -> tuple[str, ...]:
    """The guard that says by what a loop picks whatever a text takes away, if it does."""
    start, end = _made(rope)
    if not end or not in_turn(reading, call, start, end):
        return ()
    by = picked_out(reading, call, standing_at(reading.module, start, end))
    return (picked_by(by),) if by else ()


def taken_anew(reading: Reading, rope: Rope) -> Environment:
    """That what a text takes away is the program's own, where its name was made up at random."""
    start, end = _made(rope)
    return named_anew(reading, standing_at(reading.module, start, end)) if end else Environment()


def _made(rope: Rope) -> tuple[int, int]:
    """Where the expression stands that names what a text takes away, (0, 0) for none."""
    taken = _TAKEN.search(plain(rope))
    if taken is None:
        return 0, 0
    holes = [part for part in rope if part.kind is PieceKind.HOLE]
    part = holes[taken[0].count(MASK) - 1 + plain(rope).count(MASK, 0, taken.start())]
    return (0, 0) if part.values else part.made


def in_turn(reading: Reading, call: Call, start: int, end: int) -> bool:
    """Whether a loop stands around, or what is taken is given to the function by its callers."""
    place = place_of(reading.module, call.node.start_byte)
    if any(block.owner.type == "for_statement" for block in place.blocks):
        return True
    if not place.definitions or place.definitions[-1].type != "function_definition":
        return False
    given = parameters_of(reading.module, place.definitions[-1])
    return any(name in given for name in _NAME.findall(reading.module.plain[start:end]))
