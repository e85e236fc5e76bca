"""The ways that lead to a call through the module's own functions, and what they give it.

`def _call(self, method, path): self.http.request(method, self.base + path)` hangs on its
parameters; each way to call `_call` in the module says what these are.
"""

from __future__ import annotations

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, given_to, parameters_of
from guardrail.frontends.python.functions.in_light import Given
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.fed_programs import fed_with
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.query_sets import of_query_sets, on_self, with_self
from guardrail.frontends.python.source.comprehensions import run_over
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.values.unfolding import set_on
from guardrail.patterns import late

MOST_WAYS = 24
"""Ways to one call that are looked for."""
_NAME = late(r"[^\W\d]\w*")
_DEEPEST = 3
_MOST_NAMES = 60


class Way(Struct, frozen=True):
    """The calls that lead to a call, outermost first, and what they give on the way."""

    calls: tuple[Call, ...]
    given: Given


class WaysToCalls:
    """Finds the ways to calls of one module, asking once for the callers of each function."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._callers: dict[int, list[Call]] = {}

    def to(self, call: Call, condition: str = "") -> list[Way]:
        """The ways to a call through functions of whose parameters what it says is made.

        What it does may hang on them by a `condition` alone.
        """
        found: list[Way] = []
        waiting = [(call, Way((), {}))]
        while waiting and len(found) < MOST_WAYS:
            inner, way = waiting.pop()
            around, owner = function_and_class(self._reading.module, inner)
            more = (
                self._calls_of(around, owner)
                if around and self._depends(inner, around, condition)
                else []
            )
            more = [one for one in more if around and not _within(one, around)]
            if (not more or len(way.calls) >= _DEEPEST) and way.calls:
                found.append(way)
            if around is None or len(way.calls) >= _DEEPEST:
                continue
            for one in reversed(more[:MOST_WAYS]):
                given = given_to(self._reading.module, around, one)
                if of_query_sets(self._reading.module, owner):
                    given = with_self(given, around, one)
                waiting.append((one, Way((one, *way.calls), {**way.given, around.id: given})))
        return found

    def _calls_of(self, function: Node, owner: Node | None) -> list[Call]:
        held = self._callers.get(function.id)
        if held is None:
            held = calls_of_function(self._reading, function, owner)
            self._callers[function.id] = held
        return held

    def _depends(self, call: Call, function: Node, condition: str) -> bool:
        """Whether what a call says is made of parameters of the function that it stands in."""
        module = self._reading.module
        if on_self(module, call):
            return True
        parameters = parameters_of(module, function)
        if not parameters:
            return False
        if not parameters.keys().isdisjoint(_NAME.findall(condition)):
            return True
        scope = self._reading.scopes.at(call.node.start_byte)[0]
        fed = fed_with(self._reading, call)
        waiting, seen = [call.node, *run_over(module, call.node)], set[str]()
        waiting += [fed] if fed is not None else []
        if call.last[:1].isupper():
            waiting += set_on(self._reading, call).values()
        while waiting and len(seen) < _MOST_NAMES:
            node = waiting.pop()
            for match in _NAME.finditer(module.plain, node.start_byte, node.end_byte):
                name = match[0]
                if name in parameters:
                    return True
                if name not in seen:
                    seen.add(name)
                    put = (*scope.bindings.get(name, ()), *scope.fillings.get(name, ()))
                    waiting += [one.value for one in put if one.value is not None]
        return False


def function_and_class(module: Module, call: Call) -> tuple[Node | None, Node | None]:
    """The function that a call stands in, and the class whose method it is."""
    definitions = place_of(module, call.node.start_byte).definitions
    if not definitions or definitions[-1].type != "function_definition":
        return None, None
    owner = definitions[-2] if len(definitions) > 1 else None
    if owner is not None and (owner.type != "class_definition" or len(definitions) > 2):
        return None, None
    return definitions[-1], owner


def _within(call: Call, function: Node) -> bool:
    return function.start_byte <= call.node.start_byte < function.end_byte
