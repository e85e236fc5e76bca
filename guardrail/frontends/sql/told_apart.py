"""Columns that alone say which rows a statement changes, or by which: what it writes keeps them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guardrail.frontends.sql.cursor import Cursor

_ENDS = ("RETURNING", "ORDER", "LIMIT", "GROUP", "OPTION", "SETTINGS")
_CONSTANTS = ("TRUE", "FALSE", "NULL")
_TRUTH = ("IS TRUE", "IS FALSE", "= TRUE", "= FALSE")


def told_apart(
    cursor: Cursor, known: Mapping[str, str], table: str, reads: Sequence[str] = ()
) -> Iterator[str]:
    """The columns, as "table.column", of `UPDATE t SET kind = 2 WHERE is_poster`.

    And of `UPDATE t SET city = c.name FROM cities c WHERE c.id = t.city_id`, where `reads` says
    that values come from `cities`.
    """
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
        elif name and piece.accept("="):
            sides = (name, piece.name())
            owners = [known.get(side.rpartition(".")[0].lower(), "") for side in sides]
            if piece.done and table in owners and owners[0] != owners[1]:
                own = owners.index(table)
                if sides[own].rpartition(".")[2].lower() != "id" and any(
                    read.rpartition(".")[0] == owners[1 - own] for read in reads
                ):
                    yield f"{table}.{sides[own].rpartition('.')[2]}"
