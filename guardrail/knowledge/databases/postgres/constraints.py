"""The forms of ALTER TABLE that add, validate or drop a constraint."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.postgres.nullness import MOST, proves_not_null, refuses_null
from guardrail.names import same
from guardrail.shapes import ConstraintKind, ConstraintShape, TableShape

_CHECKED = "every row is checked"


def forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change of a constraint."""
    known = _known(change, table) if change.verb in (Verb.DROP, Verb.ALTER) else None
    if change.verb is Verb.CREATE:
        yield from _added(change, version, table)
    elif change.verb is Verb.DROP:
        foreign = ConstraintKind.FOREIGN_KEY
        if change.constraint is foreign or (known is not None and known.kind is foreign):
            referenced = change.references or (known.references if known is not None else "")
            yield Form("DROP FOREIGN KEY", change.table, referenced)
        else:
            yield Form("DROP CONSTRAINT", change.table)
    elif change.verb is Verb.RENAME:
        yield Form("RENAME CONSTRAINT", change.table)
    elif change.aspect is Aspect.VALIDATION:
        if known is not None and known.kind is ConstraintKind.FOREIGN_KEY:
            yield Form("VALIDATE FOREIGN KEY", change.table, known.references, _CHECKED)
        else:
            yield Form("VALIDATE CONSTRAINT", change.table, reason=_CHECKED)
    else:
        yield Form("ALTER CONSTRAINT", change.table)


def _known(change: SchemaChange, table: TableShape | None) -> ConstraintShape | None:
    """What is known of the constraint that is named."""
    if table is None or not change.name:
        return None
    return next((each for each in table.constraints[:MOST] if same(each.name, change.name)), None)


def _added(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    name, reason = _KINDS.get(change.constraint, ("ADD CHECK", _CHECKED))
    other = ""
    if change.constraint is ConstraintKind.FOREIGN_KEY:
        other = change.references
    if change.using_index:
        yield _from_index(change, table)
        return
    if change.not_valid and change.constraint in _CAN_WAIT:
        name, reason = f"{name} NOT VALID", ""
    elif change.constraint is ConstraintKind.NOT_NULL and table is not None:
        if any(refuses_null(table, each) for each in change.columns):
            yield Form("SET NOT NULL, is not null", change.table)
            return
        if change.columns and all(proves_not_null(table, each) for each in change.columns):
            yield Form("SET NOT NULL, proved by a check", change.table)
            return
    yield Form(name, change.table, other, reason)


_KINDS = {
    ConstraintKind.PRIMARY_KEY: ("ADD PRIMARY KEY", "an index is built"),
    ConstraintKind.UNIQUE: ("ADD UNIQUE", "an index is built"),
    ConstraintKind.EXCLUDE: ("ADD EXCLUDE", "an index is built"),
    ConstraintKind.FOREIGN_KEY: ("ADD FOREIGN KEY", "every row is checked against the foreign key"),
    ConstraintKind.NOT_NULL: ("ADD NOT NULL", "every row is looked at for a NULL"),
    ConstraintKind.CHECK: ("ADD CHECK", _CHECKED),
}
_CAN_WAIT = (ConstraintKind.FOREIGN_KEY, ConstraintKind.CHECK, ConstraintKind.NOT_NULL)


def _from_index(change: SchemaChange, table: TableShape | None) -> Form:
    """A constraint made of an index: a primary key needs columns without NULL."""
    if change.constraint is not ConstraintKind.PRIMARY_KEY:
        return Form("ADD UNIQUE USING INDEX", change.table)
    columns = change.columns or _indexed(change, table)
    if table is not None and columns and all(refuses_null(table, each) for each in columns):
        return Form("ADD PRIMARY KEY USING INDEX", change.table)
    return Form(
        "ADD PRIMARY KEY USING INDEX, nullable",
        change.table,
        reason="every row is looked at for a NULL, unless the columns of the index are NOT NULL",
    )


def _indexed(change: SchemaChange, table: TableShape | None) -> tuple[str, ...]:
    """The columns of the index that becomes the constraint, where its name tells."""
    if table is None:
        return ()
    wanted = next(
        (option.split()[-1] for option in change.options if option.startswith("index ")),
        change.name,
    )
    return next((each.columns for each in table.indexes[:MOST] if same(each.name, wanted)), ())
