"""One table while changes are folded into it: what each change makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.names import plain, short
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    IndexShape,
    TableShape,
)

MOST_PARTS = 2_000
"""How many columns, constraints or indexes of one table are kept; PostgreSQL has 1,600 columns."""

Part = TypeVar("Part")


class Table(Struct):
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
            table.keep(table.indexes, short(index.name) or unnamed(table.indexes), index)
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
        key = own or unnamed(self.constraints)
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
        forget(self.constraints, lambda part: key in map(plain, part.columns))
        forget(self.indexes, lambda part: needs(part, key))

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


def unnamed(parts: dict[str, Part]) -> str:
    """A key for a part that has no name; no name has a line break in it."""
    number = len(parts)
    while f"\n{number}" in parts:
        number += 1
    return f"\n{number}"


def _renamed(columns: tuple[str, ...], key: str, new_name: str) -> tuple[str, ...]:
    return tuple(new_name if plain(column) == key else column for column in columns)


def _renamed_in(definition: str, key: str, new_name: str) -> str:
    """The definition with a column's new name; "" where it can't be told what means the column."""
    if "'" in definition or '"' in definition:
        return ""
    return re.sub(rf"\b{re.escape(key)}\b", lambda _: new_name, definition, flags=re.IGNORECASE)


def forget(parts: dict[str, Part], gone: Callable[[Part], bool]) -> None:
    """Take out the parts of which something holds."""
    for key in [key for key, part in parts.items() if gone(part)]:
        del parts[key]
