"""Django's operations on fields, as changes of the columns and tables that these are."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, StateChange, Verb
from guardrail.frontends.python.django.fields import Field, field_of
from guardrail.frontends.python.django.shapes import field_shape, through_shape
from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.readers.databases.schema import Given
from guardrail.knowledge.python.django_fields import MANY_TO_MANY
from guardrail.model import Confidence
from guardrail.schema.acts import NOT_KEPT
from guardrail.schema.models import RESTATED
from guardrail.schema.restated import FILLED, differences
from guardrail.schema.state import as_state, of_no_table
from guardrail.shapes import ConstraintKind, Default, TableShape


def added_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AddField`: a column, or the table of a many-to-many field."""
    model = given.text("model_name").lower()
    made = _field(given, change.name, tables)
    if made is None:
        yield replace(change, field=change.name, confidence=Confidence.MEDIUM)
        return
    tables.fields[model, change.name] = made
    if made.elsewhere:
        yield from elsewhere(change, made, tables, model)
        yield from nowhere(change, made)
        return
    fleeting = made.default is Default.CONSTANT and not made.kept
    change = replace(
        _of_column(change, made, tables, model),
        default=made.default,
        default_text=made.default_text,
        options=(*change.options, *made.options, *((NOT_KEPT,) if fleeting else ())),
    )
    shape = field_shape(tables, model, made)
    yield replace(change, shape=shape)
    yield from _with_field(change, made, shape)


def _field(given: Given, name: str, tables: Tables) -> Field | None:
    """The field that an operation states."""
    once = given.reading.truth(given.node("preserve_default")) is False
    return field_of(given.reading, given.node("field"), name, tables.app, once=once)


def _of_column(change: SchemaChange, made: Field, tables: Tables, model: str) -> SchemaChange:
    """The change with what the field says of its column."""
    return replace(
        change,
        name=made.column,
        field=made.name,
        new_type=tables.type(made, model),
        nullable=made.nullable,
        references=tables.target(made, model) if made.bound else "",
        referenced=made.referenced,
        constraint=made.constraint,
        unique=made.unique and made.constraint is ConstraintKind.FOREIGN_KEY,
        expression=made.checked if made.constraint is ConstraintKind.CHECK else "",
    )


def elsewhere(
    change: SchemaChange, made: Field, tables: Tables, model: str
) -> Iterator[SchemaChange]:
    """The change of a field as one of the table that Django keeps for it, where it keeps one."""
    if made.kind not in MANY_TO_MANY or made.through:
        return
    table = made.table or f"{change.table}_{made.name}"
    shape = through_shape(tables, model, table, made) if change.verb is Verb.CREATE else None
    key = f"{change.model}.{made.name}" if change.model else ""
    yield replace(
        change,
        kind=ObjectKind.TABLE,
        table=table,
        name=table,
        columns=(),
        shape=shape,
        model=key,
        field="",
    )


def nowhere(change: SchemaChange, made: Field) -> Iterator[StateChange]:
    """What the models tell of a field that Django keeps nothing for: its rows are another model's.

    Nothing goes when such a field goes.
    """
    if change.model and (made.kind not in MANY_TO_MANY or made.through):
        yield of_no_table(change, f"{change.model}.{made.name}")


def removed_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`RemoveField`: the column, or the table, as far as this migration tells which."""
    model, name = given.text("model_name").lower(), change.name
    made = tables.fields.pop((model, name), None)
    if made is not None and made.elsewhere:
        yield from elsewhere(change, made, tables, model)
        yield from nowhere(change, made)
    else:
        yield replace(change, name=made.column if made is not None else name, field=name)


def renamed_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`RenameField`: the column is renamed too, unless the field names it."""
    model, old, new = given.text("model_name").lower(), change.name, change.new_name
    change = replace(change, field=old)
    made = tables.fields.pop((model, old), None)
    if made is None:
        yield change
        return
    after = made.called(new)
    tables.fields[model, new] = after
    if made.elsewhere:
        for one in elsewhere(change, made, tables, model):
            table = made.table or f"{change.table}_{new}"
            renamed = replace(one, new_name=table, new_model=f"{change.model}.{new}")
            yield as_state(renamed) if made.table else renamed
        for bare in nowhere(change, made):
            yield replace(bare, new_model=f"{change.model}.{new}")
        return
    change = replace(change, name=made.column, new_name=after.column)
    yield as_state(replace(change, new_name=new)) if made.own_column else change


def altered_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    """`AlterField`, which states the whole field anew; only what is different changes a column."""
    model, name = given.text("model_name").lower(), change.name
    made = _field(given, name, tables)
    if made is None or made.elsewhere:
        return
    before = tables.fields.get((model, name))
    known = None if before is None or before.elsewhere else field_shape(tables, model, before)
    tables.fields[model, name] = made
    after = _stated(field_shape(tables, model, made), made)
    if known is not None:
        yield from differences(replace(change, field=name), known, after)
        return
    change = _of_column(change, made, tables, model)
    quiet = replace(change, confidence=Confidence.LOW, options=(*change.options, RESTATED))
    effects = [*_restated(replace(quiet, constraint=ConstraintKind.NONE), made)]
    effects += _with_field(quiet, made, after)
    first, *others = effects or [quiet]
    yield replace(first, shape=after)
    yield from others


def _stated(shape: TableShape, made: Field) -> TableShape:
    """The shape of a field that is altered: rows that have no value may get one meanwhile."""
    if made.kept or made.default is not Default.CONSTANT:
        return shape
    column = shape.columns[0]
    return replace(shape, columns=(replace(column, options=(*column.options, FILLED)),))


def _restated(change: SchemaChange, made: Field) -> Iterator[SchemaChange]:
    """What may change where nothing here tells what the field was: mostly nothing does."""
    if change.new_type:
        yield replace(change, aspect=Aspect.TYPE)
    if made.nullable is not None:
        yield replace(change, aspect=Aspect.NULLABILITY, new_type="")
    if made.kept:
        yield replace(
            change,
            aspect=Aspect.DEFAULT,
            new_type="",
            default=made.default,
            default_text=made.default_text,
        )


def _with_field(change: SchemaChange, made: Field, shape: TableShape) -> Iterator[SchemaChange]:
    """The indexes, and with them the constraint, that Django makes for a field."""
    part = replace(
        change,
        verb=Verb.CREATE,
        name="",
        columns=(made.column,),
        aspect=Aspect.NONE,
        constraint=ConstraintKind.NONE,
        new_type="",
        nullable=None,
        default=Default.NONE,
        default_text="",
        references="",
        referenced=(),
        unique=False,
        expression="",
        options=tuple(one for one in change.options if one == RESTATED),
    )
    if made.unique and not made.primary and RESTATED in change.options:
        yield replace(part, kind=ObjectKind.CONSTRAINT, constraint=ConstraintKind.UNIQUE)
    for index in shape.indexes:
        yield replace(part, kind=ObjectKind.INDEX, expression=index.definition)
