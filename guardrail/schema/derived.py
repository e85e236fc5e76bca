"""The columns of a table that a query made, with the types that they have from other tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace

from guardrail.shapes import FROM, ColumnShape, TableShape

Find = Callable[[str], TableShape | None]
"""Gives the table of a name as the query finds it."""

_SERIAL = {"serial": "integer", "bigserial": "bigint", "smallserial": "smallint"}


def is_derived(shape: TableShape) -> bool:
    """Whether any column of the table takes its type from elsewhere."""
    return any(option.startswith(FROM) for each in shape.columns for option in each.options)


def derived(shape: TableShape, find: Find) -> TableShape:
    """The table with the types of the columns that it was made of, as far as they are known."""
    return replace(shape, columns=tuple(_columns(shape, find)))


def _columns(shape: TableShape, find: Find) -> Iterator[ColumnShape]:
    for column in shape.columns:
        origins = [o.removeprefix(FROM) for o in column.options if o.startswith(FROM)]
        kept = tuple(o for o in column.options if not o.startswith(FROM))
        if column.name == "*":
            for origin in origins:
                known = find(origin.removesuffix(".*"))
                yield from (_plain(each) for each in known.columns) if known else ()
            continue
        found = next(filter(None, (_origin(each, find) for each in origins)), None)
        told = found.type if found and not column.type else column.type
        yield replace(column, type=_SERIAL.get(told.lower(), told), options=kept)


def _origin(name: str, find: Find) -> ColumnShape | None:
    table, _, column = name.rpartition(".")
    known = find(table) if table else None
    return known.column(column) if known else None


def _plain(column: ColumnShape) -> ColumnShape:
    """What a copy of a column is: neither its default nor its constraints come along."""
    told = _SERIAL.get(column.type.lower(), column.type)
    return ColumnShape(column.name, told, True)
