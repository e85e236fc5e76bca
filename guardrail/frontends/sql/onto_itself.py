"""Inserts that take every row of a table and meet each of them again: an UPDATE of all rows.

`INSERT INTO t (id, a) SELECT id, 'x' FROM t ON CONFLICT (id) DO UPDATE SET a = excluded.a`.
"""

from __future__ import annotations

from guardrail.frontends.sql.condition import key_names
from guardrail.frontends.sql.copies import every_row_of
from guardrail.frontends.sql.cursor import Cursor


def rewrites(
    place: Cursor, table: str, names: tuple[str, ...], replaces: bool
) -> tuple[Cursor, bool]:
    """What an insert assigns to the rows it meets, and whether those are all rows of `table`.

    `place` is on the query, `names` are the columns that are filled, `replaces` says that a row
    that is met is replaced as a whole.
    """
    place = place.copy()
    if place.up() not in ("SELECT", "WITH"):
        return place, False
    query = place.until("ON", "RETURNING")
    keys = list(key_names(table))
    if place.accept("ON CONFLICT"):
        target = place.group()
        keys = [name.lower() for name in target.names()] if target is not None else keys
        place.until("DO")
        if not place.accept("DO UPDATE SET"):
            return place, False
        every = target is not None
    else:
        every = False
        if not place.accept("ON DUPLICATE KEY UPDATE") and not replaces:
            return place, False
    assigned = place.until("WHERE", "RETURNING")
    if place.up() == "WHERE" or every_row_of(query) != table.lower():
        return assigned, False
    kept = _kept(query, names)
    met = [key in kept or "*" in kept for key in keys]
    return assigned, all(met) if every else any(met)


def _kept(query: Cursor, names: tuple[str, ...]) -> frozenset[str]:
    """The columns that are filled with themselves, lower case; "*" where all are."""
    query = query.copy()
    query.accept("SELECT")
    query.accept("DISTINCT", "ALL")
    picks = list(query.until("FROM").split())
    if len(picks) == 1 and picks[0].up() == "*":
        return frozenset({"*"})
    found = set()
    for name, pick in zip(names, picks, strict=False):
        own = pick.name().rpartition(".")[2].lower()
        if pick.done and own == name.lower():
            found.add(own)
    return frozenset(found)
