"""One table while changes are folded into it: what each change makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import TypeVar

from guardrail.effects import (
    Aspect,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    StateChange,
    Verb,
)
from guardrail.names import plain, short
from guardrail.schema.given_names import given_name
from guardrail.schema.models import field_after, moved, of_field, remodelled
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    Default,
    IndexShape,
    TableShape,
)

MOST_PARTS = 2_000
"""How many columns, constraints or indexes of one table are kept; PostgreSQL has 1,600 columns."""

Part = TypeVar("Part")


@dataclass(slots=True)
class Table:
    """A table that changes. Parts are kept by their plain names, in the order they were made."""

    name: str
    columns: dict[str, ColumnShape] = field(default_factory=dict)
    constraints: dict[str, ConstraintShape] = field(default_factory=dict)
    indexes: dict[str, IndexShape] = field(default_factory=dict)
    policies: dict[str, str] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    row_security: bool | None = None
    partitioned: str = ""
    partition_of: str = ""
    temporary: bool = False
    complete: bool = True
    model: str = ""

    @staticmethod
    def of(shape: TableShape) -> Table:
        """The table of a shape, ready to be changed."""
        table = Table(
            name=shape.name,
            columns={plain(each.name): each for each in shape.columns[:MOST_PARTS]},
            policies={plain(each): each for each in shape.policies[:MOST_PARTS]},
            triggers={plain(each): each for each in shape.triggers[:MOST_PARTS]},
            row_security=shape.row_security,
            partitioned=shape.partitioned,
            partition_of=shape.partition_of,
            temporary=shape.temporary,
            complete=shape.complete and len(shape.columns) <= MOST_PARTS,
            model=shape.model,
        )
        for constraint in shape.constraints[:MOST_PARTS]:
            table.constrain(constraint)
        for index in shape.indexes[:MOST_PARTS]:
            table.keep(table.indexes, short(index.name) or _unnamed(table.indexes), index)
        return table

    def shape(self) -> TableShape:
        """The table as it is now."""
        return TableShape(
            name=self.name,
            columns=tuple(self.columns.values()),
            constraints=tuple(self.constraints.values()),
            indexes=tuple(self.indexes.values()),
            policies=tuple(self.policies.values()),
            triggers=tuple(self.triggers.values()),
            row_security=self.row_security,
            partitioned=self.partitioned,
            partition_of=self.partition_of,
            temporary=self.temporary,
            complete=self.complete,
            model=self.model,
        )

    def apply(self, change: Effect) -> None:
        """Fold one change of the table into it; what it doesn't understand changes nothing."""
        if isinstance(change, PrivilegeChange):
            self.row_security = change.verb is Verb.ENABLE
        elif isinstance(change, StateChange):
            self.model, self.columns = remodelled(self.model, self.columns, change)
        elif isinstance(change, SchemaChange):
            act = _ACTS.get((change.kind, change.verb))
            old_name = moved(self.columns, change) if change.field else ""
            if old_name:
                self.rename_column(old_name, change.name)
            if act is not None:
                act(self, of_field(self.columns, change) if change.field else change)

    def keep(self, parts: dict[str, Part], key: str, part: Part) -> None:
        """Add or replace a part; one too many makes the table known in part only."""
        if key in parts or len(parts) < MOST_PARTS:
            parts[key] = part
        else:
            self.complete = False

    def constrain(self, constraint: ConstraintShape) -> None:
        """Add a constraint, and what it says of its columns."""
        own = plain(constraint.name)
        if not own and constraint in self.constraints.values():
            return
        key = own or _unnamed(self.constraints)
        if constraint.kind is ConstraintKind.NOT_NULL and not own:
            self._not_null(constraint.columns, validated=constraint.validated)
            return
        self.keep(self.constraints, key, constraint)
        if constraint.kind in (ConstraintKind.PRIMARY_KEY, ConstraintKind.NOT_NULL):
            self._not_null(constraint.columns, validated=constraint.validated)

    def _not_null(self, columns: Iterable[str], *, validated: bool) -> None:
        for name in columns if validated else ():
            known = self.columns.get(plain(name))
            if known is not None:
                self.columns[plain(name)] = replace(known, nullable=False)

    def lose_column(self, name: str) -> None:
        """Drop a column with the constraints and indexes that need it."""
        key = plain(name)
        self.columns.pop(key, None)
        _forget(self.constraints, lambda part: key in map(plain, part.columns))
        _forget(self.indexes, lambda part: needs(part, key))

    def rename_column(self, name: str, new_name: str) -> None:
        """Rename a column, also in constraints and indexes."""
        key, new_key = plain(name), plain(new_name)
        if key in self.columns:
            renamed = replace(self.columns[key], name=new_name)
            self.columns = {
                new_key if each == key else each: renamed if each == key else column
                for each, column in self.columns.items()
            }
        else:
            self.keep(self.columns, new_key, ColumnShape(new_name))
        for at, constraint in self.constraints.items():
            columns = _renamed(constraint.columns, key, new_name)
            self.constraints[at] = replace(constraint, columns=columns)
        for at, index in self.indexes.items():
            self.indexes[at] = replace(
                index,
                columns=_renamed(index.columns, key, new_name),
                definition=_renamed_in(index.definition, key, new_name),
            )


