"""What the calls of a module's own functions give their parameters."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.calls import call_of
from guardrail.frontends.python.places_of_calls import places_of_calls
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import Argument

_MOST = 8


def passed_to(reading: Reading, parameter: Node) -> list[Node]:
    """The expressions that a function at the module's top is called with for a parameter."""
    around = reading.scopes.at(parameter.start_byte)[0].node
    key = (f"passed to {reading.module.name(parameter)}", around.id)
    held: list[Node] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = [*_given(reading, parameter, around)]
    return held


def _given(reading: Reading, parameter: Node, around: Node) -> Iterator[Node]:
    module = reading.module
    named = around.child_by_field_name("name")
    parameters = around.child_by_field_name("parameters")
    if around.type != "function_definition" or named is None or parameters is None:
        return
    name = module.name(named)
    own = reading.scopes.function(name)
    if own is None or own.id != around.id:
        return
    names = [_name(reading, one) for one in module.children(parameters)[0]]
    wanted = module.name(parameter)
    if wanted not in names:
        return
    argument = Argument(names.index(wanted), wanted)
    plain = module.plain
    called = places_of_calls(module).called(frozenset((name,)))
    places = [place for place in called if plain[place[0] - 1 : place[0]] != "."]
    for trail in module.around(places[:_MOST]):
        call = next((one for one in trail[:3] if one.type == "call"), None)
        if call is None or around.start_byte <= call.start_byte < around.end_byte:
            continue
        given = call_of(module, call, name).argument(argument)
        if given is not None:
            yield given


def _name(reading: Reading, parameter: Node) -> str:
    while parameter.type != "identifier":
        below = parameter.child_by_field_name("name") or next(iter(parameter.named_children), None)
        if below is None:
            return ""
        parameter = below
    return reading.module.name(parameter)
