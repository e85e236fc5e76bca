"""Django's migration operations as effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, ObjectKind, SchemaChange
from guardrail.frontends.python.django.columns import (
    added_field,
    altered_field,
    elsewhere,
    nowhere,
    removed_field,
    renamed_field,
)
from guardrail.frontends.python.django.fields import Field, field_of
from guardrail.frontends.python.django.parts import (
    constraint,
    index,
    index_together,
    trigger,
    unique_together,
)
from guardrail.frontends.python.django.shapes import table_shape
from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.schema import Given, schema_change
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import ChangesSchema
from guardrail.schema.state import as_state, of_no_table

Shape = Callable[[Given, SchemaChange, Tables], Iterator[Effect]]


def operation_effects(
    reading: Reading, call: Call, row: ChangesSchema, tables: Tables
) -> list[Effect]:
    """What an operation does to the database."""
    given = Given(reading, call, row)
    if row.kind is ObjectKind.EXTENSION:
        return [schema_change(given, "")]
    model = given.text(row.table)
    change = replace(schema_change(given, tables.table(model)), model=tables.key(model))
    shape = _SHAPES.get(row.shape)
    return [change] if shape is None else list(shape(given, change, tables))


def _model(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    reading, model = given.reading, given.text("name").lower()
    options = _options(given)
    if _without_table(reading, options):
        tables.absent.add(model)
        if change.model and reading.truth(options.get("proxy")) is True:
            # One that isn't managed may be from some migration on.
            yield of_no_table(change, change.model)
        return
    table = reading.known(options.get("db_table"))
    if table:
        tables.named[model] = table
        change = replace(change, table=table, name=table)
    listed = _fields(reading, given.node("fields"))
    made: list[Field] = []
    for name, node in listed or ():
        one = field_of(reading, node, name, tables.app)
        if one is not None:
            tables.fields[model, name] = one
            made.append(one)
    own = [one for one in made if not one.elsewhere]
    complete = listed is not None and len(made) == len(listed)
    shape = table_shape(reading, tables, model, own, options, complete=complete)
    yield replace(change, columns=tuple(one.column for one in own), shape=shape)
    for one in made:
        if one.elsewhere:
            yield from elsewhere(replace(change, name=one.name), one, tables, model)
            yield from nowhere(change, one)


def _options(given: Given) -> dict[str, Node]:
    node = given.node("options")
    value = given.reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "dictionary":
        return {}
    return dict(given.reading.builder.flow.pairs(value))


def _without_table(reading: Reading, options: dict[str, Node]) -> bool:
    """Whether the model has no table that Django makes."""
    unmanaged = reading.truth(options.get("managed")) is False
    return unmanaged or reading.truth(options.get("proxy")) is True


def _fields(reading: Reading, node: Node | None) -> list[tuple[str, Node]] | None:
    """The names and expressions of a list of fields, `None` where it isn't written out."""
    pairs = reading.builder.flow.elements(node) if node is not None else []
    if pairs is None:
        return None
    found = []
    for pair in pairs:
        parts = reading.builder.flow.elements(pair)
        if parts is None or len(parts) != 2:
            return None
        found.append((reading.known(parts[0]), parts[1]))
    return found


def _renamed_model(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    old, new = given.text("old_name").lower(), given.text("new_name").lower()
    kept = old in tables.named or old in tables.absent
    tables.rename(old, new)
    change = replace(change, new_name=tables.table(new), new_model=tables.key(new))
    # A model that names its table keeps it.
    yield as_state(change) if kept else change


def _model_table(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    model = given.text("name").lower()
    new = change.new_name
    node = given.node("table")
    if node is not None and given.reading.module.code(node) == "None":
        # What it was called until now is told elsewhere, if anywhere.
        new = tables.default(model)
    elif new and new == change.table:
        return
    if new:
        tables.named[model] = new
    yield replace(change, new_name=new)


_SHAPES: dict[str, Shape] = {
    "model": _model,
    "renamed model": _renamed_model,
    "model table": _model_table,
    "field": added_field,
    "altered field": altered_field,
    "removed field": removed_field,
    "renamed field": renamed_field,
    "index": index,
    "constraint": constraint,
    "unique together": unique_together,
    "index together": index_together,
    "trigger": trigger,
}
