"""Which updates fill a column that holds nothing yet."""

from __future__ import annotations

from guardrail.context import Context
from guardrail.effects import DataChange
from guardrail.names import plain
from guardrail.shapes import Default
from guardrail_rules.story import column_created_here


def is_backfill(change: DataChange, context: Context) -> bool:
    """Whether every column that an update sets is new, or made of others in a migration.

    New is a column added in the same Unit. One that an earlier migration added, may be NULL and
    has no default is taken for new if the values come from other columns.
    """
    if not change.sets:
        return False
    if all(column_created_here(change.target, name, change, context) for name in change.sets):
        return True
    if not context.unit.is_migration or not from_other_columns(change):
        return False
    shape = context.table(change.target, change)
    columns = [shape.column(name) for name in change.sets] if shape is not None else []
    return bool(columns) and all(
        column is not None and column.nullable is not False and column.default is Default.NONE
        for column in columns
    )


def from_other_columns(change: DataChange) -> bool:
    """Whether the values come from columns that stay as they are."""
    written = {plain(column) for column in change.sets}
    read = {plain(origin.rpartition(".")[2]) for origin in change.copies_from}
    return bool(written) and bool(read) and not written & read
