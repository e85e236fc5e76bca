"""Columns whose truth alone says which rows a statement changes: what it writes keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from guardrail.frontends.sql.cursor import Cursor

_ENDS = ("RETURNING", "ORDER", "LIMIT", "GROUP", "OPTION", "SETTINGS")
_CONSTANTS = ("TRUE", "FALSE", "NULL")
_TRUTH = ("IS TRUE", "IS FALSE", "= TRUE", "= FALSE")


def told_apart(cursor: Cursor, known: Mapping[str, str], table: str) -> Iterator[str]:
    """The columns, as "table.column", of `UPDATE t SET kind = 2 WHERE is_poster`."""
    index = cursor.find("WHERE")
    if index < 0 or not table:
        return
    place = cursor.slice(index + 1, cursor.end).until(*_ENDS)
    if place.has("OR"):
        return
    for piece in place.split("AND"):
        piece.accept("NOT")
        name = piece.name()
        piece.accept(*_TRUTH)
        if name and piece.done and name.upper() not in _CONSTANTS:
            owner, _, column = name.rpartition(".")
            yield f"{known.get(owner.lower(), owner) or table}.{column}"
