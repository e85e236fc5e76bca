"""Which rows a DELETE or an UPDATE is about: its WHERE, or the hole that may become one."""

from __future__ import annotations

from guardrail.effects import Scope
from guardrail.frontends.sql.condition import Reach, reach
from guardrail.frontends.sql.copies import standing_for
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words
from guardrail.patterns import late

_BOUND = (Scope.KEYED, Scope.FILTERED)
_GLUED = late(r"(?:[^\W_]\{[^}]*|\}\{[^}(]*\([^}]*)\}\Z")
"""A name with a hole at its end that may as well be a clause: `t{where}`, `{t}{self._where()}`."""
AFTER = ("RETURNING", "ORDER", "LIMIT", "OPTION", "SETTINGS", "LOG", "WHEN")
"""What begins the clause after a condition."""
_TAKES_ONE = words(
    "= == <> != < > <= >= + - * / % || , . ( AS BY LIMIT OFFSET FROM JOIN USING ON AND OR NOT "
    "IN LIKE SET INTO THEN ELSE WHEN :: IS ~"
)


def scope_of(
    reading: Reading, cursor: Cursor, table: str, rows: frozenset[str] = frozenset()
) -> Reach:
    """The scope of what follows the target: its WHERE, or the hole that may become one.

    `rows` are the names that stand for a row of the table.
    """
    place = cursor.copy()
    index = place.find("WHERE")
    if index < 0:
        loose = reading.templated or _loose_hole(place) or _GLUED.search(table) is not None
        return Reach(Scope.UNKNOWN if loose else Scope.NONE)
    place.at = index + 1
    bound = _condition(place)
    if bound.done and not place.done:
        return Reach(Scope.UNKNOWN)
    names = standing_for(reading, table)
    found = reach(bound, table, reading.lexis.or_pipes, names, rows)
    return Reach(Scope.UNKNOWN) if reading.templated and found.scope in _BOUND else found


def awaited(cursor: Cursor) -> str:
    """The column of a condition that is `column IS NULL` and nothing else, "" for any other."""
    index = cursor.find("WHERE")
    place = cursor.slice(index + 1, cursor.end) if index >= 0 else None
    name = place.name() if place is not None else ""
    if place is None or not name or not place.accept("IS NULL"):
        return ""
    return name.rpartition(".")[2] if place.done or place.up() in AFTER[:1] else ""


def _condition(place: Cursor) -> Cursor:
    """What stands up to the next clause, moved over; the WHEN of a CASE begins none."""
    start, cases = place.at, 0
    for index in place.top():
        up = place.tokens[index].up
        cases = max(cases + {"CASE": 1, "END": -1}.get(up, 0), 0)
        if up in AFTER and not cases:
            place.at = index
            return place.slice(start, index)
    place.at = place.end
    return place.slice(start, place.end)


def _loose_hole(place: Cursor) -> bool:
    """Whether a hole stands where a clause would: not as a name, a value or an alias."""
    previous = "name"
    for index in place.top():
        token = place.tokens[index]
        if token.kind in (Kind.HOLE, Kind.PARAM) and previous not in _TAKES_ONE:
            return True
        previous = token.up or "name"
    return False
