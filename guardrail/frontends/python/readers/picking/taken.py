"""What says which one of many things a call takes."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around

_DEEPEST = 4


def taken_in_turn(reading: Reading, call: Call) -> list[Node]:
    """What says which one a call takes: what it is given, or one of many that it is called on."""
    given = [*call.positional, *call.keywords.values(), *call.stars]
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return given
    if owner.type in ("subscript", "call"):
        return [*given, owner]
    made = reading.builder.flow.value(owner) if owner.type == "identifier" else None
    if made is not None and made.type in ("subscript", "call"):
        return [*given, made]
    return [*given, owner] if is_one_of_many(reading, owner) else given


def is_one_of_many(reading: Reading, owner: Node, depth: int = 0) -> bool:
    """Whether a name is a loop's variable, or a parameter that is given one."""
    if owner.type != "identifier" or depth > _DEEPEST:
        return False
    flow = reading.builder.flow
    bound = flow.reaching(owner)
    if any(one.kind is BindingKind.LOOPED for one in bound):
        return True
    if not bound:
        return flow.comprehension_clause(owner) is not None
    given = [one.value for one in bound if one.kind is BindingKind.ASSIGNED]
    function = function_around(reading.module, owner)
    if function is not None and any(one.kind is BindingKind.PARAMETER for one in bound):
        for call in calls_of(reading, function):
            told = given_to(reading.module, function, call).get(reading.module.name(owner))
            if told is None and call.stars:
                return True
            given += [told.value] if told is not None else []
    return any(one is not None and is_one_of_many(reading, one, depth + 1) for one in given)
