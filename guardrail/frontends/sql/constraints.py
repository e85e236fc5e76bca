"""Reads a table's constraint: what kind it is, what it binds, how it is added."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.texts import bare_text, text_of
from guardrail.shapes import ConstraintKind, ConstraintShape

_KINDS = {
    "PRIMARY KEY": ConstraintKind.PRIMARY_KEY,
    "UNIQUE": ConstraintKind.UNIQUE,
    "FOREIGN KEY": ConstraintKind.FOREIGN_KEY,
    "CHECK": ConstraintKind.CHECK,
    "EXCLUDE": ConstraintKind.EXCLUDE,
    "NOT NULL": ConstraintKind.NOT_NULL,
}
_ACTIONS = ("CASCADE", "RESTRICT", "SET NULL", "SET DEFAULT", "NO ACTION")
_UNCHECKED = ("NOT VALID", "NOT ENFORCED", "NOVALIDATE")


class Constraint(Struct, frozen=True):
    """A constraint as it is written: its shape, and how it is added."""

    shape: ConstraintShape
    using_index: str = ""
    checked: tuple[str, ...] = ()
    method: str = ""

    @property
    def details(self) -> dict[str, Any]:
        """The fields of a SchemaChange that say which constraint it is."""
        shape = self.shape
        return {
            "name": shape.name,
            "constraint": shape.kind,
            "columns": shape.columns or self.checked,
            "references": shape.references,
            "referenced": shape.referenced,
            "expression": shape.expression,
            "on_delete": shape.on_delete,
            "using_index": bool(self.using_index),
            "not_valid": not shape.validated,
            "method": self.method,
            "options": self._options(),
        }

    def _options(self) -> tuple[str, ...]:
        """What no field says: the cascade, and the name of the index that becomes a constraint."""
        cascade = ("on delete cascade",) if self.shape.on_delete == "cascade" else ()
        return (*cascade, f"index {self.using_index}") if self.using_index else cascade


def stands_next(cursor: Cursor) -> bool:
    """Whether the definition of a constraint stands next, rather than of a column."""
    if cursor.up() in ("CONSTRAINT", "CHECK", "EXCLUDE", "UNIQUE"):
        return True
    return cursor.sees("PRIMARY KEY") or cursor.sees("FOREIGN KEY") or cursor.sees("NOT NULL")


def constraint(cursor: Cursor, masked: bool = False) -> Constraint:
    """The constraint that stands next, to the end of the cursor."""
    name = ""
    if cursor.accept("CONSTRAINT"):
        cursor.accept("IF NOT EXISTS")
        if cursor.up() not in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"):
            name = cursor.name()
    kind = _KINDS.get(cursor.accept(*_KINDS), ConstraintKind.NONE)
    cursor.skip("KEY", "INDEX", "CLUSTERED", "NONCLUSTERED", "IF NOT EXISTS")
    columns: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    expression = method = ""
    if kind is ConstraintKind.NOT_NULL:
        columns = (cursor.name(),)
    elif kind is ConstraintKind.CHECK:
        inner = cursor.group()
        if inner is not None:
            checked, expression = not_null_columns(inner), bare_text(inner, masked)
    elif kind is ConstraintKind.EXCLUDE:
        method = cursor.take().text.lower() if cursor.accept("USING") else ""
        inner = cursor.group()
        expression = text_of(inner.rest(), masked) if inner is not None else ""
    else:
        if cursor.up() not in ("(", "USING", "NULLS"):
            own = cursor.name()
            name = name or own
        if cursor.up() == "NULLS" or (cursor.up() == "USING" and cursor.up(1) != "INDEX"):
            cursor.until("(")
        inner = cursor.group()
        columns = listed(inner)
    target = reference(cursor) if cursor.has("REFERENCES") else ConstraintShape(kind)
    using = _behind(cursor, "USING INDEX")
    shape = ConstraintShape(
        kind,
        name,
        columns,
        target.references,
        target.referenced,
        expression,
        not any(has(cursor, phrase) for phrase in _UNCHECKED),
        target.on_delete,
    )
    return Constraint(shape, using, checked, method)


def reference(cursor: Cursor, name: str = "") -> ConstraintShape:
    """What `REFERENCES t (a) ON DELETE …` says, moved over as far as the table and columns."""
    cursor.at = max(cursor.find("REFERENCES"), cursor.at)
    cursor.accept("REFERENCES")
    table = cursor.name()
    referenced = listed(cursor.group())
    on_delete = ""
    while phrase := cursor.accept("ON DELETE", "ON UPDATE", "MATCH"):
        action = cursor.accept(*_ACTIONS)
        if phrase == "ON DELETE":
            on_delete = action.lower()
            cursor.group()
        elif not action:
            cursor.take()
    if not on_delete and (place := _behind(cursor, "ON DELETE")):
        on_delete = place.lower()
    return ConstraintShape(
        ConstraintKind.FOREIGN_KEY,
        name,
        references=table,
        referenced=referenced,
        on_delete=on_delete,
    )


def listed(inner: Cursor | None) -> tuple[str, ...]:
    """The names of a list in parentheses, without lengths and directions."""
    if inner is None:
        return ()
    return tuple(name for piece in inner.split() if (name := piece.name()))


def not_null_columns(condition: Cursor) -> tuple[str, ...]:
    """The columns that a check says are not null, where it says nothing else."""
    place = condition.copy()
    while (inner := place.copy().group()) is not None and inner.end == place.end - 1:
        place = inner
    found: list[str] = []
    while True:
        found.append(place.name())
        if not place.accept("IS NOT NULL"):
            return ()
        if place.done:
            return tuple(found)
        if not place.accept("AND"):
            return ()


def has(cursor: Cursor, phrase: str) -> bool:
    """Whether the phrase stands at top level."""
    return _find(cursor, phrase) is not None


def _behind(cursor: Cursor, phrase: str) -> str:
    """The action or name behind the phrase; "" where it doesn't stand at top level."""
    place = _find(cursor, phrase)
    if place is None:
        return ""
    place.accept(phrase)
    return place.accept(*_ACTIONS) or place.name()


def _find(cursor: Cursor, phrase: str) -> Cursor | None:
    place = cursor.copy()
    first = phrase.split(maxsplit=1)[0]
    while (index := place.find(first)) >= 0:
        place.at = index
        if place.sees(phrase):
            return place
        place.at += 1
    return None
