"""What calls on objects of a store change: documents, keys, points; collections, databases."""

from __future__ import annotations

from dataclasses import dataclass

from tree_sitter import Node

from guardrail.effects import DataChange, ObjectKind, ResourceChange, SchemaChange, Scope, Verb
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.choices import picked
from guardrail.frontends.python.objects import Thing, objects
from guardrail.frontends.python.readers.filters import either
from guardrail.frontends.python.readers.loops import looped_over
from guardrail.frontends.python.readers.selections import selected
from guardrail.frontends.python.reading import Reading, Stated
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.kinds import (
    AROUND,
    RECEIVER,
    ChangesData,
    ChangesObject,
    Inside,
    OfKind,
)
from guardrail.knowledge.python.rows import Argument
from guardrail.model import Confidence
from guardrail.stream import Item

_MOST = 400
_UNSCOPED = (Scope.NONE, Scope.TAUTOLOGY)


@dataclass(frozen=True, slots=True)
class _Case:
    """That a row is about a call: on what, how surely, behind which conditions."""

    things: tuple[Thing, ...]
    confidence: Confidence
    guards: tuple[str, ...]


def changes_data(reading: Reading, call: Call, row: ChangesData) -> list[Item] | None:
    """The rows of a store that a call changes, `None` where it is none of the row's."""
    case = _case(reading, call, row)
    if case is None:
        return None
    scope, reason = (
        selected(reading, call, row)
        if row.filter.position >= -1 and _filters(row)
        else (Scope.NONE, "")
    )
    if row.each:
        around = looped_over(reading, call)
        if around is None:
            return None
        scope, reason = around
        scope = picked(reading.module, call.node, scope)
    elif not _filters(row) and case.things:
        scope = either(
            picked(reading.module, call.node, one.scope) if one.looped else one.scope
            for one in case.things
        )
        reason = next((one.reason for one in case.things if one.reason), "")
    if row.each and scope not in (*_UNSCOPED, Scope.UNKNOWN):
        return None
    if not case.things and row.on and scope not in _UNSCOPED:
        return None
    return [
        DataChange(
            **_stated(reading, call, case),
            verb=row.verb,
            target=_target(reading, call, row, case.things) or "",
            scope=scope,
            reason=reason,
            recoverable=row.recoverable,
            dialect=row.store,
        )
    ]


def changes_object(reading: Reading, call: Call, row: ChangesObject) -> list[Item] | None:
    """What a call drops or replaces, `None` where it is none of the row's."""
    case = _case(reading, call, row)
    if case is None:
        return None
    name = _target(reading, call, row, case.things)
    if name is None:
        return None
    if isinstance(row.what, ObjectKind):
        made = row.verb is Verb.CREATE
        table = "" if row.what in (ObjectKind.DATABASE, ObjectKind.SCHEMA) else name
        return [
            SchemaChange(
                **_stated(reading, call, case),
                verb=row.verb,
                kind=row.what,
                table=table,
                name=name,
                replace=made,
                recoverable=row.recoverable,
                dialect=row.store,
            )
        ]
    given_up = tuple(
        what
        for argument, value, what in row.protections
        if _given(reading, call, argument, (value,))
    )
    verb = Verb.DELETE if row.verb is Verb.DROP else row.verb
    return [
        ResourceChange(
            **_stated(reading, call, case),
            verb=verb,
            provider=row.store,
            kind=row.what,
            id=name,
            protections=given_up,
            recoverable=row.recoverable,
        )
    ]


def _filters(row: ChangesData) -> bool:
    return bool(row.filter.keyword) or row.filter.position >= 0


def _stated(reading: Reading, call: Call, case: _Case) -> Stated:
    stated = reading.stated(call.node, case.confidence)
    stated["guards"] = (*stated["guards"], *case.guards)
    return stated


