"""How large tables are, from a file that a project's policy names.

JSON: a list of objects, or an object of row counts (or such objects) by table. CSV: with a line of
names first. The names are ours or those of the servers' own views (`pg_stat_user_tables`,
`information_schema.tables`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from guardrail.names import plain, short

MOST = 100_000
"""How many tables a file may list."""

_TABLE = ("table", "relname", "table_name", "tablename", "name")
_SCHEMA = ("schema", "schemaname", "table_schema")
_ROWS = ("rows", "n_live_tup", "reltuples", "table_rows", "row_count")
_BYTES = ("bytes", "pg_total_relation_size", "total_bytes", "size", "data_length")

_LARGEST = 10**18


class BadStatistics(ValueError):
    """A file that doesn't say how large tables are; `line` is 1-based, 0 for the whole file."""

    def __init__(self, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.line = line


def rows_by_table(text: str) -> dict[str, int]:
    """Row counts by plain table name, with and without the schema. Raises `BadStatistics`.

    A name without its schema has the rows of the largest table called so. A table that was never
    counted (-1) is left out.
    """
    found: dict[str, int] = {}
    for line, row in _rows(text):
        if len(found) > 2 * MOST:
            raise BadStatistics(f"lists more than {MOST:,} tables", line)
        name, rows = _read(row, line)
        if rows < 0:
            continue
        found[name] = rows
        found[short(name)] = max(rows, found.get(short(name), 0))
    return found


def _rows(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each table's row and its line, 0 in JSON."""
    start = text.lstrip()[:1]
    if start not in ("{", "["):
        yield from _in_csv(text)
        return
    try:
        told = json.loads(text)
    except json.JSONDecodeError as problem:
        raise BadStatistics(f"isn't valid JSON: {problem.msg}", problem.lineno) from None
    except (RecursionError, ValueError):
        raise BadStatistics("isn't valid JSON: nested too deeply, or a number too long") from None
    if isinstance(told, dict):
        for name, value in told.items():
            row = value if isinstance(value, dict) else {"rows": value}
            yield 0, {**row, "table": name}
        return
    for row in told:
        if not isinstance(row, dict):
            raise BadStatistics("must be a list of objects, or an object by table")
        yield 0, row


def _in_csv(text: str) -> Iterator[tuple[int, Mapping[str, Any]]]:
    # Imported late: most projects have no such file.
    import csv

    reader = csv.DictReader(text.splitlines(), strict=True)
    try:
        for row in reader:
            yield reader.line_num, {str(key).strip().lower(): row[key] for key in row if key}
    except csv.Error as problem:
        raise BadStatistics(f"isn't valid CSV: {problem}", reader.line_num) from None


def _read(row: Mapping[str, Any], line: int) -> tuple[str, int]:
    name = _first(row, _TABLE)
    if not isinstance(name, str) or not plain(name):
        raise BadStatistics(f"has a row without a table ({' or '.join(_TABLE[:2])})", line)
    schema = _first(row, _SCHEMA)
    full = f"{schema}.{name}" if isinstance(schema, str) and schema else name
    size = _first(row, _BYTES)
    if size is not None:
        _number(size, line)
    rows = _first(row, _ROWS)
    if rows is None:
        raise BadStatistics(
            f"doesn't say how many rows a table has ({' or '.join(_ROWS[:2])})", line
        )
    return plain(full), _number(rows, line)


def _first(row: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((row[name] for name in names if row.get(name) not in (None, "")), None)


def _number(value: object, line: int) -> int:
    try:
        number = int(float(str(value)))
    except (ValueError, OverflowError):
        raise BadStatistics("has a count that isn't a number", line) from None
    if isinstance(value, bool) or number > _LARGEST:
        raise BadStatistics("has a count that isn't a number", line)
    return number
