"""Keys and indexes of tables: which foreign keys a change makes, which indexes lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.context import Context
from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, TableShape
from guardrail_rules.story import story

UNIQUE = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
_MOST = 200


def foreign_keys(change: SchemaChange) -> Iterator[ConstraintShape]:
    """The foreign keys that a change makes, inline ones among them."""
    if change.verb is not Verb.CREATE:
        return
    if change.kind is ObjectKind.TABLE and change.shape is not None:
        for constraint in change.shape.constraints[:_MOST]:
            if constraint.kind is ConstraintKind.FOREIGN_KEY:
                yield constraint
    elif change.constraint is ConstraintKind.FOREIGN_KEY or (
        change.kind is ObjectKind.COLUMN and change.references
    ):
        columns = change.columns if change.kind is ObjectKind.CONSTRAINT else (change.name,)
        yield ConstraintShape(
            ConstraintKind.FOREIGN_KEY,
            change.name,
            columns,
            change.references,
            change.referenced,
            on_delete=change.on_delete,
        )


def leads(index: Sequence[str], wanted: Sequence[str]) -> bool:
    """Whether an index on these columns, in order, finds rows by the wanted ones."""
    first = {bare(column) for column in index[: len(wanted)]}
    return bool(wanted) and first == {bare(column) for column in wanted}


def bare(column: str) -> str:
    """The name of an index's column without its order and operator class."""
    return plain(column.strip()).split(" ", 1)[0]


def led_by(shape: TableShape, wanted: Sequence[str]) -> bool:
    """Whether an index or a unique constraint of the table leads with the wanted columns."""
    return any(not index.where and leads(index.columns, wanted) for index in shape.indexes) or any(
        constraint.kind in UNIQUE and leads(constraint.columns, wanted)
        for constraint in shape.constraints
    )


def indexed_later(wanted: Sequence[str], change: SchemaChange, context: Context) -> bool:
    """Whether the Unit makes an index of the table that leads with the columns later on."""
    table = change.table
    return any(
        isinstance(later, SchemaChange)
        and later.verb is Verb.CREATE
        and same(later.table, table)
        and not later.where
        and (later.kind is ObjectKind.INDEX or later.constraint in UNIQUE)
        and leads(later.columns or (later.name,), wanted)
        for later in story(context).after(change, table)
    )


def column_of(name: str, shape: TableShape | None) -> ColumnShape | None:
    """The column of a table, `None` where the table or the column isn't known."""
    return shape.column(name) if shape is not None else None


def primary_key(shape: TableShape) -> tuple[str, ...]:
    """The columns of the primary key, none where there is no key."""
    for constraint in shape.constraints:
        if constraint.kind is ConstraintKind.PRIMARY_KEY:
            return constraint.columns
    return ()
