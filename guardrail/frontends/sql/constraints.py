"""Reads a table's constraint: what kind it is, what it binds, how it is added."""

from __future__ import annotations

from typing import Any

from guardrail.frontends.sql.cursor import Cursor
from guardrail.shapes import ConstraintKind

_KINDS = (
    ("PRIMARY KEY", ConstraintKind.PRIMARY_KEY),
    ("UNIQUE", ConstraintKind.UNIQUE),
    ("FOREIGN KEY", ConstraintKind.FOREIGN_KEY),
    ("CHECK", ConstraintKind.CHECK),
    ("EXCLUDE", ConstraintKind.EXCLUDE),
    ("NOT NULL", ConstraintKind.NOT_NULL),
)
_KEYS = tuple(phrase for phrase, _ in _KINDS)


def stands_next(cursor: Cursor) -> bool:
    """Whether the definition of a constraint stands next, rather than of a column."""
    if cursor.up() == "CONSTRAINT":
        return True
    if cursor.up() in ("CHECK", "EXCLUDE", "UNIQUE"):
        return True
    return cursor.sees("PRIMARY KEY") or cursor.sees("FOREIGN KEY") or cursor.sees("NOT NULL")


def constraint(cursor: Cursor) -> dict[str, Any]:
    """The fields of a SchemaChange that say which constraint stands next."""
    name = ""
    if cursor.accept("CONSTRAINT"):
        cursor.accept("IF NOT EXISTS")
        if cursor.up() not in ("PRIMARY", "UNIQUE", "FOREIGN", "CHECK", "EXCLUDE"):
            name = cursor.name()
    phrase = cursor.accept(*_KEYS)
    kind = dict(_KINDS).get(phrase, ConstraintKind.NONE)
    cursor.accept("KEY", "INDEX", "CLUSTERED", "NONCLUSTERED")
    options: list[str] = []
    columns: tuple[str, ...] = ()
    if kind is ConstraintKind.NOT_NULL:
        columns = (cursor.name(),)
    elif kind is ConstraintKind.CHECK:
        shown = cursor.copy().group()
        columns = not_null_columns(shown) if shown is not None else ()
        cursor.group()
    else:
        name = name or (cursor.name() if cursor.up() not in ("(", "USING", "NULLS") else "")
        if cursor.up() == "NULLS":
            cursor.until("(")
        inner = cursor.group()
        columns = tuple(inner.copy().names()) if inner is not None else ()
    references = ""
    if cursor.find("REFERENCES") >= 0:
        cursor.at = cursor.find("REFERENCES") + 1
        references = cursor.name()
    if _has(cursor, "ON DELETE CASCADE"):
        options.append("on delete cascade")
    return {
        "name": name,
        "constraint": kind,
        "columns": columns,
        "references": references,
        "using_index": _has(cursor, "USING INDEX"),
        "not_valid": _has(cursor, "NOT VALID")
        or _has(cursor, "NOT ENFORCED")
        or _has(cursor, "NOVALIDATE"),
        "options": tuple(options),
    }


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


def _has(cursor: Cursor, phrase: str) -> bool:
    place = cursor.copy()
    first = phrase.split(maxsplit=1)[0]
    while (index := place.find(first)) >= 0:
        place.at = index
        if place.sees(phrase):
            return True
        place.at += 1
    return False
