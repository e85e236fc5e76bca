"""Which tables and columns a query reads from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words

CLAUSES = words(
    "WHERE SET USING FROM JOIN LEFT RIGHT INNER OUTER FULL CROSS NATURAL STRAIGHT_JOIN ON "
    "ORDER GROUP HAVING LIMIT OFFSET FETCH RETURNING OUTPUT UNION EXCEPT INTERSECT WINDOW FOR "
    "WITH PARTITION VALUES SELECT DEFAULT WHEN OPTION TABLESAMPLE APPLY AS FORCE USE IGNORE "
    "QUALIFY LATERAL INDEXED NOT SETTINGS"
)
RESERVED = CLAUSES | words(
    "AND OR NULL TRUE FALSE CASE THEN ELSE END IN IS LIKE ILIKE BETWEEN BY ALL DISTINCT "
    "EXISTS INTERVAL ASC DESC OVER NULLS FIRST LAST TOP INTO CURRENT_TIMESTAMP CURRENT_DATE "
    "ANY SOME ARRAY FILTER WITHIN AT TIME ZONE GLOB REGEXP RLIKE SIMILAR ESCAPE DIV"
)
_NO_TABLE = CLAUSES - words("SETTINGS OPTION OUTPUT PARTITION WINDOW INDEXED APPLY USE IGNORE")
_BEFORE_ALL = ("", ",", "SELECT", "DISTINCT", "ALL", "(")
_UNFOLDING = words(
    "UNNEST JSON_TABLE OPENJSON STRING_SPLIT STRING_TO_TABLE REGEXP_SPLIT_TO_TABLE FLATTEN EXPLODE "
    "JSON_EACH JSONB_EACH JSON_EACH_TEXT JSONB_EACH_TEXT JSON_TREE JSON_ARRAY_ELEMENTS "
    "JSONB_ARRAY_ELEMENTS JSON_ARRAY_ELEMENTS_TEXT JSONB_ARRAY_ELEMENTS_TEXT"
)
"""Functions that make rows of what one column holds."""
_MOST_QUERIES = 50
_MOST_NAMES = 500
_EMPTY = ["WITH", "NO", "DATA"]
_COMPARED = 3
_LONGEST_CONSTANT = 4


def tables(cursor: Cursor, deep: bool = True) -> dict[str, str]:
    """The tables named behind FROM, JOIN and USING: lower-case alias to name.

    Not those of queries in parentheses unless `deep`: their aliases mean nothing outside.
    """
    found: dict[str, str] = {}
    place = cursor.copy()
    while not place.done and len(found) < _MOST_NAMES:
        if not deep and place.group() is not None:
            continue
        up = place.take().up
        if up not in ("FROM", "JOIN", "USING", "APPLY"):
            continue
        if up == "FROM" and place.at >= 2 and place.tokens[place.at - 2].up == "DISTINCT":
            continue
        for alias, name in listed(place):
            found.setdefault(alias, name)
    return found


def listed(place: Cursor) -> Iterator[tuple[str, str]]:
    """The tables of a comma-separated list with aliases, moved over; queries are stepped into."""
    while True:
        place.skip("ONLY", "LATERAL", "TABLE")
        name = place.name() if place.kind() is not Kind.WORD or place.up() not in _NO_TABLE else ""
        if not name or place.up() == "(":
            return
        place.accept("*")
        yield alias(place) or name.rpartition(".")[2].lower(), name
        if not place.accept(","):
            return


def alias(place: Cursor) -> str:
    """The alias that stands next, lower case, moved over; "" where none does."""
    explicit = bool(place.accept("AS"))
    if place.kind() not in (Kind.WORD, Kind.NAME):
        return ""
    if not explicit and place.up() in CLAUSES:
        return ""
    return place.take().text.lower()


def columns(expressions: Cursor, known: Mapping[str, str], default: tuple[str, ...]) -> list[str]:
    """The columns that expressions read, as "table.column"; the table alone for all of them.

    A list of columns that is only known at run time is taken for all of them.

    `known` maps aliases to tables, `default` are the tables a bare column may belong to.
    """
    found: dict[str, None] = {}
    place = expressions.copy()
    previous = ""
    while not place.done and len(found) < _MOST_NAMES:
        token = place.here
        listed_at_run_time = token.kind is Kind.HOLE and previous != "."
        if listed_at_run_time or (token.up == "*" and previous in _BEFORE_ALL):
            found.update(dict.fromkeys(default))
        if token.kind not in (Kind.WORD, Kind.NAME) or token.up in RESERVED or previous == "AS":
            previous = place.take().up
            continue
        name, before, previous = place.name(), previous, "name"
        if place.up() == "(" or before in ("name", "FROM", "JOIN"):
            continue
        owner, _, column = name.rpartition(".")
        if owner:
            table = known.get(owner.lower(), owner)
            found[table if column == "*" else f"{table}.{column}"] = None
        else:
            found.update(dict.fromkeys(f"{table}.{column}" for table in default))
    return list(found)


def copied(query: Cursor) -> tuple[str, ...]:
    """What the result of a query is made of: "table.column", the table alone for `*`.

    Nothing where it has no rows, or only as many as are asked for: a table made to look alike, a
    sample.
    """
    if _takes_few(query):
        return ()
    known = tables(query)
    everything = tuple(dict.fromkeys(known.values()))
    found: dict[str, None] = {}
    place = query.copy()
    queries = 0
    while not place.done and queries < _MOST_QUERIES:
        if place.take().up == "SELECT":
            queries += 1
            picked = place.copy().until("FROM", "UNION", "INTO")
            found.update(dict.fromkeys(columns(picked, known, everything)))
        elif place.tokens[place.at - 1].up in _UNFOLDING and place.up() == "(":
            unfolded = place.group()
            if unfolded is not None:
                found.update(dict.fromkeys(columns(unfolded, known, ())))
        elif place.tokens[place.at - 1].up in ("TABLE", "CLONE"):
            found[place.name()] = None
    return tuple(name for name in found if name)


def leaves_rows_out(query: Cursor) -> bool:
    """Whether a query takes only those rows of what it reads that its condition holds for."""
    # What stands behind ON CONFLICT is asked of the rows that are there already.
    asked = query.copy().until("CONFLICT")
    return asked.has("WHERE") and not asked.has("UNION", "EXCEPT", "INTERSECT")


def _takes_few(query: Cursor) -> bool:
    """Whether a query has no rows at all, or stops after a number of them."""
    if query.has("UNION"):
        return False
    top = query.find("TOP")
    told = top > query.at and query.tokens[top - 1].up in ("SELECT", "DISTINCT")
    if told or query.has("LIMIT", "FETCH", "TABLESAMPLE"):
        return True
    if [token.up for token in query.tokens[max(query.end - 3, query.at) : query.end]] == _EMPTY:
        return True
    place = query.find("WHERE")
    condition = query.tokens[place + 1 : query.end] if place >= 0 else ()
    return _holds_never([token.text.upper() for token in condition[:_LONGEST_CONSTANT]])


def _holds_never(condition: Sequence[str]) -> bool:
    """Whether a condition is `1 = 0`, `FALSE`, `NULL` or the like, with nothing beside it."""
    if len(condition) == _COMPARED and condition[1] in ("=", "<>", "!="):
        left, sign, right = condition
        plain = left.isdecimal() and right.isdecimal()
        return plain and (left == right) is (sign != "=")
    return len(condition) == 1 and condition[0] in ("FALSE", "0", "NULL")