def needs(index: IndexShape, column: str) -> bool:
    """Whether an index goes with a column: it holds it, or its condition reads it."""
    key = plain(column)
    if key in map(plain, index.columns):
        return True
    return bool(re.search(rf"\b{re.escape(key)}\b", index.definition, re.IGNORECASE))


def _unnamed(parts: dict[str, Part]) -> str:
    """A key for a part that has no name; no name has a line break in it."""
    return f"\n{len(parts)}"


def _renamed(columns: tuple[str, ...], key: str, new_name: str) -> tuple[str, ...]:
    return tuple(new_name if plain(column) == key else column for column in columns)


def _renamed_in(definition: str, key: str, new_name: str) -> str:
    """The definition with a column's new name; "" where it can't be told what means the column."""
    if "'" in definition or '"' in definition:
        return ""
    return re.sub(rf"\b{re.escape(key)}\b", lambda _: new_name, definition, flags=re.IGNORECASE)


def _forget(parts: dict[str, Part], gone: Callable[[Part], bool]) -> None:
    for key in [key for key, part in parts.items() if gone(part)]:
        del parts[key]


def _add_column(table: Table, change: SchemaChange) -> None:
    key = plain(change.name)
    if change.if_exists and key in table.columns:
        return
    column = ColumnShape(
        change.name,
        change.new_type,
        change.nullable,
        change.default,
        change.default_text,
        (*(option for option in change.options if option in _OF_COLUMNS), ADDED),
        change.field,
    )
    table.keep(table.columns, key, column)
    if change.constraint is not ConstraintKind.NONE:
        table.constrain(replace(_constraint(change), name="", columns=(change.name,)))


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
    )


def _rename_column(table: Table, change: SchemaChange) -> None:
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
    known = table.constraints.get(plain(change.name))
    if known is None or change.aspect is not Aspect.VALIDATION:
        return
    table.constrain(replace(known, validated=True))


def _drop_constraint(table: Table, change: SchemaChange) -> None:
    if change.name:
        if table.constraints.pop(plain(change.name), None) is None:
            _forget(table.constraints, lambda part: _is_given(table, part, change.name))
        table.indexes.pop(short(change.name), None)
    elif change.constraint is not ConstraintKind.NONE:
        columns = set(map(plain, change.columns))
        _forget(
            table.constraints,
            lambda part: (
                part.kind is change.constraint
                and (not columns or columns == set(map(plain, part.columns)))
            ),
        )


def _is_given(table: Table, part: ConstraintShape, name: str) -> bool:
    """Whether a constraint without a name was given this one by the server."""
    return not part.name and given_name(table.name, part.kind, part.columns) == short(name)


def _rename_constraint(table: Table, change: SchemaChange) -> None:
    known = table.constraints.pop(plain(change.name), None)
    if known is not None:
        table.constrain(replace(known, name=change.new_name))


def _add_index(table: Table, change: SchemaChange) -> None:
    key = short(change.name) or _unnamed(table.indexes)
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
        _forget(table.indexes, lambda part: tuple(map(plain, part.columns)) == columns)


def _rename_index(table: Table, change: SchemaChange) -> None:
    known = table.indexes.pop(short(change.name), None)
    if known is not None:
        table.keep(table.indexes, short(change.new_name), replace(known, name=change.new_name))


def _alter_table(table: Table, change: SchemaChange) -> None:
    if "inherit" in change.options:
        table.complete = False


def _policy(table: Table, change: SchemaChange) -> None:
    table.keep(table.policies, plain(change.name), change.name)


def _trigger(table: Table, change: SchemaChange) -> None:
    table.keep(table.triggers, plain(change.name), change.name)


def _rename_table(table: Table, change: SchemaChange) -> None:
    table.name = change.new_name
    table.model = change.new_model or table.model


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
    (ObjectKind.CONSTRAINT, Verb.CREATE): lambda table, change: table.constrain(
        _constraint(change)
    ),
    (ObjectKind.CONSTRAINT, Verb.ALTER): _alter_constraint,
    (ObjectKind.CONSTRAINT, Verb.DROP): _drop_constraint,
    (ObjectKind.CONSTRAINT, Verb.RENAME): _rename_constraint,
    (ObjectKind.INDEX, Verb.CREATE): _add_index,
    (ObjectKind.INDEX, Verb.DROP): _drop_index,
    (ObjectKind.INDEX, Verb.RENAME): _rename_index,
    (ObjectKind.PARTITION, Verb.ALTER): _partition,
    (ObjectKind.POLICY, Verb.CREATE): _policy,
    (ObjectKind.POLICY, Verb.DROP): lambda table, change: _drop_named(table.policies, change),
    (ObjectKind.TRIGGER, Verb.CREATE): _trigger,
    (ObjectKind.TRIGGER, Verb.DROP): lambda table, change: _drop_named(table.triggers, change),
}


def _drop_named(parts: dict[str, str], change: SchemaChange) -> None:
    parts.pop(plain(change.name), None)
