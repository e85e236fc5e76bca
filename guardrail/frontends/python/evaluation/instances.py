"""What objects of the module's own classes hold: given when made, set later, by their classes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import calling, enumerations, made_objects, options
from guardrail.frontends.python.evaluation.values import UNKNOWN, Entries, Frame, Known, Value
from guardrail.frontends.python.functions.callers import class_around, named_calls
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.receivers import members
from guardrail.frontends.python.receivers.members import is_property, results_of
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_HOLDERS = frozenset(("SimpleNamespace", "Namespace"))
_MOST_CLASSES = 8
_MOST_MADE = 12
_CLS = late(r"\bcls(?=\()")


def of_attribute(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What `x.a` is; itself where nothing is known of `x`."""
    owner, attribute = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or attribute is None:
        return (Known(node, frame),)
    module, name = evaluator.module, evaluator.module.name(attribute)
    scope, _ = evaluator.scopes.at(node.start_byte)
    if scope.bindings.get(module.name(node)):
        set_here = [
            value
            for one in evaluator.flow.reaching(node)
            if one.kind is BindingKind.ASSIGNED
            and one.value is not None
            and one.after <= node.start_byte
            for value in evaluator.values(one.value, frame)
        ]
        if set_here:
            return set_here
    found: list[Value] = []
    for value in evaluator.values(owner, frame):
        if name in ("value", "name") and enumerations.is_member(evaluator, owner, frame):
            return evaluator.values(owner, frame)
        held = member(evaluator, value, name)
        if held is None:
            return (Known(node, frame),)
        found += held
    return found or (Known(node, frame),)


def member(evaluator: Evaluator, value: Value, name: str) -> Sequence[Value] | None:
    """What a value holds under a name; `None` where it is no object of the module's."""
    if isinstance(value, Entries):
        return value.entries.get(name)
    if not isinstance(value, Known):
        return None
    if value.node.type == "class_definition":
        return _of_class(evaluator, value, value.node, name)
    if value.node.type != "call":
        return None
    made = class_of(evaluator, value)
    if made is not None:
        return made_objects.of_object(evaluator, value, made, name)
    last = calling.last_name(evaluator, value.node)
    if last in _HOLDERS:
        held = calling.keywords(evaluator, value.node, value.frame)
        return held.entries.get(name, UNKNOWN)
    if last in ("replace", "evolve", "model_copy"):
        return _replaced(evaluator, value, name)
    if last in ("parse_args", "parse_known_args"):
        return options.by_default(evaluator, name)
    fields = made_objects.fields_in_order(evaluator, value)
    return fields.get(name) if fields is not None else None


def is_object(evaluator: Evaluator, value: Value) -> bool:
    """Whether a value is an object of a class of the module."""
    return isinstance(value, Known) and class_of(evaluator, value) is not None


def class_of(evaluator: Evaluator, value: Known) -> Node | None:
    """The class of the module that a call makes an object of."""
    function = value.node.child_by_field_name("function") if value.node.type == "call" else None
    if function is None:
        return None
    if function.type == "identifier" and evaluator.module.name(function) != "cls":
        scope = evaluator.scopes.of_class(evaluator.module.name(function))
        return scope.node if scope is not None else None
    if evaluator.module.code(function) in ("cls", "type(self)", "self.__class__"):
        around = evaluator.scopes.at(function.start_byte)[0]
        while around is not None and not around.is_class:
            if around.parent is None:
                return None
            around = around.parent
        return around.node
    return None


def line_of(evaluator: Evaluator, owner: Node) -> list[Scope]:
    """A class and the classes of the module that it inherits from, nearest first."""
    return members.line_of(evaluator.reading, evaluator.scopes.scope_of(owner))


def method(evaluator: Evaluator, value: Value, *names: str) -> Known | None:
    """A method of a class or of an object of one, bound to what it is called on."""
    if not isinstance(value, Known):
        return None
    owner = value.node if value.node.type == "class_definition" else class_of(evaluator, value)
    if owner is None:
        return None
    for scope in line_of(evaluator, owner):
        for name in names:
            function = function_of(scope, name)
            if function is not None:
                return Known(function, Frame(function.id, {}, (value,), value.frame))
    return None


