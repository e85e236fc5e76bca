"""Filters that are nothing where nobody says otherwise: `f"env eq '{env}'" if env else None`.

They depend on an option, a parameter or a variable of the environment that is empty by default,
here or in the function that makes the filter. Where the default says something they say it too.
"""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.readers.narrowing.defaults import given_by_calls
from guardrail.frontends.python.readers.narrowing.fillings import own_function
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped

_DEEPEST = 4
_FEW = 8
_NAMED = frozenset(("identifier", "attribute", "subscript"))
Given = Mapping[str, Node]
"""What the call of a function gives its parameters."""


def nothing_by_default(
    reading: Reading, node: Node, given: Given | None = None, depth: int = 0
) -> bool:
    """Whether a filter is nothing on the way that is taken where nobody says otherwise."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return False
    if node.type == "conditional_expression":
        wanted, condition, other = reading.module.children(node)[0][:3]
        return any(
            says_nothing(reading, side) and _so_by_default(reading, condition, holds, given or {})
            for side, holds in ((wanted, True), (other, False))
        )
    if node.type == "call":
        return _gives_nothing(reading, node)
    if node.type != "identifier":
        return False
    value = reading.builder.flow.value(node)
    if value is not None and value.id != node.id:
        return nothing_by_default(reading, value, given, depth + 1)
    handed = [*given_by_calls(reading, node)][:_FEW]
    return any(
        says_nothing(reading, one) or nothing_by_default(reading, one, None, depth + 1)
        for one in handed
    )


def _gives_nothing(reading: Reading, node: Node) -> bool:
    """Whether a function of the module's own gives nothing for what a call gives it by default."""
    call = reading.call(node)
    own = own_function(reading, call.function)
    if own is None:
        return False
    told = given_to(reading.module, own, call)
    given = {name: one.value for name, one in told.items() if one.value is not None}
    return any(
        _comes_to(reading, result, given) for result in results_of(reading.module, own)[:_FEW]
    )


def _comes_to(reading: Reading, result: Node, given: Given) -> bool:
    """Whether a result is nothing, and the function comes to it by default."""
    if result.type == "conditional_expression":
        return nothing_by_default(reading, result, given)
    if not says_nothing(reading, result):
        return False
    place = place_of(reading.module, result.start_byte)
    asked = [*of_branches(reading.module, place)]
    for statement in before(reading.module, place, result.start_byte):
        asked += left_by(reading.module, statement)
    return bool(asked) and all(_so_by_default(reading, one.code, one.holds, given) for one in asked)


def _so_by_default(reading: Reading, condition: Node, holds: bool, given: Given) -> bool:
    """Whether a condition asks for what is empty by default, and so holds, or doesn't."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if node.type == "not_operator" and inner:
        return _so_by_default(reading, inner[-1], not holds, given)
    if node.type == "comparison_operator" and len(inner) == 2 and says_nothing(reading, inner[1]):
        sign = reading.module.code(node)[inner[0].end_byte - node.start_byte :].split()[0]
        negated = sign == "!=" or " not " in reading.module.code(node)
        return holds is not negated and _is_empty(reading, inner[0], given)
    return not holds and node.type in _NAMED and _is_empty(reading, node, given)


def _is_empty(reading: Reading, node: Node, given: Given) -> bool:
    node = given.get(reading.module.name(node), node) if node.type == "identifier" else node
    return says_nothing(reading, node) or bool(may_be_left_out(reading, node))
