"""DELETE, UPDATE and TRUNCATE: which rows of which table, and whether anything says which."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, Scope, Verb
from guardrail.effects.queries import CROSSED
from guardrail.frontends.sql.condition import Reach, asks_others
from guardrail.frontends.sql.copies import constants_alone, twins
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import alias, listed, tables
from guardrail.frontends.sql.statements.assigned import assigned_itself, assigned_twice, assignments
from guardrail.frontends.sql.statements.lost_joins import lost_join
from guardrail.frontends.sql.statements.which_rows import AFTER, awaited, scope_of
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.told_apart import told_apart
from guardrail.stream import Item

_MODIFIERS = ("LOW_PRIORITY", "QUICK", "IGNORE", "HIGH_PRIORITY", "DELAYED", "CONCURRENT")
_JOINS = ("JOIN", "USING", "STRAIGHT_JOIN", "APPLY")


def delete(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`DELETE [FROM] t …` in the spellings of every dialect."""
    statement = cursor.rest()
    cursor.accept("DELETE")
    cursor.skip(*_MODIFIERS)
    bounded = _top(cursor)
    cursor.accept("FROM")
    whole = cursor.copy()
    targets = list(listed(cursor))
    if not targets:
        yield from _no_target(reading, whole, statement, Verb.DELETE)
        return
    named = tables(cursor)
    joined = len(targets) > 1 or cursor.has(*_JOINS) or _from_others(cursor, targets[0][1], named)
    joined &= len(targets) > 1 or not constants_alone(cursor)
    # Nothing says which row goes with which: each goes with any.
    crossed = _crossed(cursor)
    joined &= not crossed
    beside = dict(targets) | tables(cursor, deep=False)
    table = beside.get(targets[0][1].lower(), targets[0][1])
    rows = twins(reading, cursor, table, targets[0][0]) if len(targets) == 1 else frozenset()
    found = scope_of(reading, cursor, table, rows)
    if len(targets) == 1:
        found = _of_others(found, cursor, beside, table, targets[0][0])
    bounded |= cursor.has("LIMIT") or found.bounded
    ordered = cursor.has("ORDER")
    for _, table in targets:
        target = reading.behind(beside.get(table.lower(), table))
        yield reading.make(
            DataChange,
            statement,
            verb=Verb.DELETE,
            target=target.removesuffix(".*"),
            scope=reading.narrowed(table, found.scope),
            reason=found.reason or (CROSSED if crossed and len(beside) > 1 else ""),
            joined=joined and found.scope is Scope.NONE,
            bounded=bounded,
            ordered=ordered,
            compares_null=found.compares_null,
            confidence=min(reading.confidence, found.confidence),
        )


def _crossed(place: Cursor) -> bool:
    """Whether `USING other` is all that a deletion says, and no query that may give nothing."""
    if not place.has("USING") or place.has("WHERE", "JOIN", "ON", "NATURAL"):
        return False
    return all(token.text != "(" for token in place.rest())


def _of_others(
    found: Reach, place: Cursor, named: Mapping[str, str], table: str, own: str
) -> Reach:
    """The reach of a condition, where another table's columns alone decide that of all or none."""
    if found.scope not in (Scope.FILTERED, Scope.KEYED):
        return found
    other = lost_join(place, named, table, own)
    return asks_others(other) if other else found


def _from_others(cursor: Cursor, target: str, named: Mapping[str, str]) -> bool:
    """Whether a FROM brings other tables in: T-SQL's `DELETE u FROM users AS u` has none."""
    alone = len(named) == 1 and target.lower() in named and not cursor.has(*_JOINS)
    return cursor.has("FROM") and not alone


