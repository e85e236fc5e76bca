"""Which updates fill a column that holds nothing yet."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import DataChange
from guardrail.names import plain, same
from guardrail.shapes import ColumnShape, Default, TableShape
from guardrail_rules.circumstances import in_migration
from guardrail_rules.story import column_created_here

ADDED = "added later"
NEAR = 2
"""How many columns may have been added after the one that is filled."""


def is_backfill(change: DataChange, context: Context) -> bool:
    """Whether every column that an update sets is new, or made of others in a migration.

    New is a column added in the same Unit, or by an earlier migration as one of the last of its
    table. One that may be NULL and has no default is taken for new if the values come from others.
    """
    if not change.sets:
        return False
    if all(column_created_here(change.target, name, change, context) for name in change.sets):
        return True
    if not in_migration(context) or computed_in_place(change):
        return False
    shape = context.table(change.target, change)
    if shape is not None and _added_last(shape, change.sets):
        return True
    if not from_other_columns(change):
        return False
    columns = [_column(shape, name) for name in change.sets] if shape is not None else []
    return bool(columns) and all(
        column is not None and column.nullable is not False and column.default is Default.NONE
        for column in columns
    )


def _added_last(shape: TableShape, names: tuple[str, ...]) -> bool:
    """Whether the columns were added later, as the last ones that the table got."""
    last = shape.columns[-(len(names) + NEAR) :]
    added = {
        plain(name)
        for column in last
        if ADDED in column.options
        for name in (column.name, column.field)
    }
    return all(plain(name) in added for name in names)


def _column(shape: TableShape, name: str) -> ColumnShape | None:
    """The column of that name, or of the model's field of that name."""
    of_field = (column for column in shape.columns if same(column.field, name))
    return shape.column(name) or next(of_field, None)


def computed_in_place(change: DataChange) -> bool:
    """Whether every column is computed from itself: put in another form, most likely."""
    written = {plain(column) for column in change.sets}
    origins = (origin.rpartition(".") for origin in change.copies_from)
    read = {plain(column) for table, _, column in origins if same(table, change.target)}
    return bool(written) and written <= read


def from_other_columns(change: DataChange) -> bool:
    """Whether the values come from columns that stay as they are."""
    written = {plain(column) for column in change.sets}
    read = {plain(origin.rpartition(".")[2]) for origin in change.copies_from}
    return bool(written) and bool(read) and not written & read


def looked_up(change: DataChange) -> bool:
    """Whether each row's values come from another table, for that row: a column of it is asked."""
    own: set[str] = set()
    others: set[str] = set()
    for owner, _, column in (origin.rpartition(".") for origin in change.copies_from):
        (own if same(owner, change.target) else others).add(plain(column))
    return bool(others) and bool(own - others)
