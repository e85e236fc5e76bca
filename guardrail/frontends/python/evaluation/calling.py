"""What calls amount to: of the module's own functions what these give, else the call itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers, frames, instances, known_calls
from guardrail.frontends.python.evaluation.checks import conditions_before, mentions
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Known,
    Value,
)
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.values.production import in_production

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_FUNCTIONS = ("function_definition", "lambda")
_WRITTEN_OUT = frozenset(
    ("string", "integer", "true", "false", "list", "dictionary", "tuple", "concatenated_string")
)


def last_name(evaluator: Evaluator, call: Node) -> str:
    """The last part of what a call calls."""
    function = call.child_by_field_name("function")
    return evaluator.module.name(function).rpartition(".")[2] if function is not None else ""


def owner_of(call: Node) -> Node | None:
    """What a method is called on."""
    function = call.child_by_field_name("function")
    return function.child_by_field_name("object") if function is not None else None


def arguments(evaluator: Evaluator, call: Node) -> list[Node]:
    """What a call is given without names."""
    given = arguments_of(evaluator.module, call)
    return [one for one in given if one.type not in ("keyword_argument", "dictionary_splat")]


def keywords(evaluator: Evaluator, call: Node, frame: Frame | None) -> Entries:
    """What a call is given by names: `dict(name="nightly", **more)`."""
    entries: dict[str, Sequence[Value]] = {}
    more = False
    for one in arguments_of(evaluator.module, call):
        if one.type == "keyword_argument":
            name, value = (one.child_by_field_name(part) for part in ("name", "value"))
            if name is not None and value is not None:
                entries[evaluator.module.name(name)] = evaluator.values(value, frame)
        elif one.type == "dictionary_splat":
            inner = evaluator.module.children(one)[0][0]
            more |= not containers.merge(evaluator, inner, frame, entries)
        else:
            more |= not containers.merge(evaluator, one, frame, entries)
    return Entries(entries, more)


def of_call(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What a call gives: the call itself where the module doesn't say."""
    name = last_name(evaluator, node)
    picked = known_calls.BY_NAME.get(name)
    found = picked(evaluator, node, frame) if picked is not None else None
    if found is not None:
        return found
    given: list[Value] = [*_made_of_handed(evaluator, node, frame)]
    for function in functions(evaluator, node, frame):
        if _yields(evaluator, function.node) or function.frame is None:
            return (Known(node, frame),)
        given += results(evaluator, function)
    return given or (Known(node, frame),)


def _made_of_handed(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """The classes that `STAGES[stage]()` may make an object of, of which nothing more is known."""
    function = node.child_by_field_name("function")
    if function is None or not evaluator.is_handed(function):
        return ()
    found = evaluator.values(function, frame)
    return [one for one in found if isinstance(one, Known) and one.node.type == "class_definition"]


def functions(evaluator: Evaluator, call: Node, frame: Frame | None) -> list[Known]:
    """The functions of the module that a call may be of, each with the frame that it makes."""
    function = call.child_by_field_name("function")
    if function is None:
        return []
    found: list[Known] = []
    if function.type == "attribute":
        owner, name = (function.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or name is None or not _is_own(evaluator, evaluator.module.name(name)):
            return []
        for value in evaluator.values(owner, frame):
            one = instances.method(evaluator, value, evaluator.module.name(name))
            if one is not None:
                found.append(_called(evaluator, one, call, frame))
        return found
    for value in evaluator.values(function, frame):
        if isinstance(value, Known) and value.node.type in _FUNCTIONS:
            found.append(_called(evaluator, value, call, frame))
        elif instances.is_object(evaluator, value):
            one = instances.method(evaluator, value, "__call__")
            if one is not None:
                found.append(_called(evaluator, one, call, frame))
    return found


def _is_own(evaluator: Evaluator, name: str) -> bool:
    """Whether the module defines a function of a name at all."""
    return f"def {name}" in evaluator.module.plain


def _called(evaluator: Evaluator, function: Known, node: Node, frame: Frame | None) -> Known:
    call = evaluator.reading.call(node)
    made = frames.frame_of(evaluator, function.node, call, frame, function.frame)
    return Known(function.node, made)


def results(evaluator: Evaluator, function: Known) -> Sequence[Value]:
    """What a function gives in a call of it."""
    if function.node.type == "lambda":
        body = function.node.child_by_field_name("body")
        return evaluator.values(body, function.frame) if body is not None else UNKNOWN
    found: list[Value] = []
    told: Sequence[Node] = results_of(evaluator.module, function.node)
    if len(told) > 1:
        # Of what is given for each stage that for production counts.
        told = [one for one in told if in_production(evaluator.reading, one)] or told
    if len(told) > 1 and _is_picked(evaluator, function, told):
        return UNKNOWN
    for one in told:
        if one.type == "none":
            continue
        given = evaluator.values(one, function.frame)
        found += UNKNOWN if _is_looked_at(evaluator, one, given) else given
    return found or UNKNOWN


def _is_picked(evaluator: Evaluator, function: Known, told: Sequence[Node]) -> bool:
    """Whether a parameter picks among several results, and what it is given isn't known."""
    given = function.frame.given if function.frame is not None else {}
    unknown = [name for name, one in given.items() if None in evaluator.given(one)]
    return any(
        mentions(conditions_before(evaluator.module, one.start_byte), name)
        for one in told
        for name in unknown
    )


def _is_looked_at(evaluator: Evaluator, result: Node, given: Sequence[Value]) -> bool:
    """Whether a function checks what it gives, and that isn't written out: a fetched text."""
    root = result
    while root.type != "identifier" and root.named_children:
        root = root.named_children[0]
    if all(isinstance(one, Known) and one.node.type in _WRITTEN_OUT for one in given):
        return False
    asked = conditions_before(evaluator.module, result.start_byte)
    return mentions(asked, evaluator.module.name(root))


def yielded(evaluator: Evaluator, value: Known) -> Sequence[Value] | None:
    """What a generator of the module yields, `None` for anything else."""
    if value.node.type != "call":
        return None
    found: list[Value] = []
    for function in functions(evaluator, value.node, value.frame):
        if not _yields(evaluator, function.node):
            return None
        for one in results_of(evaluator.module, function.node):
            around = one.parent
            all_of = around is not None and "from" in {child.type for child in around.children}
            each = containers.elements(evaluator, one, function.frame) if all_of else ()
            found += each or evaluator.values(one, function.frame)
    return found or None


def _yields(evaluator: Evaluator, function: Node) -> bool:
    plain = evaluator.module.plain
    if "yield" not in plain[function.start_byte : function.end_byte]:
        return False
    given = results_of(evaluator.module, function)
    return any(one.parent is not None and one.parent.type == "yield" for one in given)
