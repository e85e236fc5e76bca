"""What the calls of a module's own functions give their parameters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.places_of_calls import places_of_calls
from guardrail.frontends.python.naming.calls import Call, call_of, passed_on
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.rows import Argument
from guardrail.patterns import late

_MOST = 8
_MAKING = "__init__"
_BY_SELF = late(r"\b(?:self|cls)\.\Z")
_PLAINLY = late(r"(?:\A|[^.\w])\Z")


def passed_to(reading: Reading, parameter: Node) -> list[Node]:
    """What a function at the module's top, or a class, is called with for a parameter."""
    around = reading.scopes.at(parameter.start_byte)[0].node
    key = (f"passed to {reading.module.name(parameter)}", around.id)
    held: list[Node] | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = []
        named = around.child_by_field_name("name")
        if named is not None and reading.module.name(named) == _MAKING:
            found = _to_constructor(reading, parameter)
        else:
            found = [*_given(reading, parameter, around)] or [
                *_as_handed(reading, parameter, around)
            ]
        held = reading.remembered[key] = found[:_MOST]
    return held


def _as_handed(reading: Reading, parameter: Node, around: Node) -> Iterator[Node]:
    """What a function is given by another of the module that it is handed to: `each(remove)`."""
    from guardrail.frontends.python.functions.callers import given_to
    from guardrail.frontends.python.functions.handed_to import called_as_handed

    if around.type != "function_definition":
        return
    name = reading.module.name(parameter)
    for call in called_as_handed(reading, around):
        given = given_to(reading.module, around, call).get(name)
        if given is not None and given.value is not None:
            yield given.value


def _to_constructor(reading: Reading, parameter: Node) -> list[Node]:
    from guardrail.frontends.python.receivers.constructed import given_to_parameter

    return given_to_parameter(reading, parameter)


def _given(reading: Reading, parameter: Node, around: Node) -> Iterator[Node]:
    module = reading.module
    named = around.child_by_field_name("name")
    parameters = around.child_by_field_name("parameters")
    if around.type != "function_definition" or named is None or parameters is None:
        return
    name, of_class = module.name(named), _is_method(around)
    own = None if of_class else reading.scopes.function(name)
    if not of_class and (own is None or own.id != around.id):
        return
    names = [_name(reading, one) for one in module.children(parameters)[0][of_class:]]
    wanted = module.name(parameter)
    if wanted not in names:
        return
    argument = Argument(names.index(wanted), wanted)
    for call in _calls(module, name, of_class):
        if around.start_byte <= call.node.start_byte < around.end_byte:
            continue
        given = call.argument(argument)
        if given is not None:
            yield given
        elif call.stars and call.first_star == 0 and not argument.position:
            # `pool.map(self.remove, self.keys())` gives it one after the other.
            yield from (yielded(reading.builder.flow, call.stars[0]) or ())[:_MOST]


def _is_method(function: Node) -> bool:
    """Whether a function is a method: it stands in the block of a class."""
    node = function.parent
    if node is not None and node.type == "decorated_definition":
        node = node.parent
    return node is not None and node.parent is not None and node.parent.type == "class_definition"


def _calls(module: Module, name: str, of_class: bool) -> Iterator[Call]:
    """The first calls of a function by its name, or of a method by `self`."""
    for trail in module.around(_places(module, name, of_class)):
        called = trail[1] if len(trail) > 2 and trail[1].type == "attribute" else trail[0]
        node = trail[2 if called is not trail[0] else 1] if len(trail) > 1 else None
        if node is not None and node.type == "argument_list" and node.parent is not None:
            handed = passed_on(module, node.parent, called, name)
            if handed is not None:
                yield handed
        elif node is not None and node.type == "call":
            yield call_of(module, node, name)


def _places(module: Module, name: str, of_class: bool) -> list[tuple[int, int]]:
    """Where these calls stand, looked for once: very many functions may have one name."""
    key = f"{'methods' if of_class else 'functions'} called {name}"
    held: list[tuple[int, int]] | None = module.facts.get(key)
    if held is None:
        before, plain = _BY_SELF if of_class else _PLAINLY, module.plain
        used = places_of_calls(module).used(frozenset((name,)))
        found = (place for place in used if before.search(plain, max(place[0] - 5, 0), place[0]))
        held = module.facts[key] = [*islice(found, _MOST)]
    return held


def _name(reading: Reading, parameter: Node) -> str:
    while parameter.type != "identifier":
        below = parameter.child_by_field_name("name") or next(iter(parameter.named_children), None)
        if below is None:
            return ""
        parameter = below
    return reading.module.name(parameter)
