"""Django's operations on indexes and constraints."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.django.objects import constraint_of, index_of
from guardrail.frontends.python.django.shapes import groups_of
from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.databases.schema import Given
from guardrail.schema.models import RESTATED
from guardrail.shapes import ConstraintKind, IndexShape


def index(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AddIndex`, also concurrently."""
    model = given.text("model_name")
    made = index_of(given.reading, tables, model, given.node("index"))
    yield change if made is None else _indexed(change, made)


def _indexed(change: SchemaChange, made: IndexShape) -> SchemaChange:
    return replace(
        change,
        kind=ObjectKind.INDEX,
        name=made.name,
        columns=made.columns,
        unique=made.unique,
        constraint=ConstraintKind.UNIQUE if made.unique else ConstraintKind.NONE,
        method=made.method,
        where=made.where,
    )


def constraint(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AddConstraint`, also not valid."""
    model = given.text("model_name")
    made = constraint_of(given.reading, tables, model, given.node("constraint"))
    if made is None:
        yield change
    elif isinstance(made, IndexShape):
        yield _indexed(change, made)
    else:
        yield replace(
            change,
            name=made.name,
            columns=made.columns,
            constraint=made.kind,
            expression=made.expression,
        )


def trigger(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AddTrigger` of django-pgtrigger."""
    node = given.node("trigger")
    value = given.reading.builder.flow.value(node) if node is not None else None
    name = ""
    if value is not None and value.type == "call":
        name = given.reading.known(call_of(given.reading.module, value, "").keywords.get("name"))
    yield replace(change, name=name)


def unique_together(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AlterUniqueTogether`."""
    return _together(given, change, tables, ConstraintKind.UNIQUE)


def index_together(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AlterIndexTogether`."""
    return _together(given, change, tables, ConstraintKind.NONE)


def _together(
    given: Given, change: SchemaChange, tables: Tables, kind: ConstraintKind
) -> Iterator[Effect]:
    """Each group of columns; without a group left Django drops what there was."""
    node = given.node(given.row.columns)
    if node is not None and node.type == "call" and (held := _held(given, node)) is not None:
        node = held
    change = replace(change, constraint=kind, columns=(), options=(*change.options, RESTATED))
    groups = groups_of(given.reading, node)
    if not groups:
        elements = given.reading.builder.flow.elements(node) if node is not None else None
        empty = elements == [] or (node is not None and node.type in ("call", "none"))
        yield replace(change, verb=Verb.DROP if empty else change.verb)
        return
    for group in groups:
        yield replace(
            change, columns=tuple(tables.column(given.text("name"), name) for name in group)
        )


def _held(given: Given, node: Node) -> Node | None:
    """What `set([…])` is made of, `None` for an empty one."""
    made = given.reading.call(node)
    return made.positional[0] if len(made.positional) == 1 else None
