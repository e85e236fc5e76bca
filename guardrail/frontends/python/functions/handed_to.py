"""Calls of the module's own functions, those too that another of the module is handed to call."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around, given_to
from guardrail.frontends.python.functions.held_functions import calls_of_held
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_FEW = 8
_HANDED = late(r"(?<=[(,=\s])(?:self\.)?(?P<name>[^\W\d]\w*)(?=\s*[,)])")
_PLACES = "handed on by name"
_CALLED = r"(?<![\w.]){0}\("


def calls_of(reading: Reading, function: Node) -> list[Call]:
    """The calls of a function, those by another that it is handed to, too."""
    calls = calls_of_function(reading, function, class_around(function))[:_FEW]
    return [*calls, *called_as_handed(reading, function)]


def called_as_handed(reading: Reading, function: Node) -> list[Call]:
    """The calls of a function that another of the module is handed: `each(remove)`.

    They are those of the parameter that it is given to: `action(one)`.
    """
    module, named = reading.module, function.child_by_field_name("name")
    if named is None:
        return []
    name = module.name(named)
    key = (f"called as handed {name}", function.id)
    held: list[Call] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = []
        for place in _handed_names(module).get(name, ()):
            held += _in_turn(reading, module.root.named_descendant_for_byte_range(*place))
        held += calls_of_held(reading, function)
    return held[:_FEW]


def _handed_names(module: Module) -> dict[str, list[tuple[int, int]]]:
    """Where each name of a module is handed on, the first few places; looked for once."""
    held: dict[str, list[tuple[int, int]]] | None = module.facts.get(_PLACES)
    if held is None:
        held = module.facts[_PLACES] = {}
        for match in _HANDED.finditer(module.plain):
            places = held.setdefault(match["name"], [])
            if len(places) < _FEW:
                places.append(match.span())
    return held


def _in_turn(reading: Reading, handed: Node | None) -> list[Call]:
    """The calls of the parameter that a function is handed to."""
    module = reading.module
    listed = handed.parent if handed is not None else None
    around = listed.parent if listed is not None and listed.type == "argument_list" else None
    if handed is None or around is None or around.type != "call":
        return []
    found: list[Call] = []
    for own in called_functions(reading.builder.flow, around)[:_FEW]:
        given = given_to(module, own, reading.call(around))
        names = [name for name, one in given.items() if one.value and one.value.id == handed.id]
        for name in names:
            calls = re.compile(_CALLED.format(re.escape(name)))
            for match in calls.finditer(module.plain, own.start_byte, own.end_byte):
                node = module.root.descendant_for_byte_range(match.end() - 1, match.end())
                while node is not None and node.type != "call":
                    node = node.parent
                found += [call_of(module, node, name)] if node is not None else []
    return found
