"""What the objects of a class hold: given when they are made, set by methods or from outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import calling, frames, instances, options
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Known,
    Value,
)
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.whole_words import standing
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_MAKING = ("__init__", "__post_init__")
_MOST_SET = 16
_SUPER = late(r"\bsuper\(")
_SET = late(rf"{standing('self')}\.(\w+)\s*[=:,)\]\\#]")
_SET_ON_SELF = "set on self"


def of_object(evaluator: Evaluator, value: Known, owner: Node, name: str) -> Sequence[Value] | None:
    """What an object holds that a call makes."""
    line = instances.line_of(evaluator, owner)
    set_outside = _set_from_outside(evaluator, owner, name)
    if set_outside:
        return set_outside
    if not any(instances.function_of(scope, "__init__") for scope in line):
        given = _field(evaluator, value, line, name)
        if given is not None:
            return given
    given_when_made = set_when_made(evaluator, value, line, name)
    later = set_in_methods(evaluator, owner, name)
    if given_when_made or later:
        return (*given_when_made, *later)
    for scope in line:
        found = [*instances.by_class(evaluator, scope, name, value)]
        if found:
            return found
    return UNKNOWN


def fields_in_order(evaluator: Evaluator, value: Known) -> dict[str, Sequence[Value]] | None:
    """What a call gives the fields of a named tuple or a data class, in their order."""
    owner = instances.class_of(evaluator, value)
    if owner is not None:
        names = _fields(instances.line_of(evaluator, owner))
        line = instances.line_of(evaluator, owner)
        told = {name: _field(evaluator, value, line, name) or UNKNOWN for name in names}
        return told or None
    names = dict.fromkeys(options.named_tuple_fields(evaluator, value))
    if not names:
        return None
    given = calling.arguments(evaluator, value.node)
    named = calling.keywords(evaluator, value.node, value.frame) if not given else Entries({})
    return {
        name: evaluator.values(given[place], value.frame)
        if place < len(given)
        else named.entries.get(name, UNKNOWN)
        for place, name in enumerate(names)
    }


def as_entries(evaluator: Evaluator, value: Value) -> Entries | None:
    """The fields of an object of the module's as a dictionary has them, with what they hold."""
    fields = fields_in_order(evaluator, value) if isinstance(value, Known) else None
    return Entries(fields) if fields is not None else None


def _fields(line: Sequence[Scope]) -> dict[str, Node | None]:
    """The fields of a data class in order, its bases' first, with their defaults."""
    found: dict[str, Node | None] = {}
    for scope in reversed(line):
        for name, bound in scope.bindings.items():
            one = bound[-1]
            declared = one.annotation is not None or _is_attr(one)
            if declared and one.kind in (BindingKind.ASSIGNED, BindingKind.DECLARED):
                found[name] = options.default_of(one.value)
    return found


def _is_attr(binding: Binding) -> bool:
    value = binding.value
    function = value.child_by_field_name("function") if value is not None else None
    text = function.text if function is not None else None
    return text in (b"attr.ib", b"attrib", b"field", b"attrs.field", b"attr.attrib")


def _field(
    evaluator: Evaluator, value: Known, line: Sequence[Scope], name: str
) -> Sequence[Value] | None:
    """What a call gives a field, or its default; `None` where there is no such field."""
    fields = _fields(line)
    if name not in fields:
        return None
    call = evaluator.reading.call(value.node)
    slots, named, more = frames.handed(evaluator, call, value.frame)
    place = list(fields).index(name)
    if name in named:
        return evaluator.given(named[name])
    if place < len(slots):
        return evaluator.given(slots[place])
    default = fields[name]
    return UNKNOWN if default is None or more else evaluator.values(default, None)


