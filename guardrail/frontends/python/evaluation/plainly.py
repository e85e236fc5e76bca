"""Names that only say in other words what they are bound to: these need no evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import additions, containers, residual
from guardrail.frontends.python.evaluation.callers import callers_of
from guardrail.frontends.python.evaluation.values import Entries, Known
from guardrail.frontends.python.functions.callers import (
    ITSELF,
    calls_of_function,
    class_around,
    given_to,
)
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_CHOOSING = frozenset(("boolean_operator", "conditional_expression"))


def is_plain(evaluator: Evaluator, leaf: Node) -> bool:
    """Whether a name is only assigned to, by what says by itself what it is, in sight."""
    if leaf.type != "identifier":
        return False
    scope, _, _ = evaluator.flow.bindings(leaf)
    name = evaluator.module.name(leaf)
    if scope is None or evaluator.scopes.bound_globally(name):
        return name in ITSELF
    if name in scope.fillings and additions.is_filled_if_asked(evaluator, leaf):
        # With and without what is put in under a condition: evaluating alone tells these apart.
        return False
    return all(
        _is_plainly_bound(evaluator, one, name, scope) for one in evaluator.flow.reaching(leaf)
    )


def is_parameter(evaluator: Evaluator, leaf: Node) -> bool:
    """Whether a name is a parameter of the function around it."""
    if leaf.type != "identifier" or evaluator.module.name(leaf) in ITSELF:
        return False
    reaching = evaluator.flow.reaching(leaf)
    return any(one.kind is BindingKind.PARAMETER for one in reaching)


def _is_plainly_bound(evaluator: Evaluator, one: Binding, name: str, scope: Scope) -> bool:
    if one.kind is BindingKind.PARAMETER:
        return name in ITSELF or _is_given_plainly(evaluator, scope.node, name)
    return (
        one.kind is BindingKind.ASSIGNED
        and one.index is None
        and one.value is not None
        and _says_itself(evaluator, one.value)
    )


def _is_given_plainly(evaluator: Evaluator, function: Node, name: str) -> bool:
    """Whether calls by its name give a parameter what says itself: they are read one by one."""
    key = (f"given plainly {name}", function.id)
    held: bool | None = evaluator.reading.remembered.get(key)
    if held is None:
        evaluator.reading.remembered[key] = True
        if not evaluator.enter():
            return True
        callers = callers_of(evaluator, function)
        by_name = calls_of_function(evaluator.reading, function, class_around(function))
        held = bool(callers) and len(callers) <= len(by_name)
        for call, _ in callers if held else ():
            given = given_to(evaluator.module, function, call).get(name)
            held &= (
                given is not None
                and given.kind is BindingKind.ASSIGNED
                and given.value is not None
                and (given.value.type == "identifier" or _says_itself(evaluator, given.value))
                and (given.value.type != "identifier" or is_plain(evaluator, given.value))
            )
        evaluator.leave()
        evaluator.reading.remembered[key] = held
    return held


def _says_itself(evaluator: Evaluator, value: Node) -> bool:
    """Whether nothing in what a name is assigned stands for something else."""
    key = ("says itself", value.id)
    held: bool | None = evaluator.reading.remembered.get(key)
    if held is None:
        evaluator.reading.remembered[key] = True
        if not evaluator.enter():
            return True
        held = value.type not in _CHOOSING and not _joins_entries(evaluator, value)
        held = held and not residual.replaced(evaluator, value, None)
        evaluator.leave()
        evaluator.reading.remembered[key] = held
    return held


def _joins_entries(evaluator: Evaluator, value: Node) -> bool:
    """Whether a value is two dictionaries in one: `DEFAULTS | {"a": 1}`."""
    sides = [value.child_by_field_name(side) for side in ("left", "right")]
    if value.type != "binary_operator" or all(
        one is None or one.type != "dictionary" for one in sides
    ):
        return False
    return isinstance(containers.content(evaluator, Known(value)), Entries)