def update(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`UPDATE t SET …` in the spellings of every dialect."""
    statement = cursor.rest()
    # In a loop each row gets a value of its own: seldom a condition that was forgotten.
    reading = replace(reading, loops=()) if reading.loops else reading
    cursor.accept("UPDATE")
    only = bool(cursor.accept("ONLY"))
    if cursor.here.text[:1] == "$" and cursor.kind(1) is Kind.WORD:
        # SurrealDB's `UPDATE ONLY $record`; without ONLY it may be several, or a table.
        yield _unknown_update(reading, statement, "", Scope.KEYED if only else Scope.UNKNOWN)
        return
    cursor.skip(*_MODIFIERS)
    if cursor.accept("OR"):
        cursor.take()
    bounded = _top(cursor)
    whole = cursor.copy()
    targets = list(listed(cursor))
    if not targets:
        yield from _no_target(reading, whole, statement, Verb.UPDATE)
        return
    before = cursor.until("SET")
    if not cursor.accept("SET"):
        if before.has("WHERE") or before.kind() is Kind.HOLE or cursor.kind() is Kind.HOLE:
            yield _unknown_update(reading, statement, targets[0][1])
        elif not reading.body:
            yield reading.unread(statement, "UPDATE without SET")
        return
    if cursor.done:
        return  # every database refuses it: one of the ways in which a program builds its text
    named = tables(cursor)
    known = dict(targets) | tables(before) | named
    rest = cursor.copy()
    after = tuple(word for word in AFTER if word != "WHEN" or not rest.has("CASE"))
    assigned = rest.until("FROM", "WHERE", "OUTPUT", *after)
    joined = len(targets) > 1 or before.has(*_JOINS) or _from_others(rest, targets[0][1], named)
    joined &= len(targets) > 1 or before.has(*_JOINS) or not constants_alone(rest)
    beside = dict(targets) | tables(before, deep=False) | tables(cursor, deep=False)
    table = beside.get(targets[0][1].lower(), targets[0][1])
    alone = len(targets) == 1 and not before.has(*_JOINS)
    rows = twins(reading, rest, table, targets[0][0]) if alone else frozenset()
    found = scope_of(reading, cursor, table, rows)
    if alone:
        found = _of_others(found, rest, beside, table, targets[0][0])
    kept = alone and not rest.has("FROM") and assigned_itself(assigned)
    sets, reads = assignments(assigned, known, table)
    yield reading.make(
        DataChange,
        statement,
        verb=Verb.UPDATE,
        target=reading.behind(table),
        scope=reading.narrowed(targets[0][1], found.scope),
        reason=found.reason,
        joined=joined and found.scope is Scope.NONE,
        bounded=bounded or cursor.has("LIMIT") or found.bounded,
        ordered=cursor.has("ORDER"),
        compares_null=found.compares_null,
        confidence=min(reading.confidence, found.confidence),
        sets=sets,
        twice=assigned_twice(assigned),
        kept=kept,
        copies_from=(*reads, *told_apart(rest, known, table, reads)),
        awaits=awaited(rest),
    )


def _unknown_update(
    reading: Reading, statement: Sequence[Token], target: str, scope: Scope = Scope.UNKNOWN
) -> Item:
    """An update of which it isn't known what it sets."""
    return reading.make(DataChange, statement, verb=Verb.UPDATE, target=target, scope=scope)


def truncate(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`TRUNCATE [TABLE] a, b [CASCADE]`."""
    statement = cursor.rest()
    cursor.accept("TRUNCATE")
    if cursor.accept("ALL TABLES FROM", "DATABASE"):
        yield reading.make(DataChange, statement, verb=Verb.TRUNCATE, target=f"{cursor.name()}.*")
        return
    cursor.accept("TABLE", "CLUSTER")
    cursor.accept("IF EXISTS")
    if cursor.up() == "(" and reading.dialect in ("", "mysql", "sqlite"):
        return
    targets = _truncated(cursor)
    cascade = cursor.has("CASCADE")
    if not targets:
        yield reading.unread(statement, "TRUNCATE of something that can't be read")
    for target in targets:
        yield reading.make(
            DataChange, statement, verb=Verb.TRUNCATE, target=target, cascade=cascade
        )


def _truncated(cursor: Cursor) -> list[str]:
    """The tables of a TRUNCATE, moved over; there are no aliases."""
    found: list[str] = []
    while True:
        cursor.accept("ONLY")
        if name := cursor.name():
            found.append(name)
        cursor.accept("*")
        if not name or not cursor.accept(","):
            return found


def _top(cursor: Cursor) -> bool:
    """Whether `TOP (n)` stands next, moved over; `TOP 100 PERCENT` bounds nothing."""
    if not cursor.accept("TOP"):
        return False
    count = cursor.group()
    token = count.here if count is not None else cursor.take()
    if cursor.accept("PERCENT"):
        return token.text != "100"
    return True


def _no_target(
    reading: Reading, cursor: Cursor, statement: Sequence[Token], verb: Verb
) -> Iterator[Item]:
    """A target that is a query, or can't be read: still a write."""
    group = cursor.group()
    known = tables(group) if group is not None else {}
    target = next(iter(known.values()), "")
    alias(cursor)
    if not target and not cursor.has("WHERE", "SET", "USING"):
        if not reading.body:
            yield reading.unread(statement, f"{verb.value} of something that can't be read")
        return
    found = scope_of(reading, cursor, target)
    scope = found.scope
    if scope is Scope.NONE and group is not None and group.has("WHERE"):
        scope = Scope.FILTERED
    yield reading.make(
        DataChange, statement, verb=verb, target=target, scope=scope, reason=found.reason
    )
