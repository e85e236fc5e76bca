"""The forms of ALTER TABLE that add, drop or alter a column."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.postgres.nullness import proves_not_null, refuses_null
from guardrail.shapes import ConstraintKind, Default, TableShape

_BY_OPTION = (
    ("SET STATISTICS", "SET STATISTICS"),
    ("SET STORAGE", "SET STORAGE"),
    ("SET COMPRESSION", "SET COMPRESSION"),
    ("SET GENERATED", "SET GENERATED"),
    ("SET EXPRESSION", "SET EXPRESSION"),
    ("RESTART", "SET GENERATED"),
    ("ADD GENERATED", "ADD GENERATED AS IDENTITY"),
    ("DROP IDENTITY", "DROP IDENTITY"),
    ("DROP EXPRESSION", "DROP EXPRESSION"),
    ("SET", "SET column parameter"),
    ("RESET", "SET column parameter"),
)


def forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change of a column."""
    if change.verb is Verb.CREATE:
        yield from _added(change, version)
    elif change.verb is Verb.DROP:
        yield Form("DROP COLUMN", change.table)
    elif change.verb is Verb.RENAME:
        yield Form("RENAME COLUMN", change.table)
    elif change.aspect is Aspect.TYPE:
        from guardrail.knowledge.databases.postgres import retyping

        yield from retyping.forms(change, table)
    elif change.aspect is Aspect.NULLABILITY:
        yield _nullability(change, version, table)
    elif change.aspect is Aspect.DEFAULT:
        yield Form("SET DEFAULT", change.table)
    else:
        option = change.options[0].upper() if change.options else ""
        name = next((name for start, name in _BY_OPTION if option.startswith(start)), "")
        yield Form(name or "other ALTER COLUMN", change.table)


def _added(change: SchemaChange, version: int) -> Iterator[Form]:
    yield _filled(change, version)
    if change.constraint is ConstraintKind.PRIMARY_KEY:
        yield Form("ADD COLUMN PRIMARY KEY", change.table, reason="an index is built")
    elif change.unique or change.constraint is ConstraintKind.UNIQUE:
        yield Form("ADD COLUMN UNIQUE", change.table, reason="an index is built")
    if change.expression or change.constraint is ConstraintKind.CHECK:
        yield Form("ADD COLUMN CHECK", change.table, reason="every row is checked")
    if change.references or change.constraint is ConstraintKind.FOREIGN_KEY:
        filled = change.default is not Default.NONE
        name = "ADD COLUMN REFERENCES, default" if filled else "ADD COLUMN REFERENCES"
        reason = "every row is checked against the foreign key" if filled else ""
        yield Form(name, change.table, change.references, reason)


def _filled(change: SchemaChange, version: int) -> Form:
    """By what the new column is filled in the rows that are there."""
    options, table = set(change.options), change.table
    if "serial" in options:
        return Form("ADD COLUMN, serial", table, reason="each row gets a number of its own")
    if "identity" in options:
        return Form("ADD COLUMN, identity", table, reason="each row gets a number of its own")
    if "virtual" in options:
        if version >= 18:
            return Form("ADD COLUMN, generated virtual", table)
        return Form("ADD COLUMN", table)
    if "stored" in options or change.default is Default.GENERATED:
        return Form(
            "ADD COLUMN, generated stored", table, reason="the value is computed for each row"
        )
    if change.default is Default.VOLATILE:
        return Form(
            "ADD COLUMN, volatile default",
            table,
            reason="the default has another value for each row",
        )
    if change.default is Default.UNKNOWN:
        return Form(
            "ADD COLUMN, volatile default",
            table,
            reason="it isn't known whether the default has the same value for each row",
        )
    if change.default is Default.CONSTANT:
        reason = "a default is written to each row before PostgreSQL 11" if version < 11 else ""
        return Form("ADD COLUMN, constant default", table, reason=reason)
    if change.nullable is False and change.constraint is not ConstraintKind.PRIMARY_KEY:
        return Form("ADD COLUMN NOT NULL", table, reason="every row is looked at for a NULL")
    return Form("ADD COLUMN", table)


def _nullability(change: SchemaChange, version: int, table: TableShape | None) -> Form:
    if change.nullable is not False:
        return Form("DROP NOT NULL", change.table)
    if table is not None and refuses_null(table, change.name):
        return Form("SET NOT NULL, is not null", change.table)
    if table is not None and proves_not_null(table, change.name):
        reason = "" if version >= 12 else "a check proves nothing before PostgreSQL 12"
        return Form("SET NOT NULL, proved by a check", change.table, reason=reason)
    reason = "every row is looked at for a NULL"
    if table is None:
        reason += f", unless a validated CHECK ({change.name} IS NOT NULL) is there"
    return Form("SET NOT NULL", change.table, reason=reason)
