"""The project's own functions that calls in a module are of, also where others make the calls."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.objects import objects

_HANDING = {
    "to_thread": 0,
    "run_in_threadpool": 0,
    "run_sync": 0,
    "submit": 0,
    "run_in_executor": 1,
}
"""Functions that call what they are given, by where that stands, and give its result."""


def handed_over(reading: Reading, call: Call) -> Call:
    """The call that another one makes and gives the result of: `asyncio.to_thread(fetch, url)`."""
    made = reading.builder.flow.value(call.function) if call.name.isidentifier() else None
    if made is not None and made.type == "call" and made.id != call.node.id:
        partial = reading.call(made)
        if partial.last == "partial" and partial.positional:
            function, *before = partial.positional
            named = {**partial.keywords, **call.keywords}
            name = reading.names.dotted(function)
            return Call(call.node, function, name, [*before, *call.positional], named)
    place = _HANDING.get(call.last)
    if place is None or len(call.positional) <= place:
        return call
    function, *given = call.positional[place:]
    if (
        function.type != "identifier"
        or reading.scopes.function(reading.module.name(function)) is None
    ):
        return call
    return Call(call.node, function, reading.module.name(function), given, call.keywords)


def own_function(reading: Reading, call: Call) -> Node | None:
    """The module's own function or method that a call is of, `None` for any other."""
    if call.function.type == "identifier":
        return reading.scopes.function(call.name) or _function_within(reading, call.function)
    owner = call.function.child_by_field_name("object")
    if call.function.type != "attribute" or owner is None:
        return None
    for thing in objects(reading).of(owner):
        bound = thing.of.bindings.get(call.last, ()) if thing.of is not None else ()
        for one in bound:
            if one.value is not None and one.value.type == "function_definition":
                return one.value
    return None


def _function_within(reading: Reading, name: Node) -> Node | None:
    """The function of that name that another function defines."""
    for one in reading.builder.flow.reaching(name):
        function = one.value if one.kind is BindingKind.DEFINED else None
        if function is not None and function.type == "function_definition":
            return function
    return None
