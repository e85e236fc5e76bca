"""What an object keeps that conditions are collected in: `self.lookups["status"] = status`.

A property of it, or an attribute that it sets when it is made and its methods put more into.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import ADDING
from guardrail.frontends.python.naming.ways import Choice, unscoped_when
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.fillings import Judge, given_by_property
from guardrail.frontends.python.readers.narrowing.reach import UNSCOPED, Told, either
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.attributes import class_of_owner
from guardrail.frontends.python.values.records import held_values

_EMPTY_FACTORIES = frozenset(("list", "dict", "tuple", "set"))
_MOST = 16


def kept(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """What an attribute leaves out that is used as a filter; `None` where that isn't known."""
    told = given_by_property(reading, node, judge)
    if told is not None:
        return told
    bound = [*reading.builder.flow.attributes(node)]
    set_to = [one.value for one in bound if one.kind is BindingKind.ASSIGNED and one.index is None]
    known = [one for one in set_to if one is not None]
    if not known or len(known) < len(set_to) or refused_when_empty(reading, node):
        return None
    put = [*_put_into(reading, node)]
    if not put or either(judge(one)[0] for one in known) not in UNSCOPED:
        return None
    if not all(one.path for one in put):
        return Scope.FILTERED, ""
    step = put[0].path[0]
    left = Choice(step.statement, -1, (step.branch,))
    return Scope.UNKNOWN, unscoped_when(reading.module, (left,))


def of_record(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """What a field of an object picks that was made with it: `Policy("audit", [])`.

    `None` where that isn't known, or where it is refused when it holds nothing.
    """
    owner, named = (node.child_by_field_name(part) for part in ("object", "attribute"))
    if owner is None or named is None or refused_when_empty(reading, node):
        return None
    held = held_values(reading.builder.flow, owner, reading.module.name(named))[:_MOST]
    if not held:
        return None
    told = [_made_empty(reading, one) or judge(one) for one in held]
    scope = either(one[0] for one in told)
    if scope is Scope.UNKNOWN and any(one[0] in UNSCOPED for one in told):
        return scope, f"unscoped when {reading.module.short(node, 40)} is empty"
    return scope, next((one[1] for one in told if one[1]), "")


def _made_empty(reading: Reading, node: Node) -> Told | None:
    """That nothing is in what a data class makes by default: `field(default_factory=list)`."""
    call = reading.call(node) if node.type == "call" else None
    factory = call.keywords.get("default_factory") if call is not None else None
    if factory is None or reading.module.code(factory) not in _EMPTY_FACTORIES:
        return None
    return Scope.NONE, ""


def _put_into(reading: Reading, node: Node) -> Iterator[Binding]:
    """What the methods of the object's class put into an attribute of it."""
    owner, named = (node.child_by_field_name(part) for part in ("object", "attribute"))
    around = class_of_owner(reading, owner) if owner is not None else None
    if around is None or named is None:
        return
    name = f"self.{reading.module.name(named)}"
    for bound in around.bindings.values():
        method = bound[-1].value if bound[-1].kind is BindingKind.DEFINED else None
        if method is None or method.type != "function_definition":
            continue
        inside = reading.scopes.scope_of(method)
        yield from inside.fillings.get(name, ())
        yield from (one for one in inside.bindings.get(name, ()) if one.kind in ADDING)
