"""What a text of conditions leaves that is joined from a list: `label_selector=",".join(some)`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.readers.narrowing.fillings import either_way, filled, given_back
from guardrail.frontends.python.readers.narrowing.filters import EITHER, listed_conditions
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.narrowing.refused_options import is_refused
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped

_DEEPEST = 6


def may_leave_all(reading: Reading, node: Node) -> bool:
    """Whether conditions in a list, or joined from one, are none at all on some ways."""
    judges = [listed_conditions]
    if "join(" in reading.module.plain:
        judges.append(joined_conditions)
    for scope, reason in (judge(reading, node) for judge in judges):
        if scope is Scope.NONE:
            return True
        if scope is Scope.UNKNOWN and reason:
            return not is_refused(reading.module, node.start_byte, reason)
    return False


def joined_conditions(reading: Reading, node: Node, depth: int = 0) -> Told:
    """What the conditions leave that are joined to a text, or listed; all is kept of any other."""

    def judge(one: Node) -> Told:
        return joined_conditions(reading, one, depth + 1)

    node = unwrapped(node)
    if depth > _DEEPEST:
        return Scope.FILTERED, ""
    if node.type == "identifier":
        return filled(reading, node, judge)
    if node.type in EITHER:
        return either_way(reading, node, judge)
    if node.type == "call":
        call = reading.call(node)
        if call.last == "join" and len(call.positional) == 1:
            return listed_conditions(reading, call.positional[0])
        return given_back(reading, node, judge) or (Scope.FILTERED, "")
    return Scope.FILTERED, ""
