"""Whether a place is only come to where something isn't there: `if name not in names:`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.patterns import late

_ABSENT = late(r"\bnot\s+in\b|\bnot\s[\w.\s]*(?:exists?|has_\w+)\w*\(|\bnot\s+exists\b")
_LONGEST = 200


def where_absent(reading: Reading, node: Node) -> bool:
    """Whether the place stands in a branch that is taken where something was found missing."""
    for block in place_of(reading.module, node.start_byte).blocks:
        if block.owner.type not in ("if_statement", "elif_clause"):
            continue
        condition = block.owner.child_by_field_name("condition")
        if condition is None or block.node != block.owner.child_by_field_name("consequence"):
            continue
        if _ABSENT.search(reading.module.code(condition)[:_LONGEST]):
            return True
    return False
