"""What each kind of change makes of a table."""

from __future__ import annotations

from collections.abc import Callable

from msgspec.structs import replace

from guardrail.effects import (
    Aspect,
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    StateChange,
    Verb,
)
from guardrail.names import plain, same, short
from guardrail.schema.copies import mark_copied
from guardrail.schema.given_names import given_name, index_of
from guardrail.schema.models import RESTATED, field_after, moved, of_field, remodelled
from guardrail.schema.renamed import FOLLOWED, retyped
from guardrail.schema.table import Table, forget, unnamed
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, Default, IndexShape


def apply(table: Table, change: Effect) -> None:
    """Fold one change of the table into it; what isn't understood changes nothing."""
    if isinstance(change, PrivilegeChange):
        table.row_security = change.verb is Verb.ENABLE
    elif isinstance(change, DataChange):
        mark_copied(table, change)
    elif isinstance(change, StateChange):
        table.model, table.columns = remodelled(table.model, table.columns, change)
    elif isinstance(change, SchemaChange):
        act = _ACTS.get((change.kind, change.verb))
        old_name = moved(table.columns, change) if change.field else ""
        if old_name:
            table.rename_column(old_name, change.name)
        if act is not None:
            act(table, of_field(table.columns, change) if change.field else change)


def _add_column(table: Table, change: SchemaChange) -> None:
    key = plain(change.name)
    if change.if_exists and key in table.columns:
        return
    kept = NOT_KEPT not in change.options
    column = ColumnShape(
        change.name,
        change.new_type,
        change.nullable,
        change.default if kept else Default.NONE,
        change.default_text if kept else "",
        (*(option for option in change.options if option in _OF_COLUMNS), ADDED),
        change.field,
    )
    table.keep(table.columns, key, column)
    if change.shape is not None:
        for constraint in change.shape.constraints:
            table.constrain(constraint)
    elif change.constraint is not ConstraintKind.NONE:
        table.constrain(replace(_constraint(change), name="", columns=(change.name,)))


NOT_KEPT = "default not kept"
"""The option of a new column whose default fills old rows and is dropped again at once."""

ADDED = "added later"
"""The option of a column that the table wasn't made with."""

_OF_COLUMNS = ("serial", "identity", "always", "stored", "virtual")


def _constraint(change: SchemaChange) -> ConstraintShape:
    return ConstraintShape(
        kind=change.constraint,
        name=change.name,
        columns=change.columns,
        references=change.references,
        referenced=change.referenced,
        expression=change.expression,
        validated=not change.not_valid,
        on_delete=change.on_delete,
        recipe=change.recipe,
    )


def _add_constraint(table: Table, change: SchemaChange) -> None:
    constraint = _constraint(change)
    used = next((o.removeprefix("index ") for o in change.options if o.startswith("index ")), "")
    index = table.indexes.pop(short(used), None) if change.using_index else None
    if index is not None:
        # The index becomes the constraint's, and takes its name.
        constraint = replace(constraint, columns=index.columns, name=constraint.name or index.name)
    table.constrain(constraint)


def _rename_column(table: Table, change: SchemaChange) -> None:
    _settle_names(table, change)
    table.rename_column(change.name, change.new_name)
    renamed = table.columns[plain(change.new_name)]
    if change.field or renamed.field:
        field = field_after(change)
        table.columns[plain(change.new_name)] = replace(renamed, field=field)


def _alter_column(table: Table, change: SchemaChange) -> None:
    key = plain(change.name)
    column = table.columns.get(key)
    if column is None:
        column = ColumnShape(change.name)
    if change.new_type:
        column = replace(column, type=change.new_type)
    if change.nullable is not None:
        column = replace(column, nullable=change.nullable)
    if change.aspect is Aspect.DEFAULT or change.default is not Default.NONE:
        column = replace(column, default=change.default, default_text=change.default_text)
    table.keep(table.columns, key, column)


def _alter_constraint(table: Table, change: SchemaChange) -> None:
    if FOLLOWED in change.options:
        for key, part in list(table.constraints.items()):
            if part.references and same(part.references, change.references):
                table.constraints[key] = replace(part, references=change.new_name)
        if table.partition_of and same(table.partition_of, change.references):
            table.partition_of = change.new_name
        return
    known = table.constraints.get(plain(change.name))
    if known is None or change.aspect is not Aspect.VALIDATION:
        return
    table.constrain(replace(known, validated=True))


def _drop_constraint(table: Table, change: SchemaChange) -> None:
    if change.name:
        if table.constraints.pop(plain(change.name), None) is None:
            forget(table.constraints, lambda part: _is_given(table, part, change.name))
        table.indexes.pop(short(change.name), None)
    elif change.constraint is not ConstraintKind.NONE:
        columns = set(map(plain, change.columns))
        forget(
            table.constraints,
            lambda part: (
                part.kind is change.constraint
                and (
                    columns == set(map(plain, part.columns)) if columns else _is_group(change, part)
                )
            ),
        )


