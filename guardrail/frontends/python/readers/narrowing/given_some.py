"""Dictionaries of criteria in which one is surely something, whatever the others are.

`build(device_id=device_id, before=before)`, of which what is None is left out, always asks for the
device where a route can't be called without one.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import (
    calls_of_function,
    class_around,
    given_to,
    parameters_of,
)
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.values.surely_given import surely_given

_MOST = 8
_DEEPEST = 3


def given_some(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether every call gives a parameter, a dictionary of criteria, one that is surely there."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    function = function_around(reading.module, node)
    if function is None or not bound or depth > _DEEPEST:
        return False
    if all(one.kind is BindingKind.ASSIGNED and one.index is None for one in bound):
        values = [one.value for one in bound]
        return all(one is not None and holds_some(reading, one, depth) for one in values)
    if not all(one.kind in (BindingKind.PARAMETER, BindingKind.COLLECTED) for one in bound):
        return False
    name = reading.module.name(node)
    calls = calls_of_function(reading, function, class_around(function))
    if not calls or len(calls) > _MOST:
        return False
    if f"**{name}" in reading.module.code(function.child_by_field_name("parameters") or function):
        own = parameters_of(reading.module, function)
        return all(_among(reading, one, frozenset(own), depth) for one in calls)
    given = (given_to(reading.module, function, one).get(name) for one in calls)
    return all(
        one is not None and one.value is not None and holds_some(reading, one.value, depth)
        for one in given
    )


def _among(reading: Reading, call: Call, own: frozenset[str], depth: int) -> bool:
    """Whether one of the keywords of a call that are collected is surely something."""
    if any(surely_given(reading, one) for name, one in call.keywords.items() if name not in own):
        return True
    return any(holds_some(reading, one, depth) for one in call.double_stars)


def holds_some(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether one of the entries of a dictionary that is written out is surely something."""
    value = reading.builder.flow.value(node) or node
    if value.type == "dictionary":
        return any(surely_given(reading, one) for one in _values(reading, value))
    return value.type == "identifier" and given_some(reading, value, depth + 1)


def _values(reading: Reading, written: Node) -> Iterator[Node]:
    for pair in reading.module.children(written)[0]:
        value = pair.child_by_field_name("value") if pair.type == "pair" else None
        if value is not None:
            yield value
