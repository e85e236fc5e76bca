"""Borders in time that whatever was made lies before: now, or a time that is still to come.

`one.created < now() + timedelta(days=30)`, with the sign turned round by mistake, takes everything;
`one.expires < now() + timedelta(days=30)` asks what is due soon.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.picking import words_of
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_NOW = late(r"\b(?:now|utcnow|today|localtime)\([^()]*(?:\([^()]*\))?[^()]*\)\Z|\btime\.time\(\)\Z")
_SPAN = late(r"(?:timedelta|relativedelta)\((?!\s*\w+\s*=\s*-)")
_SIGN = late(r"\s*(<=?|>=?)\s*")
_MADE = words(
    "create created creation made started start launch launched mtime getmtime modified updated"
    " uploaded pushed timestamp"
)
_DUE = words("expires expiry expire expiration until valid due end ends deadline next scheduled")
_PARTS, _DEEPEST, _LONGEST = 2, 4, 200


def lies_before(reading: Reading, condition: Node, *, holds: bool) -> bool:
    """Whether a comparison holds, or doesn't, of whatever was made by now."""
    node = unwrapped(condition)
    if node.type != "comparison_operator":
        return False
    sides = reading.module.children(node)[0]
    if len(sides) != _PARTS:
        return False
    sign = _SIGN.fullmatch(reading.module.plain, sides[0].end_byte, sides[1].start_byte)
    if sign is None:
        return False
    before = (sign[1][0] == "<") is holds
    thing, border = sides if before else reversed(sides)
    said = words_of(reading.module.code(thing)[:_LONGEST])
    if said.isdisjoint(_MADE) or not said.isdisjoint(_DUE):
        return False
    return _is_ahead(reading, border, 0)


def _is_ahead(reading: Reading, node: Node, depth: int) -> bool:
    """Whether an expression is now, or now and a length of time."""
    node = unwrapped(node)
    if node.type in ("identifier", "attribute") and depth < _DEEPEST:
        value = reading.builder.flow.value(node)
        return value is not None and value.id != node.id and _is_ahead(reading, value, depth + 1)
    if node.type == "call":
        return _NOW.search(reading.module.code(node)[:_LONGEST]) is not None
    if node.type != "binary_operator":
        return False
    left, right, sign = (node.child_by_field_name(one) for one in ("left", "right", "operator"))
    if left is None or right is None or sign is None or reading.module.code(sign) != "+":
        return False
    spans = _SPAN.match(reading.module.code(right).removeprefix("datetime.")[:_LONGEST])
    return spans is not None and _is_ahead(reading, left, depth + 1)