def _case(reading: Reading, call: Call, row: OfKind) -> _Case | None:
    things: tuple[Thing, ...] = ()
    confidence = Confidence.HIGH
    if row.on:
        owner = call.function.child_by_field_name("object")
        if call.function.type != "attribute" or owner is None:
            return None
        found = objects(reading).of(owner)
        things = tuple(one for one in found if one.kind in row.on)
        if not things:
            if found or not row.unmistakable:
                return None
            beside = not reading.names.packages.isdisjoint(row.beside)
            confidence = Confidence.MEDIUM if beside else Confidence.LOW
    guards: list[str] = []
    for argument, values in row.when:
        given = _given(reading, call, argument, values)
        if given is False or given is None:
            return None
    for argument, values in row.spared:
        given = _given(reading, call, argument, values)
        if given:
            return None
        if given is None:
            guards.append(f"unless {_said(reading, call, argument)}")
    return _Case(things, confidence, tuple(guards))


def _given(
    reading: Reading, call: Call, argument: str | Argument, values: tuple[str, ...]
) -> bool | None:
    """Whether an argument has one of the values; `None` where only the run can tell."""
    wanted = Argument(-1, argument) if isinstance(argument, str) else argument
    node = call.argument(wanted)
    if node is None:
        return "-" in values
    value = unwrapped(reading.builder.flow.value(node) or node)
    code = reading.module.code(value)
    truth = reading.truth(value)
    text = reading.known(node)
    for one in values:
        if one == "*" and code != "None":
            return True
        if one in ("True", "False") and truth is not None and str(truth) == one:
            return True
        if one == code or (text and one == text):
            return True
    known = truth is not None or bool(text) or value.type in ("integer", "string", "dictionary")
    return False if known or values in (("-",), ("*",)) else None


def _said(reading: Reading, call: Call, argument: str | Argument) -> str:
    wanted = Argument(-1, argument) if isinstance(argument, str) else argument
    node = call.argument(wanted)
    return f"{wanted.keyword}={reading.module.short(node, 40)}" if node is not None else ""


def _target(reading: Reading, call: Call, row: OfKind, things: tuple[Thing, ...]) -> str | None:
    """What is changed, "" where its name isn't known, `None` where there is nothing."""
    target = row.target
    if isinstance(target, Inside):
        node = call.argument(target.argument)
        held = _inside(reading, node, target.key) if node is not None else None
        return None if held is None else reading.known(held)
    if target == RECEIVER:
        return next((one.name for one in things if one.name), "")
    if target == AROUND:
        return _around(reading, call)
    node = call.argument(target)
    if node is None:
        return ""
    text = reading.known(node)
    if not text:
        return next((one.name for one in objects(reading).of(node) if one.name), "")
    owner = next((one.name for one in things if one.name), "")
    return f"{owner}.{text}" if owner else text


def _around(reading: Reading, call: Call) -> str:
    """The name of what the call is called on that this one is an argument of."""
    node = call.node.parent
    for _ in range(6):
        if node is None:
            return ""
        if node.type == "call":
            function = node.child_by_field_name("function")
            owner = function.child_by_field_name("object") if function is not None else None
            found = objects(reading).of(owner) if owner is not None else ()
            return next((one.name for one in found if one.name), "")
        node = node.parent
    return ""


def _inside(reading: Reading, node: Node, key: str) -> Node | None:
    """The value under a key in any dictionary that is written inside an expression."""
    waiting, seen = [node], 0
    while waiting and seen < _MOST:
        one = unwrapped(waiting.pop())
        seen += 1
        if one.type == "identifier":
            value = reading.builder.flow.value(one)
            elements = reading.builder.flow.elements(one)
            waiting += elements or ([value] if value is not None else [])
        elif one.type == "dictionary":
            for text, value in reading.builder.flow.pairs(one):
                if text == key:
                    return value
                waiting.append(value)
        elif one.type in ("list", "tuple"):
            waiting += reading.module.children(one)[0]
    return None
