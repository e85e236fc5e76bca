"""What an ORM's migrations call tables and columns: models and fields.

A migration that changes a field names it, not its column; the one that made it said which is which.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from guardrail.effects import ObjectKind, SchemaChange, StateChange, Verb
from guardrail.names import plain
from guardrail.shapes import ColumnShape

NOT_IN_MODELS = "not in models"
"""The option of a column that the models lost and the table kept."""

RESTATED = "restated"
"""The option of an effect that says what is so from now on, and may have been so before."""

Columns = Mapping[str, ColumnShape]


def column_of(columns: Columns, field: str) -> ColumnShape | None:
    """The column that belongs to a field of the table's model."""
    wanted = plain(field)
    return next(
        (each for each in columns.values() if each.field and plain(each.field) == wanted), None
    )


def of_field(columns: Columns, change: SchemaChange) -> SchemaChange:
    """The change of a field as one of the column that the field has in this table."""
    if change.kind is not ObjectKind.COLUMN or change.verb is Verb.CREATE:
        return change
    known = column_of(columns, change.field)
    if known is None or plain(known.name) == plain(change.name):
        return change
    new_name = change.new_name
    if change.verb is Verb.RENAME and new_name:
        # The change took the field's name for the column's: what the column has more stays.
        new_name += _more(known.name, change.field) if change.name == change.field else ""
    return replace(change, name=known.name, new_name=new_name)


def of_pairs(change: SchemaChange, table: str) -> SchemaChange:
    """The change of a many-to-many field as one of the table that holds its pairs."""
    own = f"_{change.field}"
    renamed = change.verb is Verb.RENAME and table.endswith(own)
    return replace(
        change,
        kind=ObjectKind.TABLE,
        table=table,
        name=table,
        new_name=f"{table.removesuffix(own)}_{change.new_name}" if renamed else "",
        model=f"{change.model}.{change.field}",
        new_model=f"{change.model}.{change.new_name}" if change.verb is Verb.RENAME else "",
        field="",
    )


def pairs_after(change: SchemaChange, name: str, model: str, table: str) -> Iterator[SchemaChange]:
    """What a change of a model's table `name` does to the table of one of its many-to-many fields.

    It is dropped with it; where it is called by it, it is renamed with it, and so is its column.
    """
    own = replace(change, table=table, name=table, new_name="", model=model, new_model="")
    if change.verb is Verb.DROP:
        yield own
        return
    field = model[len(change.model) + 1 :]
    renamed = replace(own, new_model=f"{change.new_model}.{field}" if change.new_model else "")
    old, new = (one.rpartition(".")[2] for one in (change.model, change.new_model))
    if change.new_model and old != new:
        column = replace(own, kind=ObjectKind.COLUMN, name=f"{old}_id", new_name=f"{new}_id")
        yield replace(column, model="")
    follows = plain(table).startswith(f"{name}_")
    yield replace(renamed, new_name=change.new_name + table[len(name) :] if follows else table)


def moved(columns: Columns, change: SchemaChange) -> str:
    """The column that has another name from now on, "" for none.

    A field that is stated anew, and whose kind is known, says its column's name too: a foreign key
    that becomes a number loses its ending.
    """
    certain = RESTATED in change.options and (change.new_type or change.references)
    if change.verb is not Verb.ALTER or change.kind is not ObjectKind.COLUMN or not certain:
        return ""
    known = column_of(columns, change.field)
    there = plain(change.name) in columns
    return known.name if known is not None and not there else ""


def _more(column: str, field: str) -> str:
    """What a column's name has behind its field's, "" where it is another name."""
    return column[len(field) :] if column.startswith(field) else ""


def field_after(change: SchemaChange) -> str:
    """The field that a renamed column belongs to."""
    more = _more(change.name, change.field)
    return change.new_name.removesuffix(more) if more else change.new_name


def remodelled(
    model: str, columns: dict[str, ColumnShape], change: StateChange
) -> tuple[str, dict[str, ColumnShape]]:
    """The model and the columns of a table after a change of the models alone."""
    if change.kind is ObjectKind.TABLE:
        if change.verb is Verb.DROP:
            return "", columns
        fields = (
            {plain(each.name): each.field for each in change.shape.columns} if change.shape else {}
        )
        told = {
            key: replace(column, field=fields.get(key) or column.field)
            for key, column in columns.items()
        }
        return change.new_model or change.model or model, told
    if change.kind is not ObjectKind.COLUMN:
        return model, columns
    known = column_of(columns, change.field or change.name) or columns.get(plain(change.name))
    if known is None:
        return model, columns
    return model, {**columns, plain(known.name): _told(known, change)}


def _told(column: ColumnShape, change: StateChange) -> ColumnShape:
    others = tuple(option for option in column.options if option != NOT_IN_MODELS)
    if change.verb is Verb.DROP:
        return replace(column, field="", options=(*others, NOT_IN_MODELS))
    field = change.new_name if change.verb is Verb.RENAME else change.field or change.name
    return replace(column, field=field, options=others)
