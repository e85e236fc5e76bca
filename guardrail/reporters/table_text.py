"""Tables as text for people and as plain data. Names in them come from the code under judgement."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import to_builtins

from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, IndexShape, TableShape


def lines_of(table: TableShape) -> Iterator[str]:
    """The table line by line: columns, keys and constraints, indexes, policies, triggers."""
    traits = [
        *(["partition of " + table.partition_of] if table.partition_of else []),
        *([f"partitioned by {table.partitioned}"] if table.partitioned else []),
        *([] if table.complete else ["known in part"]),
    ]
    yield f"table {table.name}" + (f"  ({', '.join(traits)})" if traits else "")
    wide = max((len(column.name) for column in table.columns), default=0)
    typed = max((len(column.type) for column in table.columns), default=0)
    for column in table.columns:
        yield f"  {column.name:<{min(wide, 40)}}  {_column(column, min(typed, 30))}".rstrip()
    yield from (f"  {_constraint(each)}" for each in table.constraints)
    yield from (f"  {_index(each)}" for each in table.indexes)
    yield from (f"  policy {name}" for name in table.policies)
    yield from (f"  trigger {name}" for name in table.triggers)
    if table.row_security is not None:
        yield f"  row level security {'on' if table.row_security else 'off'}"


def plain_table(table: TableShape) -> dict[str, Any]:
    """The table as plain data, in the words of `guardrail.shapes`."""
    plain: dict[str, Any] = to_builtins(table)
    return plain


def _column(column: ColumnShape, width: int) -> str:
    null = {None: "", True: "", False: "not null"}[column.nullable]
    default = f"default {column.default_text}" if column.default_text else ""
    words = [null, default, *column.options]
    return f"{column.type or '?':<{width}}  {' '.join(word for word in words if word)}"


def _constraint(constraint: ConstraintShape) -> str:
    named = f" {constraint.name}" if constraint.name else ""
    columns = f" ({', '.join(constraint.columns)})" if constraint.columns else ""
    check = f" ({constraint.expression})" if constraint.expression else ""
    to = ""
    if constraint.kind is ConstraintKind.FOREIGN_KEY:
        referenced = f" ({', '.join(constraint.referenced)})" if constraint.referenced else ""
        to = f" to {constraint.references or '?'}{referenced}"
        to += f" on delete {constraint.on_delete}" if constraint.on_delete else ""
    state = "" if constraint.validated else ", not validated"
    return f"{constraint.kind}{named}{columns}{check}{to}{state}"


def _index(index: IndexShape) -> str:
    unique = "unique " if index.unique else ""
    method = f" using {index.method}" if index.method else ""
    where = f" where {index.where}" if index.where else ""
    return f"{unique}index {index.name}{method} ({', '.join(index.columns)}){where}"
