"""Definitions of columns, constraints, indexes and tables, from their shapes.

A definition is `None` where the shape doesn't say enough to write it.
"""

from __future__ import annotations

from guardrail.remedies.rollback.naming import Writing, in_schema_of, last
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    Default,
    IndexShape,
    TableShape,
)

MASKED = "***"
"""What stands in a default or a check in place of a secret."""


def column(writing: Writing, shape: ColumnShape, *, loose: bool = False) -> str | None:
    """`name type NOT NULL DEFAULT …`; `loose` leaves NOT NULL out."""
    if not shape.type or MASKED in shape.default_text:
        return None
    text = f"{writing.name(shape.name)} {shape.type}"
    if "identity" in shape.options:
        return _identity(writing, text, always="always" in shape.options)
    if "stored" in shape.options or "virtual" in shape.options:
        kind = "STORED" if "stored" in shape.options else "VIRTUAL"
        if not shape.default_text:
            return None
        return f"{text} GENERATED ALWAYS AS ({shape.default_text}) {kind}"
    if shape.default_text:
        text += f" DEFAULT {shape.default_text}"
    elif shape.default not in (Default.NONE,) and "serial" not in shape.options:
        return None
    if shape.nullable is False and not loose and "serial" not in shape.options:
        text += " NOT NULL"
    return text


def _identity(writing: Writing, text: str, *, always: bool) -> str | None:
    if writing.mysql:
        return f"{text} NOT NULL AUTO_INCREMENT"
    if writing.dialect == "sqlite":
        return None
    return f"{text} GENERATED {'ALWAYS' if always else 'BY DEFAULT'} AS IDENTITY"


def constraint(writing: Writing, shape: ConstraintShape) -> str | None:
    """`CONSTRAINT name CHECK (…)`."""
    body = _body(writing, shape)
    if body is None:
        return None
    head = f"CONSTRAINT {writing.name(shape.name)} " if shape.name else ""
    return f"{head}{body}"


def _body(writing: Writing, shape: ConstraintShape) -> str | None:
    columns = writing.names(shape.columns)
    if shape.kind is ConstraintKind.CHECK:
        if not shape.expression or MASKED in shape.expression:
            return None
        return f"CHECK ({shape.expression})"
    if shape.kind is ConstraintKind.FOREIGN_KEY and columns and shape.references:
        to = f" ({writing.names(shape.referenced)})" if shape.referenced else ""
        on = f" ON DELETE {shape.on_delete.upper()}" if shape.on_delete else ""
        return f"FOREIGN KEY ({columns}) REFERENCES {writing.name(shape.references)}{to}{on}"
    if shape.kind in (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY) and columns:
        return f"{shape.kind.upper()} ({columns})"
    return None


def index(writing: Writing, shape: IndexShape, table: str) -> str | None:
    """`CREATE INDEX name ON table (…)`."""
    if not shape.columns or MASKED in shape.where:
        return None
    unique = "UNIQUE " if shape.unique else ""
    name = f"{writing.name(last(shape.name))} " if shape.name else ""
    method = f" USING {shape.method}" if shape.method else ""
    where = f" WHERE {shape.where}" if shape.where else ""
    if shape.definition and MASKED not in shape.definition:
        return f"CREATE {unique}INDEX {name}ON {writing.name(table)} {shape.definition}"
    columns = ", ".join(_indexed(writing, each) for each in shape.columns)
    return f"CREATE {unique}INDEX {name}ON {writing.name(table)}{method} ({columns}){where}"


def _indexed(writing: Writing, column: str) -> str:
    if "(" in column and not column.startswith("("):
        plain_call = column.endswith(")") and column.split("(", 1)[0].replace("_", "a").isalnum()
        return column if plain_call else f"({column})"
    return writing.names((column,))


def table(writing: Writing, shape: TableShape) -> list[str] | None:
    """CREATE TABLE and its indexes; `None` where a part of it isn't known."""
    if not shape.complete or not shape.columns or shape.partitioned or shape.partition_of:
        return None
    parts: list[str] = []
    for each in shape.columns:
        own = column(writing, each)
        if own is None:
            return None
        parts.append(own)
    for bound in shape.constraints:
        own = constraint(writing, bound)
        if own is None:
            return None
        parts.append(own)
    made = [f"CREATE TABLE {writing.name(shape.name)} (\n    " + ",\n    ".join(parts) + "\n)"]
    for built in shape.indexes:
        own = index(writing, built, shape.name)
        if own is None:
            return None
        made.append(own)
    return made


def drop_index(writing: Writing, name: str, table: str, *, concurrently: bool = False) -> str:
    """`DROP INDEX`, in MySQL with its table."""
    if writing.mysql:
        return f"DROP INDEX {writing.name(last(name))} ON {writing.name(table)}"
    word = "CONCURRENTLY " if concurrently else ""
    return f"DROP INDEX {word}{writing.name(in_schema_of(name, table))}"
