"""What a module's own calls give a parameter, for a way back through it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import (
    ITSELF,
    calls_of_function,
    class_around,
    given_to,
    parameters_of,
)
from guardrail.frontends.python.functions.callers_by_name import calls_by_name
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.values.beginnings import At

_MOST_CALLERS = 32
_MOST_THROUGH = 6
"""Through how many functions a way goes at most."""


def top_of(around: Node | None) -> frozenset[str] | None:
    """The names that a way has met at the top of the module, `None` while in a function."""
    return frozenset() if around is None else None


def given_by_calls(
    reading: Reading, parameter: Node, function: Node, at: At
) -> Iterator[tuple[Node, At]]:
    """What each call gives a parameter, and where the way is then.

    Where the way came in by what a call gives back, that is the call which counts.
    """
    module = reading.module
    short = function.type == "lambda" and any(one.function == function for one in at.entered)
    if not short and function.type != "function_definition":
        return
    name = module.name(parameter)
    # What a method is called on is none of its arguments.
    if len(at.through) > _MOST_THROUGH or name in ITSELF:
        return
    if at.entered and at.entered[-1].function.id == function.id:
        *before, last = at.entered
        given = given_to(module, function, last.call).get(name)
        if given is not None and given.value is not None:
            yield given.value, at._replace(entered=tuple(before))
            return
        if not (last.call.stars or last.call.double_stars):
            return
    called = calls_of_function(reading, function, class_around(function))
    called = called or calls_by_name(reading, function)
    yield from islice(_given_by(reading, name, function, called, at), _MOST_CALLERS)


def _given_by(
    reading: Reading, name: str, function: Node, called: Sequence[Call], at: At
) -> Iterator[tuple[Node, At]]:
    for call in called:
        around = function_around(reading.module, call.node)
        value = _value_in(reading, name, function, call)
        if value is not None and not (around and around.id == function.id):
            through = (*at.through, around) if around is not None else at.through
            yield value, at._replace(through=through, entered=(), top=top_of(around))


def _value_in(reading: Reading, name: str, function: Node, call: Call) -> Node | None:
    """What one call gives a parameter of that name, as far as it says so."""
    given = given_to(reading.module, function, call).get(name)
    value = given.value if given is not None else None
    if call.stars and call.first_star == 0 and not call.positional:
        # `pool.map(drop, keys)` gives the first parameter one after the other.
        first = next(iter(parameters_of(reading.module, function)), "")
        value = call.stars[0] if first == name else value
    if value is None and call.double_stars:
        # `HANDLERS[name](**block.input)`
        value = call.double_stars[-1]
    return value
