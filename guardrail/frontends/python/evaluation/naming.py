"""What names amount to: what they are bound to, loop over, or are given as parameters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import (
    additions,
    containers,
    frames,
    instances,
    opening,
    options,
)
from guardrail.frontends.python.evaluation.callers import callers_of
from guardrail.frontends.python.evaluation.checks import conditions_before, is_empty, mentions
from guardrail.frontends.python.evaluation.values import UNKNOWN, Frame, Known, Value
from guardrail.frontends.python.functions.callers import ITSELF
from guardrail.frontends.python.functions.left_to_callers import is_hidden, is_script
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import GROWN
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.comprehensions import clause_around, place_in
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import standing, word_before
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_POPPED = "popped from"
_TAKING_OUT = late(r"\.pop\(")
_DELETING = late(rf"{standing('del')}\s+([^\W\d]\w*)\[")


def of_name(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """The values of a name at its place; the name itself where the module doesn't bind it."""
    module, name = evaluator.module, evaluator.module.name(node)
    clause = clause_around(module, node)
    if clause is not None:
        left, right = (clause.child_by_field_name(side) for side in ("left", "right"))
        if left is None or right is None or right.end_byte > node.start_byte >= right.start_byte:
            return UNKNOWN
        return containers.elements(evaluator, right, frame, place_in(module, left, name))
    held = _of_lambda(evaluator, node, name, frame)
    if held is not None:
        return held
    scope, _, _ = evaluator.flow.bindings(node)
    if scope is None:
        return (Known(node, frame),)
    found: list[Value] = []
    for binding in evaluator.flow.reaching(node):
        found += _bound(evaluator, name, binding, scope, frame)
    if scope.node.type == "module":
        for binding in evaluator.scopes.bound_globally(name):
            found += _bound(evaluator, name, binding, scope, None)
    if name in _popped_from(module):
        # What is left of it isn't known.
        found = [one if _is_list(one) else None for one in found]
    if name in scope.fillings or any(one.kind in GROWN for one in scope.bindings.get(name, ())):
        grown = [additions.with_what_is_added(evaluator, node, one, frame) for one in found]
        found = [each for one in grown for each in one]
    if any(one.kind is BindingKind.PARAMETER for one in evaluator.flow.reaching(node)):
        found = _left_by_checks(evaluator, node, found)
    return found or UNKNOWN


def _popped_from(module: Module) -> frozenset[str]:
    """The names of what something is taken out of anywhere in the module."""
    if _POPPED not in module.facts:
        plain = module.plain
        popped = {word_before(plain, one.start()) for one in _TAKING_OUT.finditer(plain)}
        module.facts[_POPPED] = frozenset(popped.union(_DELETING.findall(plain)))
    held: frozenset[str] = module.facts[_POPPED]
    return held


def _is_list(value: Value) -> bool:
    """Whether a value is a list, from which one after the other may be taken."""
    return isinstance(value, Known) and value.node.type == "list"


def _left_by_checks(evaluator: Evaluator, node: Node, found: Sequence[Value]) -> list[Value]:
    """Without the empty values of a parameter that a condition before its place asks for."""
    if not any(is_empty(evaluator.module, one) for one in found):
        return [*found]
    asked = conditions_before(evaluator.module, node.start_byte)
    if not mentions(asked, evaluator.module.name(node)):
        return [*found]
    return [one for one in found if not is_empty(evaluator.module, one)]


def _bound(
    evaluator: Evaluator, name: str, binding: Binding, scope: Scope, frame: Frame | None
) -> Sequence[Value]:
    """What one binding of a name binds it to."""
    kind, value = binding.kind, binding.value
    if kind is BindingKind.DECLARED:
        return ()
    if kind is BindingKind.PARAMETER:
        return of_parameter(evaluator, scope.node, name, value, frame)
    if value is None:
        return UNKNOWN
    if kind is BindingKind.DEFINED:
        return (Known(value, frame),)
    if kind is BindingKind.LOOPED:
        return containers.elements(evaluator, value, frame, binding.index)
    if kind is BindingKind.OPENED:
        return containers.parts_at(
            evaluator, opening.opened(evaluator, value, frame), binding.index
        )
    if kind is BindingKind.ASSIGNED:
        return containers.parts_at(evaluator, evaluator.values(value, frame), binding.index)
    return UNKNOWN


def of_parameter(
    evaluator: Evaluator, function: Node, name: str, default: Node | None, frame: Frame | None
) -> Sequence[Value]:
    """What a parameter is in one call, or in all calls of its function where none is meant."""
    call = frame.of(function.id) if frame is not None else None
    if call is not None:
        if name in ITSELF and name not in call.given:
            return call.itself or UNKNOWN
        given = call.given.get(name)
        return evaluator.given(given) if given is not None else UNKNOWN
    if name in ITSELF:
        return instances.itself(evaluator, function)
    found: list[Value] = []
    callers = callers_of(evaluator, function)
    if callers and not (is_script(evaluator.module) or is_hidden(evaluator.module, function)):
        evaluator.hangs = True
    for caller, around in callers:
        made = frames.frame_of(evaluator, function, caller, around)
        given = made.given.get(name) if made is not None else None
        found += evaluator.given(given) if given is not None else UNKNOWN
    told = options.of_parameter(evaluator, function, name, default)
    if found and (default is not None or not told or any(one is not None for one in found)):
        return found
    # Who calls it isn't known: a view, another module; or it's a command, `main()` at the end.
    return () if not told and default is not None else told or UNKNOWN


def _of_lambda(
    evaluator: Evaluator, node: Node, name: str, frame: Frame | None
) -> Sequence[Value] | None:
    """What a name is that a lambda around it has as a parameter."""
    if "lambda" not in evaluator.module.plain[max(node.start_byte - 2_000, 0) : node.start_byte]:
        return None
    around = node.parent
    while around is not None and around.type not in ("function_definition", "module", "block"):
        if around.type == "lambda":
            listed = around.child_by_field_name("parameters")
            for one in listed.named_children if listed is not None else ():
                named = one.child_by_field_name("name") or one
                if evaluator.module.name(named) == name:
                    default = one.child_by_field_name("value")
                    return of_parameter(evaluator, around, name, default, frame)
        around = around.parent
    return None
