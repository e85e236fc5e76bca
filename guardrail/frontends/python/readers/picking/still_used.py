"""Whether a condition picks what was used not long ago: `if history(oldest=border): archive`.

Who cleans up takes what nobody uses any more. Here somebody asks for what has happened since a
border in time, and takes the thing because there is some.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.readers.picking.young import border_in_time
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_SINCE = words(
    "oldest since after newer_than updated_since created_since start_time from_time from_date"
    " time_min timeMin min_date modified_since since_date start_date"
)
"""How arguments are called behind which everything has happened that is asked for."""
_ASKING = words("bool len any list")
_TURNING = words("str int float isoformat timestamp strftime round")
_PART_OF = frozenset(("subscript", "attribute"))
_MORE = late(r"\s*(?:>|!=|>=)\s*")
_NONE_LEFT = late(r"\s*(?:==|<|<=)\s*")
_DEEPEST = 8


def picks_what_is_used(reading: Reading, condition: Node, holds: bool, depth: int = 0) -> bool:
    """Whether a condition that holds, or doesn't, says that something has happened not long ago."""
    node = unwrapped(condition)
    if depth > _DEEPEST:
        return False
    if node.type == "not_operator":
        inner = reading.module.children(node)[0][-1]
        return picks_what_is_used(reading, inner, not holds, depth + 1)
    if node.type == "comparison_operator":
        return _compared(reading, node, holds, depth)
    if node.type == "identifier" or node.type in _PART_OF:
        value = reading.builder.flow.value(node)
        if value is None or value.id == node.id:
            field = "value" if node.type == "subscript" else "object"
            value = node.child_by_field_name(field) if node.type in _PART_OF else None
        return value is not None and picks_what_is_used(reading, value, holds, depth + 1)
    if node.type == "await":
        return picks_what_is_used(reading, node.named_children[-1], holds, depth + 1)
    if node.type != "call":
        return False
    call = reading.call(node)
    if any(_is_border(reading, call.keywords[one]) for one in _SINCE & call.keywords.keys()):
        return holds
    if call.last in _ASKING and call.positional:
        return picks_what_is_used(reading, call.positional[0], holds, depth + 1)
    own = own_function(reading, call)
    results = results_of(reading.module, own) if own is not None else []
    if len(results) == 1:
        return picks_what_is_used(reading, results[0], holds, depth + 1)
    owner = call.function.child_by_field_name("object")
    if own is not None or owner is None or call.last != "get":
        return False
    return picks_what_is_used(reading, owner, holds, depth + 1)


def _compared(reading: Reading, node: Node, holds: bool, depth: int) -> bool:
    """`len(found) > 0`, `len(found) == 0`."""
    left, right = reading.module.children(node)[0][:2]
    between = reading.module.plain[left.end_byte : right.start_byte]
    if re.fullmatch(r"[01]", reading.module.code(right)) is None:
        return False
    if _MORE.fullmatch(between):
        return picks_what_is_used(reading, left, holds, depth + 1)
    none = _NONE_LEFT.fullmatch(between) is not None
    return none and picks_what_is_used(reading, left, not holds, depth + 1)


def _is_border(reading: Reading, node: Node) -> bool:
    """Whether an argument is now less a length of time, in whatever form it is handed over."""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        if border_in_time(reading, node):
            return True
        value = reading.builder.flow.value(node)
        if node.type == "call" and (call := reading.call(node)).last in _TURNING:
            owner = call.function.child_by_field_name("object")
            value = call.positional[0] if call.positional and owner is None else owner
        if value is None or value.id == node.id:
            return False
        node = value
    return False
