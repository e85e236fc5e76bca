"""Which forms of statement a change has in MySQL and MariaDB."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import (
    Aspect,
    DataChange,
    Effect,
    ObjectKind,
    SchemaChange,
    SessionAction,
    SessionChange,
    Verb,
)
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.mysql.retyping import retyped
from guardrail.shapes import ConstraintKind, Default, TableShape

_BUILT = "an index is built"
_CHECKED = "every row is checked, and the table copied for it"
_ADDED = {
    ConstraintKind.PRIMARY_KEY: ("ADD PRIMARY KEY", "the rows are kept in the order of the key"),
    ConstraintKind.UNIQUE: ("ADD UNIQUE", _BUILT),
    ConstraintKind.FOREIGN_KEY: ("ADD FOREIGN KEY", _CHECKED),
    ConstraintKind.CHECK: ("ADD CHECK", _CHECKED),
}
_BY_OPTION = (
    ("convert to character set", "CONVERT CHARACTER SET"),
    ("engine=innodb", "REBUILD"),
    ("engine", "CHANGE ENGINE"),
    ("force", "REBUILD"),
    ("optimize", "REBUILD"),
    ("row_format", "CHANGE ROW FORMAT"),
)


def forms_of(change: Effect, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change; with ALGORITHM=COPY or a LOCK those, whatever the server prefers."""
    if isinstance(change, SessionChange):
        if change.action is SessionAction.LOCK:
            written = "WRITE" in change.value.upper()
            yield Form(f"LOCK TABLES {'WRITE' if written else 'READ'}", change.name)
    elif isinstance(change, DataChange):
        if change.verb is Verb.TRUNCATE:
            yield Form("TRUNCATE", change.target)
    elif isinstance(change, SchemaChange):
        yield from _schema(change, table)
        for option in change.options:
            forced = _FORCED.get(option.replace(" ", "").lower())
            if forced is not None:
                yield Form(forced, change.table, reason=f"{option.upper()} asks for it")


_FORCED = {
    "algorithm=copy": "ALGORITHM=COPY",
    "lock=shared": "LOCK=SHARED",
    "lock=exclusive": "LOCK=EXCLUSIVE",
}


def _schema(change: SchemaChange, table: TableShape | None) -> Iterator[Form]:
    name = change.table
    if change.kind is ObjectKind.TABLE:
        yield from _table(change)
    elif change.kind is ObjectKind.COLUMN:
        yield from _column(change, table)
    elif change.kind is ObjectKind.INDEX:
        if change.verb is Verb.CREATE:
            text = "fulltext" in change.options or change.method.lower() == "fulltext"
            yield Form("ADD FULLTEXT INDEX" if text else "ADD INDEX", name, reason=_BUILT)
        elif change.verb is Verb.DROP:
            yield Form("DROP INDEX", name)
        elif change.verb is Verb.RENAME:
            yield Form("RENAME INDEX", name)
    elif change.kind is ObjectKind.CONSTRAINT:
        if change.verb is Verb.CREATE and change.constraint in _ADDED:
            form, reason = _ADDED[change.constraint]
            yield Form(form, name, reason=reason)
        elif change.verb is Verb.DROP:
            yield _dropped(change)
    elif change.kind is ObjectKind.TRIGGER and change.table:
        yield Form("TRIGGER", name)


def _table(change: SchemaChange) -> Iterator[Form]:
    if change.verb is Verb.CREATE:
        yield Form("CREATE TABLE", change.table)
    elif change.verb is Verb.DROP:
        yield Form("DROP TABLE", change.table)
    elif change.verb is Verb.RENAME:
        yield Form("RENAME TABLE", change.table)
    else:
        option = "".join(change.options[:1]).lower().replace(" = ", "=")
        form = next((form for start, form in _BY_OPTION if option.startswith(start)), "")
        if form:
            reason = "" if form == "CHANGE ENGINE" else "every row is written anew"
            yield Form(form, change.table, reason=reason)


def _dropped(change: SchemaChange) -> Form:
    if change.constraint is ConstraintKind.PRIMARY_KEY:
        reason = "the rows are written in another order"
        return Form("DROP PRIMARY KEY", change.table, reason=reason)
    if change.constraint is ConstraintKind.FOREIGN_KEY:
        return Form("DROP FOREIGN KEY", change.table)
    return Form("DROP CONSTRAINT", change.table)


def _column(change: SchemaChange, table: TableShape | None) -> Iterator[Form]:
    if change.verb is Verb.CREATE:
        yield from _added(change)
    elif change.verb is Verb.DROP:
        yield Form("DROP COLUMN", change.table)
    elif change.verb is Verb.RENAME:
        yield Form("RENAME COLUMN", change.table)
        if change.new_type and table is not None:
            yield from retyped(change, table)
    elif change.aspect is Aspect.DEFAULT:
        yield Form("SET DEFAULT", change.table)
    elif change.aspect in (Aspect.TYPE, Aspect.NULLABILITY):
        yield from retyped(change, table)


def _added(change: SchemaChange) -> Iterator[Form]:
    options, name = set(change.options), change.table
    if options & {"identity", "serial"}:
        yield Form("ADD COLUMN, numbered", name, reason="each row gets a number of its own")
    elif "stored" in options:
        reason = "the value is computed for each row"
        yield Form("ADD COLUMN, generated stored", name, reason=reason)
    elif "virtual" in options:
        yield Form("ADD COLUMN, generated virtual", name)
    elif change.default in (Default.VOLATILE, Default.UNKNOWN):
        yield Form("ADD COLUMN, volatile default", name)
    else:
        yield Form("ADD COLUMN", name)
    keys = (ConstraintKind.UNIQUE, ConstraintKind.PRIMARY_KEY)
    if change.unique or change.constraint in keys:
        yield Form("ADD COLUMN UNIQUE", name, reason=_BUILT)
    if change.references:
        yield Form("ADD COLUMN REFERENCES", name, reason=_CHECKED)
