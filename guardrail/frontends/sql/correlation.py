"""Whether a query inside a condition looks at the row that is asked about."""

from __future__ import annotations

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import alias, listed
from guardrail.frontends.sql.terms import COMPARISONS
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words

_LONGEST = 60
_MORE = words("SELECT HAVING UNION EXCEPT INTERSECT LATERAL USING")
_PLAIN = words(
    "AND OR NOT NULL TRUE FALSE IS IN LIKE ILIKE BETWEEN CURRENT_DATE CURRENT_TIMESTAMP WHERE ON "
    "LIMIT ORDER GROUP BY ASC DESC INTERVAL"
)


def may_correlate(query: Cursor) -> bool:
    """Whether a query may depend on the row outside; only a short and plain one surely doesn't.

    A qualified name belongs to the query if its qualifier does. A bare one is taken to, unless it
    is compared with another column: which of the two is the outer one can't be told.
    """
    if query.end - query.at > _LONGEST:
        return True
    place = query.copy()
    place.until("FROM")
    if not place.accept("FROM"):
        return True
    own = _sources(place)
    if not own:
        return True
    previous, before = "", ""
    while not place.done:
        token = place.here
        if token.up in _MORE or token.kind is Kind.HOLE:
            return True
        named = token.kind in (Kind.WORD, Kind.NAME) and token.up not in _PLAIN
        if not named:
            before, previous = previous, place.take().up
            continue
        name = place.name()
        if place.up() == "(":
            before, previous = previous, "call"
            continue
        owner = name.rpartition(".")[0].lower()
        if owner and owner not in own:
            return True
        compares = previous in COMPARISONS and before in ("name", "call")
        if compares and not owner:
            return True
        before, previous = previous, "name" if not owner else "own"
        if place.up() in COMPARISONS and not owner:
            ahead = place.copy()
            ahead.take()
            if ahead.kind() in (Kind.WORD, Kind.NAME) and ahead.up() not in _PLAIN:
                return True
    return False


def _sources(place: Cursor) -> frozenset[str]:
    """The names that the query calls its own tables by, moved over; none where they are unclear."""
    found: set[str] = set()
    while True:
        for called, name in listed(place):
            found |= _names(called, name)
        if not place.accept("JOIN", "INNER JOIN", "LEFT JOIN", "LEFT OUTER JOIN", "CROSS JOIN"):
            break
        place.skip("LATERAL")
        name = place.name()
        if not name:
            return frozenset()
        found |= _names(alias(place), name)
        if place.up() == "ON":
            break
    return frozenset(found)


def _names(called: str, name: str) -> set[str]:
    """What a table goes by in its query: an alias hides its own name, which is then the outer's."""
    own = name.rpartition(".")[2].lower()
    return {called} if called and called != own else {own, name.lower()}
