"""A write with other tables beside its own whose conditions ask nothing of the rows it changes.

`DELETE FROM stops USING manifests m WHERE m.closed` deletes every stop once one manifest is closed:
what says which stops are a manifest's was forgotten, and no database asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import RESERVED
from guardrail.frontends.sql.terms import COMPARISONS
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words

_ENDS = ("WHERE", "RETURNING", "ORDER", "LIMIT", "OPTION", "SETTINGS", "SET", "WHEN")
_JOINED = ("JOIN", "STRAIGHT_JOIN", "LEFT", "RIGHT", "INNER", "FULL", "CROSS", *_ENDS)
_BY_ITSELF = words("NATURAL APPLY LATERAL")
"""Joins that say nowhere what they join by."""
_QUERIES = words("SELECT VALUES WITH EXISTS ANY ALL SOME")
_NAMED = (Kind.WORD, Kind.NAME)
_UNITS = words(
    "MICROSECOND MILLISECOND SECOND MINUTE HOUR DAY WEEK MONTH QUARTER YEAR "
    "SECONDS MINUTES HOURS DAYS WEEKS MONTHS YEARS"
)
_COUNTED = (Kind.NUMBER, Kind.STRING, Kind.PARAM, Kind.HOLE)
_NOW = words("SYSDATE SYSTIMESTAMP LOCALTIMESTAMP CURRENT_USER SESSION_USER")
_VALUES = COMPARISONS | words("IN ( , BETWEEN AND LIKE ILIKE + - * /")
_MOST_TOKENS = 400


def lost_join(place: Cursor, named: Mapping[str, str], table: str, *own: str) -> str:
    """The table beside the target whose columns alone decide, "" where the target's do as well.

    `place` is what follows the target, `named` the tables of the statement by their aliases, `own`
    what else the target is called. Silent where that isn't sure: a bare column may be either's.
    """
    if place.end - place.at > _MOST_TOKENS or not place.has("WHERE"):
        return ""
    return other_alone(_conditions(place), named, table, *own)


def other_alone(
    conditions: Iterable[Cursor], named: Mapping[str, str], table: str, *own: str
) -> str:
    """The table beside the target whose columns alone these conditions ask, "" for any other."""
    mine = {one.lower() for one in (table, table.rpartition(".")[2], *own)}
    mine |= {alias for alias, name in named.items() if name.lower() == table.lower()}
    others = {alias: name for alias, name in named.items() if alias not in mine}
    others |= {name.rpartition(".")[2].lower(): name for name in others.values()}
    found = ""
    for condition in conditions if others else ():
        asked = _asked(condition, frozenset(others) - mine)
        if asked is None:
            return ""
        found = found or asked
    return others.get(found, "")


def _conditions(place: Cursor) -> Iterator[Cursor]:
    """The WHERE and what stands behind each ON, and joins that don't say by what they join."""
    rest = place.copy()
    while not rest.done:
        if rest.group() is not None:
            continue
        up = rest.up()
        if up in _BY_ITSELF or (up == "USING" and rest.up(1) == "("):
            # Read as a condition that nobody knows.
            yield rest.slice(rest.at, rest.at + 1)
        rest.at += 1
        if up == "ON":
            yield rest.until(*_JOINED)
        elif up == "WHERE":
            yield rest.until(*_ENDS)


def _asked(condition: Cursor, others: frozenset[str]) -> str | None:
    """A table that a condition asks, "" where it asks none; `None` where it may ask another."""
    place, previous, found = condition.copy(), "", ""
    while not place.done:
        token = place.here
        if token.up in _QUERIES | _BY_ITSELF or token.up == "USING":
            return None
        if token.kind is Kind.HOLE and previous not in _VALUES:
            return None
        if token.kind not in _NAMED or (token.up in RESERVED and place.up(1) != "."):
            previous = place.take().up
            continue
        if token.up in _NOW or (token.up in _UNITS and _is_unit(place)):
            previous = place.take().up
            continue
        name, typed, previous = place.name().lower(), previous == "::", "name"
        owner = name.rpartition(".")[0].rpartition(".")[2]
        if typed or place.up() == "(" or place.kind() is Kind.STRING:
            # A type, a function, or the type of a literal: `DATE '2026-01-01'`.
            continue
        if owner not in others:
            return None
        found = found or owner
    return found


def _is_unit(place: Cursor) -> bool:
    """Whether a word is a unit of time: `INTERVAL 30 DAY`, `DATEADD(day, -30, GETDATE())`."""
    before = place.tokens[place.at - 1] if place.at else None
    first = before is not None and before.up == "(" and place.up(1) == ","
    return first or (before is not None and before.kind in _COUNTED)
