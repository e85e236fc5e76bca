"""The forms of changes as every server knows them, told from the effect alone."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.shapes import ConstraintKind, Default

_BUILT = "an index is built"
_CHECKED = "every row is checked"


def forms_of(change: Effect) -> Iterator[Form]:
    """The form of a change of a table, a column, an index or a constraint."""
    if not isinstance(change, SchemaChange):
        return
    read = {
        ObjectKind.TABLE: _table,
        ObjectKind.COLUMN: _column,
        ObjectKind.INDEX: _index,
        ObjectKind.CONSTRAINT: _constraint,
    }.get(change.kind)
    if read is not None:
        yield read(change)


def _table(change: SchemaChange) -> Form:
    names = {
        Verb.CREATE: "CREATE TABLE",
        Verb.DROP: "DROP TABLE",
        Verb.RENAME: "RENAME TABLE",
    }
    return Form(names.get(change.verb, "other ALTER TABLE"), change.table)


def _column(change: SchemaChange) -> Form:
    if change.verb is Verb.CREATE:
        return _added(change)
    if change.verb is Verb.DROP:
        unused = any(option.startswith("set unused") for option in change.options)
        return Form("SET UNUSED" if unused else "DROP COLUMN", change.table)
    if change.verb is Verb.RENAME:
        return Form("RENAME COLUMN", change.table)
    if change.aspect is Aspect.TYPE and change.new_type:
        reason = f"whether {change.new_type} is stored as {change.name} is now isn't known"
        return Form("ALTER COLUMN TYPE", change.table, reason=reason)
    if change.aspect is Aspect.NULLABILITY and change.nullable is False:
        return Form("SET NOT NULL", change.table, reason="every row is looked at for a NULL")
    return Form("other ALTER COLUMN", change.table)


def _added(change: SchemaChange) -> Form:
    filled = change.default in (Default.VOLATILE, Default.UNKNOWN) or "stored" in change.options
    if filled and "virtual" not in change.options:
        reason = "the default has another value for each row"
        return Form("ADD COLUMN, computed", change.table, reason=reason)
    if change.default is Default.CONSTANT:
        return Form("ADD COLUMN, constant default", change.table)
    return Form("ADD COLUMN", change.table)


def _index(change: SchemaChange) -> Form:
    if change.verb is Verb.CREATE:
        online = change.concurrently or "online" in change.options
        return Form(
            "CREATE INDEX online" if online else "CREATE INDEX", change.table, reason=_BUILT
        )
    if change.verb is Verb.DROP:
        return Form("DROP INDEX", change.table)
    if "REINDEX" in change.options:
        return Form("CREATE INDEX", change.table, reason=_BUILT)
    return Form("other ALTER INDEX", change.table)


def _constraint(change: SchemaChange) -> Form:
    if change.verb is Verb.DROP:
        return Form("DROP CONSTRAINT", change.table)
    if change.verb is not Verb.CREATE:
        checks = change.aspect is Aspect.VALIDATION
        form = "VALIDATE CONSTRAINT" if checks else "other ALTER CONSTRAINT"
        return Form(form, change.table, reason=_CHECKED if checks else "")
    if change.constraint in (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE):
        return Form("ADD KEY", change.table, reason=_BUILT)
    if change.not_valid:
        return Form("ADD CONSTRAINT unchecked", change.table)
    return Form("ADD CONSTRAINT", change.table, change.references, _CHECKED)
