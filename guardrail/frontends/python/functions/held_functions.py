"""Calls of functions that stand in a table, or are a parameter's default: `ACTIONS[name](project)`.

`act = ACTIONS[name]`, `for act in ACTIONS.values():` and a function that gives one back make calls
of each that is in the table, and `def main(handle=retire)` makes one of `retire` by `handle(one)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_TABLE = late(r"(?m)^(?P<name>[A-Za-z_]\w*)[ \t]*(?::[^=\n]{0,80})?=[ \t]*\{")
_DEFAULT = late(
    r"(?<=[(,\s])(?P<name>[a-z_]\w*)(?::[^,()=\n]{0,60})?\s?=\s?(?P<held>[a-z_]\w*)(?=\s*[,)])"
)
_TAKEN = r"(?<![\w.]){0}(?:\[[^\[\]\n]{{1,80}}\]|\.get\([^()\n]{{1,80}}\))"
_NAMED = r"(?m)^[ \t]*(?P<name>\w+)[ \t]*=[ \t]*{0}[ \t]*$"
_GIVEN = r"(?m)^[ \t]*return[ \t]+{0}"
_IN_TURN = r"\bfor[ \t]+(?:\w+,[ \t]*)?(?P<name>\w+)[ \t]+in[ \t]+{0}\.(?:values|items)\(\)"
_CALLED = r"(?<![\w.]){0}\("
_MADE = r"(?<![\w.]){0}\([^()\n]{{0,120}}\)"
_HELD, _MOST, _FEW = "functions held in tables", 60, 8

Holders = dict[int, list[tuple[str, int]]]
"""The names by which functions are held, with where the function begins whose parameter it is."""


def calls_of_held(reading: Reading, function: Node) -> list[Call]:
    """The calls of a function, or of a lambda, through what holds it."""
    module = reading.module
    key = ("calls of what is held", function.id)
    held: list[Call] | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = []
        for name, start in _holders(reading).get(function.id, ())[:_FEW]:
            found = _by_parameter(module, name, start) if start >= 0 else _by_table(module, name)
            held += islice(found, _FEW)
    return held


def given_to_lambda(reading: Reading, name: Node) -> list[Node]:
    """What the one parameter of a lambda in a table is given: `lambda one: one.delete()`."""
    around = name.parent
    for _ in range(_FEW):
        if around is None or around.type == "lambda":
            break
        around = around.parent
    listed = around.child_by_field_name("parameters") if around is not None else None
    if around is None or listed is None or around.parent is None or around.parent.type != "pair":
        return []
    if around.type != "lambda" or reading.module.code(listed) != reading.module.name(name):
        return []
    return [one.positional[0] for one in calls_of_held(reading, around) if one.positional]


def _holders(reading: Reading) -> Holders:
    """What holds the functions of a module, by the functions; looked for once."""
    module = reading.module
    found: Holders | None = module.facts.get(_HELD)
    if found is not None:
        return found
    found = module.facts[_HELD] = {}
    for match in islice(_TABLE.finditer(module.plain), _MOST):
        node = module.root.named_descendant_for_byte_range(match.end() - 1, match.end())
        for value in _values(node)[:_MOST]:
            one = reading.scopes.function(module.name(value)) if value.type != "lambda" else value
            if one is not None:
                found.setdefault(one.id, []).append((match["name"], -1))
    for match in islice(_DEFAULT.finditer(module.plain), _MOST):
        one = reading.scopes.function(match["held"])
        node = module.root.named_descendant_for_byte_range(match.start(), match.start() + 1)
        listed = node.parent.parent if node is not None and node.parent is not None else None
        if one is not None and listed is not None and listed.type == "parameters" and listed.parent:
            found.setdefault(one.id, []).append((match["name"], listed.parent.start_byte))
    return found


def _values(table: Node | None) -> list[Node]:
    """The functions by name, and the lambdas, that a dictionary holds."""
    pairs = table.named_children if table is not None and table.type == "dictionary" else []
    values = [one.child_by_field_name("value") for one in pairs if one.type == "pair"]
    return [one for one in values if one is not None and one.type in ("identifier", "lambda")]


def _by_parameter(module: Module, name: str, start: int) -> Iterator[Call]:
    node = module.root.named_descendant_for_byte_range(start, start + 1)
    while node is not None and node.type != "function_definition":
        node = node.parent
    if node is not None:
        yield from _calls(module, name, node.start_byte, node.end_byte)


def _by_table(module: Module, name: str) -> Iterator[Call]:
    taken = _TAKEN.format(re.escape(name))
    yield from _calls_like(module, taken, 0, module.plain)
    yield from _by_aliases(module, taken)
    for match in islice(re.finditer(_IN_TURN.format(re.escape(name)), module.plain), _FEW):
        yield from _in_function(module, match["name"], match.start())
    for match in islice(re.finditer(_GIVEN.format(taken), module.plain), _FEW):
        node = module.root.named_descendant_for_byte_range(match.end() - 1, match.end())
        around = function_around(module, node) if node is not None else None
        named = around.child_by_field_name("name") if around is not None else None
        if named is not None:
            made = _MADE.format(re.escape(module.name(named)))
            yield from _calls_like(module, made, 0, module.plain)
            yield from _by_aliases(module, made)


def _by_aliases(module: Module, taken: str) -> Iterator[Call]:
    for match in islice(re.finditer(_NAMED.format(taken), module.plain), _FEW):
        yield from _in_function(module, match["name"], match.end() - 1)


def _in_function(module: Module, name: str, at: int) -> Iterator[Call]:
    """The calls by a name in the function around a place, or in the module."""
    node = module.root.named_descendant_for_byte_range(at, at + 1)
    around = function_around(module, node) if node is not None else None
    yield from _calls(
        module, name, at, around.end_byte if around is not None else len(module.plain)
    )


def _calls(module: Module, name: str, start: int, end: int) -> Iterator[Call]:
    yield from _calls_like(module, _CALLED.format(re.escape(name))[:-2], start, module.plain[:end])


def _calls_like(module: Module, function: str, start: int, text: str) -> Iterator[Call]:
    """The calls of what is written like a pattern."""
    for match in islice(re.compile(rf"{function}\(").finditer(text, start), _FEW):
        node = module.root.named_descendant_for_byte_range(match.end() - 1, match.end())
        while node is not None and node.type != "call":
            node = node.parent
        called = node.child_by_field_name("function") if node is not None else None
        if node is not None and called is not None and called.end_byte == match.end() - 1:
            yield call_of(module, node, "")