def set_when_made(
    evaluator: Evaluator, value: Known, line: Sequence[Scope], name: str
) -> list[Value]:
    """What constructors set under a name, each in the call that it is of."""
    frame: Frame | None = None
    below: Node | None = None
    for scope in line:
        function = instances.function_of(scope, "__init__") or instances.function_of(
            scope, "__post_init__"
        )
        if function is None:
            continue
        if below is not None:
            frame = _of_super(evaluator, function, below, value, frame)
        elif value.node.type == "call":
            bound = Frame(function.id, {}, (value,), value.frame)
            call = evaluator.reading.call(value.node)
            frame = frames.frame_of(evaluator, function, call, value.frame, bound)
        below = function
        inside = evaluator.scopes.scope_of(function)
        found = [
            each
            for one in inside.bindings.get(f"self.{name}", ())
            if one.kind is BindingKind.ASSIGNED and one.value is not None and one.index is None
            for each in evaluator.values(one.value, frame)
        ]
        if found:
            return found
    return []


def _of_super(
    evaluator: Evaluator, function: Node, below: Node, value: Known, frame: Frame | None
) -> Frame | None:
    """The frame of a base's constructor that the constructor below calls: `super().__init__(x)`."""
    module = evaluator.module
    places = [m.span() for m in _SUPER.finditer(module.plain, below.start_byte, below.end_byte)]
    for trail in module.around(places[:4]):
        for node in trail[:5]:
            called = node.child_by_field_name("function") if node.type == "call" else None
            if called is not None and module.code(called).endswith(".__init__"):
                call = evaluator.reading.call(node)
                bound = Frame(function.id, {}, (value,), value.frame)
                return frames.frame_of(evaluator, function, call, frame, bound)
    return None


def set_in_methods(evaluator: Evaluator, owner: Node, name: str) -> list[Value]:
    """What other methods than the constructor set: `self._what = what`."""
    if not _may_be_set(evaluator, name):
        return []
    found: list[Value] = []
    plain = evaluator.module.plain
    for scope in instances.line_of(evaluator, owner):
        for key, bound in scope.bindings.items():
            function = bound[-1].value if bound[-1].kind is BindingKind.DEFINED else None
            if function is None or key in _MAKING or function.type != "function_definition":
                continue
            if plain.find(f".{name}", function.start_byte, function.end_byte) < 0:
                continue
            inside = evaluator.scopes.scope_of(function)
            for one in inside.bindings.get(f"self.{name}", ()):
                if one.kind is BindingKind.ASSIGNED and one.value is not None and one.index is None:
                    found += evaluator.values(one.value, None)
    return found


def _may_be_set(evaluator: Evaluator, name: str) -> bool:
    """Whether some method of the module may set an attribute: asked for each that is followed."""
    facts = evaluator.module.facts
    if _SET_ON_SELF not in facts:
        facts[_SET_ON_SELF] = frozenset(_SET.findall(evaluator.module.plain))
    return name in facts[_SET_ON_SELF] or not name.isascii()


def _set_from_outside(evaluator: Evaluator, owner: Node, name: str) -> list[Value]:
    """What is set on an object of a class by others than its methods: `job.what = …`."""
    module = evaluator.module
    key = (f"set from outside {name}", owner.id)
    held: list[Value] | None = evaluator.reading.remembered.get(key)
    if held is not None:
        return held
    found: list[Value] = []
    evaluator.reading.remembered[key] = found
    if f".{name} =" not in module.plain:
        return found
    code = re.escape(name)
    pattern = re.compile(rf"\.{code}(?<!self\.{code})(?<!cls\.{code})\s*=(?!=)")
    places = [(match.start() + 1, match.end()) for match in pattern.finditer(module.plain)]
    for trail in module.around(places[:_MOST_SET]):
        around = next((one for one in trail[:3] if one.type == "assignment"), None)
        target = around.child_by_field_name("left") if around is not None else None
        set_to = around.child_by_field_name("right") if around is not None else None
        held_by = target.child_by_field_name("object") if target is not None else None
        if held_by is None or set_to is None:
            continue
        for value in evaluator.values(held_by):
            made = instances.class_of(evaluator, value) if isinstance(value, Known) else None
            if made is not None and made.id == owner.id:
                found += evaluator.values(set_to)
    return found
