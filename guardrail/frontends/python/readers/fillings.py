"""What a variable holds that conditions are collected in: a dictionary, a list, a `Q`.

Every way on which it may have come by its value counts, with what was put into it on that way.
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.bindings import Binding, BindingKind
from guardrail.frontends.python.branches import through
from guardrail.frontends.python.readers.emptiness import refused_when_empty
from guardrail.frontends.python.readers.reach import Told, on_all_ways
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.ways import Choice, Way, picked_by

Judge = Callable[[Node], Told]
_PUT = (BindingKind.FILLED, BindingKind.APPENDED)
_JOINED = (BindingKind.EXTENDED, BindingKind.AUGMENTED)


def filled(reading: Reading, node: Node, judge: Judge) -> Told:
    """What a name leaves out that is used as a filter; `judge` tells it of an expression."""
    scope, bound, path = reading.builder.flow.bindings(node)
    if scope is None:
        return Scope.UNKNOWN, ""
    put = reading.scopes.put_into(scope, reading.module.name(node), node.start_byte)
    steps = sorted([*bound, *put], key=lambda one: one.after)

    def apply(binding: Binding, state: tuple[Way[Told], ...]) -> tuple[Way[Told], ...]:
        value = binding.value
        if binding.kind is BindingKind.DECLARED:
            return state
        if binding.kind in _PUT:
            return tuple(Way(_more(one.value), one.choices) for one in state)
        if binding.kind in _JOINED and value is not None:
            more = judge(value)
            empty = more[0] in (Scope.NONE, Scope.UNKNOWN)
            return state if empty else tuple(Way(more, one.choices) for one in state)
        if binding.index is not None or value is None:
            return (Way((Scope.UNKNOWN, "")),)
        if binding.kind is BindingKind.PARAMETER:
            left_out = judge(value)[0] is Scope.NONE
            return (Way((Scope.UNKNOWN, "unscoped when it is left out" if left_out else "")),)
        if binding.kind is BindingKind.ASSIGNED:
            return (Way(judge(value)),)
        return (Way((Scope.UNKNOWN, "")),)

    ways = through(steps, 0, path, (), apply, Way.past)
    told = on_all_ways(reading, [(*way.value, way.choices) for way in ways])
    if told[0] in (Scope.NONE, Scope.UNKNOWN) and refused_when_empty(reading, node):
        return Scope.FILTERED, ""
    return told


def either_way(reading: Reading, node: Node, judge: Judge) -> Told:
    """What `a if x else b` or `a or b` leaves, and when it is everything."""
    module = reading.module
    if node.type == "conditional_expression":
        ways = picked_by(module, node)
    else:
        first, *_, last = module.children(node)[0]
        empty = Choice(node.start_byte, -1, text=f"{module.short(first, 50)} is empty")
        ways = [(first, Choice(node.start_byte, 0)), (last, empty)]
    return on_all_ways(reading, [(*judge(value), (choice,)) for value, choice in ways])


def _more(before: Told) -> Told:
    return (before[0] if before[0] is Scope.KEYED else Scope.FILTERED), ""
