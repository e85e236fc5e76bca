"""Who calls a function of the module: by its name, handed on, kept somewhere, as an argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation.values import Frame, Known
from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.functions.places_of_calls import places_of_calls
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.source.whole_words import uncalled_places
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_MOST_ODD = 64
_MOST = 12
_ODD = "odd calls"
_ENTRY = late(r"\]\s*(?=\()")
_OPENLY_BOUND = frozenset((BindingKind.ASSIGNED, BindingKind.LOOPED, BindingKind.PARAMETER))


def callers_of(evaluator: Evaluator, function: Node) -> Sequence[tuple[Call, Frame | None]]:
    """The calls of a function or a lambda of the module, each with the call that it stands in."""
    key = ("callers evaluated", function.id)
    held: list[tuple[Call, Frame | None]] | None = evaluator.reading.remembered.get(key)
    if held is None:
        evaluator.reading.remembered[key] = []
        held = []
        if function.type == "function_definition":
            owner = class_around(function)
            calls = calls_of_function(evaluator.reading, function, owner)
            within = range(function.start_byte, function.end_byte)
            held = [(call, None) for call in calls if call.node.start_byte not in within]
        if function.type == "lambda" or _is_spoken_of(evaluator, function):
            held += [(call, None) for call in _odd_calls(evaluator).get(function.id, ())]
        held = evaluator.reading.remembered[key] = held[:_MOST]
    return held


def _is_spoken_of(evaluator: Evaluator, function: Node) -> bool:
    """Whether the name of a function stands somewhere without being called."""
    facts, name = evaluator.module.facts, evaluator.module.defined(function)
    key = f"spoken of {name}"
    if key not in facts:
        facts[key] = next(uncalled_places(evaluator.module.plain, name), None) is not None
    return bool(facts[key])


def _odd_calls(evaluator: Evaluator) -> dict[int, list[Call]]:
    """Calls of what a name, a list or a dictionary holds, by the functions that this may be."""
    held: dict[int, list[Call]] | None = evaluator.reading.remembered.get((_ODD, 0))
    if held is None:
        held = evaluator.reading.remembered[_ODD, 0] = {}
        for node in _called_by_value(evaluator):
            function = node.child_by_field_name("function")
            for value in evaluator.values(function) if function is not None else ():
                if isinstance(value, Known) and value.node.type in (
                    "function_definition",
                    "lambda",
                ):
                    call = evaluator.reading.call(node)
                    held.setdefault(value.node.id, []).append(call)
    return held


def _called_by_value(evaluator: Evaluator) -> Iterator[Node]:
    """The calls whose function isn't the name of one: `ACTIONS[name](…)`, `action(…)`."""
    module = evaluator.module
    called = places_of_calls(module).by_name
    places = [place for word in called if _may_be_odd(evaluator, word) for place in called[word]]
    places += [match.span() for match in _ENTRY.finditer(module.plain)]
    for trail in module.around(sorted(places)[:_MOST_ODD]):
        node = next((one for one in trail[:3] if one.type == "call"), None)
        function = node.child_by_field_name("function") if node is not None else None
        if node is None or function is None:
            continue
        if function.type == "subscript":
            yield node
        elif function.type == "identifier":
            scope, bound, _ = evaluator.flow.bindings(function)
            if scope is not None and any(one.kind in _OPENLY_BOUND for one in bound):
                yield node


def _may_be_odd(evaluator: Evaluator, word: str) -> bool:
    """Whether something besides a definition or an import may be bound to a word anywhere."""
    bound = evaluator.scopes.top().bindings.get(word)
    if bound is not None:
        return any(one.kind in _OPENLY_BOUND for one in bound)
    return word in _bound_inside(evaluator)


def _bound_inside(evaluator: Evaluator) -> frozenset[str]:
    """Names that stand as a parameter, a loop's variable or a target somewhere in the module."""
    facts = evaluator.module.facts
    if "bound inside" not in facts:
        found = (match[1] for match in _BINDING.finditer(evaluator.module.plain))
        facts["bound inside"] = frozenset(found)
    held: frozenset[str] = facts["bound inside"]
    return held


_BINDING = late(r"(?<![\w.])([^\W\d]\w*)\s*(?:=(?!=)|:|,|\)|\bin\b)")
