"""What is only put into a list or a dictionary where something was given: `if pr: args["l"] = …`.

Where that is nothing by default (`os.environ.get("PR", "")`), what picks isn't there.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.defaults import given_by_calls
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.empty_ages import is_nought
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.options_left_out import option_left_out
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.values.left_unset import left_unset

_NAMED = frozenset(("identifier", "attribute"))
_FARTHEST = 3
_FEW = 8


def only_if_given(reading: Reading, node: Node) -> str:
    """The name that may hold nothing, and without which a value isn't put in; else ""."""
    blocks = place_of(reading.module, node.start_byte).blocks
    asked = blocks[-1].owner if blocks else None
    condition = asked.child_by_field_name("condition") if asked is not None else None
    if asked is None or condition is None or asked.type != "if_statement":
        return ""
    if blocks[-1].node != asked.child_by_field_name("consequence"):
        return ""
    if condition.type == "comparison_operator":
        # `if pool != "default": …`
        first, *_, last = reading.module.children(condition)[0]
        name = reading.module.short(first, 40)
        return name if last.type != "none" or may_hold_nothing(reading, first) else ""
    if condition.type not in _NAMED:
        return ""
    return reading.module.short(condition, 40) if may_hold_nothing(reading, condition) else ""


def may_hold_nothing(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether a name holds nothing where nobody says what it is, also as callers hand it on."""
    if may_be_left_out(reading, node) or says_nothing(reading, node):
        return True
    if is_nought(reading, node) or option_left_out(reading, node):
        return not refused_when_empty(reading, node)
    if left_unset(reading.builder, node):
        return not refused_when_empty(reading, node)
    if node.type != "identifier" or depth > _FARTHEST:
        return False
    handed = [*given_by_calls(reading, node)][:_FEW]
    return any(may_hold_nothing(reading, one, depth + 1) for one in handed)
