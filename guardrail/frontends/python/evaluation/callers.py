"""Who calls a function of the module: by its name, handed on, kept somewhere, as an argument."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation.values import Frame, Known
from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_CALLED = late(r"(?:[^\W\d]\w*|\])\s*(?=\()")
_MOST_ODD = 64
_MOST = 12
_ODD = "odd calls"
_SPOKEN = "spoken of"
_WORD = late(r"\b[^\W\d]\w*\b(?!\s*\()")
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
    facts = evaluator.module.facts
    if _SPOKEN not in facts:
        facts[_SPOKEN] = frozenset(_WORD.findall(evaluator.module.plain))
    return evaluator.module.defined(function) in facts[_SPOKEN]


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
    odd: dict[str, bool] = {}
    places: list[tuple[int, int]] = []
    for match in _CALLED.finditer(module.plain):
        word = match[0].rstrip()
        if word not in odd:
            odd[word] = _may_be_odd(evaluator, word)
        if odd[word]:
            places.append(match.span())
            if len(places) == _MOST_ODD:
                break
    for trail in module.around(places):
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
    if word == "]":
        return True
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
