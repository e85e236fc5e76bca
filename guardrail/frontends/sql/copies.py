"""Queries and names under which a table's every row stands once more.

A condition over a table and copies of itself reaches every row if it holds where each copy's row
is the row itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import alias
from guardrail.frontends.sql.token import Kind, Token

_CUT = ("LIMIT", "OFFSET", "FETCH")
_ENDS = ("WHERE", "RETURNING", "ORDER", "LIMIT", "OPTION", "SETTINGS", "LOG", "WHEN", "ON")
_SOURCED = ("FROM", "WHERE", "HAVING", "LIMIT", "OFFSET", "FETCH")
_JOINS = ("JOIN", "STRAIGHT_JOIN", "APPLY", "TABLESAMPLE")
_NEXT = (*_ENDS, *_JOINS, "CROSS", "FROM", "USING")


def whole(query: Cursor) -> tuple[str, tuple[str, ...]]:
    """The table whose every row a query gives, and the columns it picks, both lower case.

    ("", ()) where it may leave rows out or gives anything but plain columns.
    """
    query = query.copy()
    if not query.accept("SELECT"):
        return "", ()
    query.accept("DISTINCT", "ALL")
    picked = []
    for pick in query.until("FROM").split():
        name = pick.name() if pick.up() != "*" else pick.take().text
        if not name or not pick.done:
            return "", ()
        picked.append(name.lower().rpartition(".")[2])
    table = _without_condition(query)
    return (table, tuple(picked)) if table else ("", ())


def every_row_of(query: Cursor) -> str:
    """The table, lower case, that a query makes a row of for each of its rows, "" for others."""
    query = query.copy()
    if not query.accept("SELECT"):
        return ""
    query.until("FROM")
    return _without_condition(query)


def _without_condition(query: Cursor) -> str:
    """The table of a query from its FROM on, "" where rows may be left out; moved over."""
    table = query.name().lower() if query.accept("FROM") else ""
    if not table or query.up() == "(":
        return ""
    alias(query)
    if query.accept("WHERE") and not _holds(query.until("ORDER", *_CUT).rest()):
        return ""
    whole = query.done or (query.up() == "ORDER" and not query.has(*_CUT))
    return table if whole else ""


def constants_alone(place: Cursor) -> bool:
    """Whether a write is joined with nothing but rows that the statement itself writes down.

    `USING (VALUES (1)) v`, `FROM (SELECT 1) x`, `CROSS JOIN (SELECT 1) x`: with no condition they
    choose nothing.
    """
    places = [i for i in place.top() if place.tokens[i].up in ("FROM", "USING", *_JOINS)]
    found = False
    for index in places:
        if place.tokens[index].up in _JOINS and place.tokens[index - 1].up != "CROSS":
            return False
        for source in place.slice(index + 1, place.end).until(*_NEXT).split():
            inner = source.group()
            if inner is None or inner.up() not in ("VALUES", "SELECT") or inner.has(*_SOURCED):
                return False
            found = True
    return found


def without_limit(query: Cursor) -> tuple[Cursor, bool]:
    """The query up to what says how many rows it takes, and whether that are fewer than all."""
    index = query.find(*_CUT)
    if index < 0:
        return query, False
    count = query.slice(index + 1, query.end)
    every = count.end - count.at == 1 and count.up() in ("ALL", "NULL")
    return query.slice(query.at, index), not every


def loops(cursor: Cursor) -> tuple[tuple[str, str], ...]:
    """The variables of FOR loops that run over every row of a table, with the table.

    `FOR r IN SELECT … FROM t LOOP`, also with the query in parentheses.
    """
    tokens = cursor.tokens
    heads = [
        index
        for index in range(cursor.at, cursor.end - 4)
        if tokens[index].up == "FOR" and tokens[index + 2].up == "IN"
    ]
    found: list[tuple[str, str]] = []
    for index in heads[:_MOST_LOOPS]:
        query = cursor.slice(index + 3, cursor.end).until("LOOP")
        table = whole(query.group() or query)[0]
        if table:
            found.append((tokens[index + 1].text.lower(), table))
    return tuple(found)


_MOST_LOOPS = 50


def _holds(tokens: Sequence[Token]) -> bool:
    """Whether a condition is TRUE, 1 or compares a literal with itself."""
    if len(tokens) == 1:
        return tokens[0].up == "TRUE" or tokens[0].text == "1"
    same = len(tokens) == 3 and tokens[1].up == "=" and tokens[0].text == tokens[2].text
    return same and tokens[0].kind in (Kind.NUMBER, Kind.STRING)


def twins(reading: Reading, place: Cursor, table: str, own: str) -> frozenset[str]:
    """The names that stand for a row of `table` in the condition of a write to it.

    `own` is what the statement calls the table. Empty where another table takes part: then a
    condition that holds for each row beside itself says nothing.
    """
    found = {own.lower(), table.lower().rpartition(".")[2]}
    found |= {variable for variable, over in reading.loops if over == table.lower()}
    index = place.find("FROM", "USING")
    if index < 0:
        return frozenset() if place.has(*_JOINS) else frozenset(found)
    listed = place.slice(index + 1, place.end).until(*_ENDS)
    if listed.has(*_JOINS):
        return frozenset()
    for source in listed.split():
        source.skip("ONLY", "LATERAL")
        inner = source.group()
        name = source.name() if inner is None else ""
        base = whole(inner)[0] if inner is not None else _behind(reading, name)
        found.add(alias(source) or name.lower().rpartition(".")[2])
        if base != table.lower() or not source.done:
            return frozenset()
    return frozenset(found)


def _behind(reading: Reading, name: str) -> str:
    view = next((view for view in reading.views if view.name == name.lower()), None)
    return view.whole if view is not None else name.lower()


def standing_for(reading: Reading, table: str) -> frozenset[str]:
    """The table's own name and those of a WITH that give every row of it, lower case."""
    named = {view.name for view in reading.views if view.whole == table.lower()}
    return frozenset({table.lower(), *named} - {""})