def function_of(scope: Scope, name: str) -> Node | None:
    """The function that a class defines under a name."""
    bound = scope.bindings.get(name, ())
    node = bound[-1].value if bound and bound[-1].kind is BindingKind.DEFINED else None
    return node if node is not None and node.type == "function_definition" else None


def itself(evaluator: Evaluator, function: Node) -> Sequence[Value]:
    """What `self` may be in a method: every object that the module makes of its class."""
    owner = class_around(function)
    if owner is None:
        return UNKNOWN
    found: list[Value] = []
    for one in _with_derived(evaluator, owner):
        made = _made_of(evaluator, one)
        derived = one.id == owner.id and evaluator.scopes.derived_from(
            evaluator.module.defined(one)
        )
        if made or not derived:
            found += made or [Known(one)]
    return found or (Known(owner),)


def _with_derived(evaluator: Evaluator, owner: Node) -> list[Node]:
    found = [owner]
    for one in found:
        for each in evaluator.scopes.derived_from(evaluator.module.defined(one)):
            if len(found) < _MOST_CLASSES and all(each.id != held.id for held in found):
                found.append(each)
    return found


def _made_of(evaluator: Evaluator, owner: Node) -> list[Value]:
    """The calls that make objects of a class."""
    module = evaluator.module
    key = ("made of", owner.id)
    held: list[Value] | None = evaluator.reading.remembered.get(key)
    if held is not None:
        return held
    found: list[Value] = []
    for _, call in named_calls(evaluator.reading, (module.defined(owner),)):
        if call.function.type == "identifier" and call.function.id != owner.id and not call.kept:
            found.append(Known(call.node))
    start, end = owner.start_byte, owner.end_byte
    if module.plain.find("cls(", start, end) >= 0:
        places = [one.span() for one in _CLS.finditer(module.plain, start, end)]
        for trail in module.around(places[:_MOST_MADE]):
            if len(trail) > 1 and trail[1].type == "call":
                found.append(Known(trail[1]))
    evaluator.reading.remembered[key] = found = found[:_MOST_MADE]
    return found


def _of_class(evaluator: Evaluator, value: Known, owner: Node, name: str) -> Sequence[Value] | None:
    """What a class holds under a name, or an object of it of which nothing more is known."""
    line = line_of(evaluator, owner)
    when_made = made_objects.set_when_made(evaluator, value, line, name)
    later = made_objects.set_in_methods(evaluator, owner, name)
    if when_made or later:
        return (*when_made, *later)
    for scope in line:
        found = [*by_class(evaluator, scope, name, value)]
        if found:
            return found
    return None


def by_class(evaluator: Evaluator, scope: Scope, name: str, value: Known) -> Iterator[Value]:
    """What a class itself holds under a name, for an object of it."""
    for one in scope.bindings.get(name, ()):
        if one.kind is BindingKind.ASSIGNED and one.value is not None and one.index is None:
            told = options.default_of(one.value)
            yield from evaluator.values(told, value.frame) if told is not None else ()
        elif one.kind is BindingKind.DEFINED and one.value is not None:
            yield from _given_by(evaluator, one.value, value)


def _given_by(evaluator: Evaluator, function: Node, value: Known) -> Sequence[Value]:
    """What a property gives; any other method is itself."""
    frame = Frame(function.id, {}, (value,), value.frame)
    if not is_property(evaluator.module, function):
        return (Known(function, frame),)
    return [
        each
        for one in results_of(evaluator.module, function)
        for each in evaluator.values(one, evaluator.frame(frame))
    ]


def _replaced(evaluator: Evaluator, value: Known, name: str) -> Sequence[Value] | None:
    """`dataclasses.replace(job, what=1)`: what it is given, else what the object had."""
    held = calling.keywords(evaluator, value.node, value.frame)
    if name in held.entries:
        return held.entries[name]
    given = calling.arguments(evaluator, value.node)
    # What is replaced may hang on itself: `job = replace(job, tries=job.tries + 1)`.
    if not given or not evaluator.enter():
        return None
    found: list[Value] = []
    for one in evaluator.values(given[0], value.frame):
        found += member(evaluator, one, name) or UNKNOWN
    evaluator.leave()
    return found or None