def _is_group(change: SchemaChange, part: ConstraintShape) -> bool:
    """Whether a constraint goes that isn't named: of a set of groups only what is a group."""
    return RESTATED not in change.options or len(part.columns) > 1


def _is_given(table: Table, part: ConstraintShape, name: str) -> bool:
    """Whether a constraint without a name was given this one by the server."""
    return not part.name and given_name(table.name, part.kind, part.columns) == short(name)


def _settle_names(table: Table, change: SchemaChange) -> None:
    """Before it is renamed: constraints keep the names PostgreSQL gave them for the old one."""
    if table.model or change.dialect not in ("", "postgres"):
        return
    for key, part in list(table.constraints.items()):
        name = "" if part.name else given_name(table.name, part.kind, part.columns)
        if name and plain(name) not in table.constraints:
            del table.constraints[key]
            table.constraints[plain(name)] = replace(part, name=name)


def _rename_constraint(table: Table, change: SchemaChange) -> None:
    known = table.constraints.pop(plain(change.name), None)
    if known is not None:
        table.constrain(replace(known, name=change.new_name))


def _add_index(table: Table, change: SchemaChange) -> None:
    key = short(change.name) or unnamed(table.indexes)
    if change.if_exists and key in table.indexes:
        return
    index = IndexShape(
        change.name,
        change.columns,
        change.unique,
        change.method,
        change.where,
        change.expression,
    )
    table.keep(table.indexes, key, index)


def _drop_index(table: Table, change: SchemaChange) -> None:
    if change.name:
        table.indexes.pop(short(change.name), None)
    elif change.columns:
        columns = tuple(map(plain, change.columns))
        forget(table.indexes, lambda part: tuple(map(plain, part.columns)) == columns)


def _rename_index(table: Table, change: SchemaChange) -> None:
    known = table.indexes.pop(short(change.name), None)
    if known is not None:
        table.keep(table.indexes, short(change.new_name), replace(known, name=change.new_name))
        return
    for key, part in list(table.constraints.items()):
        if index_of(table.name, part) == short(change.name):
            del table.constraints[key]
            table.constrain(replace(part, name=change.new_name))


def _alter_table(table: Table, change: SchemaChange) -> None:
    if "inherit" in change.options:
        table.complete = False


def _policy(table: Table, change: SchemaChange) -> None:
    table.keep(table.policies, plain(change.name), change.name)


def _trigger(table: Table, change: SchemaChange) -> None:
    table.keep(table.triggers, plain(change.name), change.name)


def _rename_table(table: Table, change: SchemaChange) -> None:
    _settle_names(table, change)
    table.name = change.new_name
    table.model = change.new_model or table.model


def _rename_type(table: Table, change: SchemaChange) -> None:
    for key, column in list(table.columns.items()):
        told = retyped(column.type, change.name, change.new_name)
        if told != column.type:
            table.columns[key] = replace(column, type=told)


def _partition(table: Table, change: SchemaChange) -> None:
    attached = any(option.startswith("attach") for option in change.options)
    table.partition_of = change.table if attached else ""


Act = Callable[[Table, SchemaChange], None]

_ACTS: dict[tuple[ObjectKind, Verb], Act] = {
    (ObjectKind.TABLE, Verb.RENAME): _rename_table,
    (ObjectKind.TABLE, Verb.ALTER): _alter_table,
    (ObjectKind.COLUMN, Verb.CREATE): _add_column,
    (ObjectKind.COLUMN, Verb.DROP): lambda table, change: table.lose_column(change.name),
    (ObjectKind.COLUMN, Verb.RENAME): _rename_column,
    (ObjectKind.COLUMN, Verb.ALTER): _alter_column,
    (ObjectKind.CONSTRAINT, Verb.CREATE): _add_constraint,
    (ObjectKind.CONSTRAINT, Verb.ALTER): _alter_constraint,
    (ObjectKind.CONSTRAINT, Verb.DROP): _drop_constraint,
    (ObjectKind.CONSTRAINT, Verb.RENAME): _rename_constraint,
    (ObjectKind.INDEX, Verb.CREATE): _add_index,
    (ObjectKind.INDEX, Verb.DROP): _drop_index,
    (ObjectKind.INDEX, Verb.RENAME): _rename_index,
    (ObjectKind.PARTITION, Verb.ALTER): _partition,
    (ObjectKind.TYPE, Verb.RENAME): _rename_type,
    (ObjectKind.POLICY, Verb.CREATE): _policy,
    (ObjectKind.POLICY, Verb.DROP): lambda table, change: _drop_named(table.policies, change),
    (ObjectKind.TRIGGER, Verb.CREATE): _trigger,
    (ObjectKind.TRIGGER, Verb.DROP): lambda table, change: _drop_named(table.triggers, change),
}


def _drop_named(parts: dict[str, str], change: SchemaChange) -> None:
    parts.pop(plain(change.name), None)
