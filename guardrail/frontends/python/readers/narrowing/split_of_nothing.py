"""Lists that are split out of a setting: of an empty one there is one part, an empty text.

`os.environ.get("STALE", "").split(",")` is `[""]`, and every name begins and ends with that.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.comprehensions import clause_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.left_unset import left_unset

_KEPT = frozenset(("tuple", "list", "set", "frozenset", "sorted"))
_MADE = frozenset(("list_comprehension", "generator_expression", "set_comprehension"))
_DEEPEST = 4


def is_part_of_nothing(reading: Reading, node: Node) -> bool:
    """Whether a text is one of the parts of a setting that is empty where nobody sets it."""
    clause = clause_around(reading.module, node) if node.type == "identifier" else None
    over = clause.child_by_field_name("right") if clause is not None else None
    if over is not None:
        return _unless_asked(reading, clause) and splits_nothing(reading, over)
    return splits_nothing(reading, node)


def splits_nothing(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether a list holds an empty text where nobody sets what it is split out of."""
    node = unwrapped(node)
    value = unwrapped(reading.builder.flow.value(node) or node)
    if depth > _DEEPEST:
        return False
    if value.type in _MADE:
        clauses = [one for one in value.named_children if one.type == "for_in_clause"]
        over = clauses[0].child_by_field_name("right") if len(clauses) == 1 else None
        asked = any(one.type == "if_clause" for one in value.named_children)
        return not asked and over is not None and splits_nothing(reading, over, depth + 1)
    if value.type != "call":
        return False
    call = reading.call(value)
    if call.name in _KEPT and len(call.positional) == 1:
        return splits_nothing(reading, call.positional[0], depth + 1)
    owner = call.function.child_by_field_name("object")
    # Without a separator there is no part of an empty text.
    if call.last != "split" or not call.positional or owner is None:
        return False
    return bool(left_unset(reading.builder, owner))


def _unless_asked(reading: Reading, clause: Node | None) -> bool:
    """Whether a comprehension takes every part: `for prefix in prefixes if prefix` doesn't."""
    around = clause.parent if clause is not None else None
    inside = around.named_children if around is not None else ()
    return not any(one.type == "if_clause" for one in inside)
