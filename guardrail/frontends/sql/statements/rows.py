"""DELETE, UPDATE and TRUNCATE: which rows of which table, and whether anything says which."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from guardrail.effects import DataChange, Scope, Verb
from guardrail.frontends.sql.condition import Reach, reach
from guardrail.frontends.sql.copies import constants_alone, standing_for, twins
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import alias, columns, listed, tables
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.told_apart import told_apart
from guardrail.frontends.sql.wordset import words
from guardrail.names import same
from guardrail.stream import Item

_MODIFIERS = ("LOW_PRIORITY", "QUICK", "IGNORE", "HIGH_PRIORITY", "DELAYED", "CONCURRENT")
_JOINS = ("JOIN", "USING", "STRAIGHT_JOIN", "APPLY")
_BOUND = (Scope.KEYED, Scope.FILTERED)
_GLUED = re.compile(r"(?:[^\W_]\{[^}]*|\}\{[^}(]*\([^}]*)\}\Z")
"""A name with a hole at its end that may as well be a clause: `t{where}`, `{t}{self._where()}`."""
_AFTER = ("RETURNING", "ORDER", "LIMIT", "OPTION", "SETTINGS", "LOG", "WHEN")


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
    beside = dict(targets) | tables(cursor, deep=False)
    table = beside.get(targets[0][1].lower(), targets[0][1])
    rows = twins(reading, cursor, table, targets[0][0]) if len(targets) == 1 else frozenset()
    found = _scope(reading, cursor, table, rows)
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
            reason=found.reason,
            joined=joined and found.scope is Scope.NONE,
            bounded=bounded,
            ordered=ordered,
            compares_null=found.compares_null,
            confidence=min(reading.confidence, found.confidence),
        )


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
        scope = Scope.KEYED if only else Scope.UNKNOWN
        yield reading.make(DataChange, statement, verb=Verb.UPDATE, target="", scope=scope)
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
            target, scope = targets[0][1], Scope.UNKNOWN
            yield reading.make(DataChange, statement, verb=Verb.UPDATE, target=target, scope=scope)
        elif not reading.body:
            yield reading.unread(statement, "UPDATE without SET")
        return
    if cursor.done:
        return  # every database refuses it: one of the ways in which a program builds its text
    named = tables(cursor)
    known = dict(targets) | tables(before) | named
    rest = cursor.copy()
    after = tuple(word for word in _AFTER if word != "WHEN" or not rest.has("CASE"))
    assigned = rest.until("FROM", "WHERE", "OUTPUT", *after)
    joined = len(targets) > 1 or before.has(*_JOINS) or _from_others(rest, targets[0][1], named)
    joined &= len(targets) > 1 or before.has(*_JOINS) or not constants_alone(rest)
    beside = dict(targets) | tables(before, deep=False) | tables(cursor, deep=False)
    table = beside.get(targets[0][1].lower(), targets[0][1])
    alone = len(targets) == 1 and not before.has(*_JOINS)
    rows = twins(reading, rest, table, targets[0][0]) if alone else frozenset()
    found = _scope(reading, cursor, table, rows)
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
        copies_from=(*reads, *told_apart(rest, known, table)),
        awaits=_awaited(rest),
    )


def _awaited(cursor: Cursor) -> str:
    """The column of a condition that is `column IS NULL` and nothing else, "" for any other."""
    index = cursor.find("WHERE")
    place = cursor.slice(index + 1, cursor.end) if index >= 0 else None
    name = place.name() if place is not None else ""
    if place is None or not name or not place.accept("IS NULL"):
        return ""
    return name.rpartition(".")[2] if place.done or place.up() in _AFTER[:1] else ""


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


def assignments(
    assigned: Cursor, known: dict[str, str], table: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that a SET list assigns, and the columns that the values are made of."""
    sets: list[str] = []
    reads: dict[str, None] = {}
    for piece in assigned.split():
        group = piece.group()
        if group is not None:
            sets.extend(name.name().rpartition(".")[2] for name in group.split())
        elif name := piece.name():
            sets.append(name.rpartition(".")[2])
        piece.accept("=", ":=")
        inner = tables(piece)
        default = tuple(dict.fromkeys((table, *inner.values())))
        reads.update(dict.fromkeys(columns(piece, known | inner, default)))
    return tuple(name for name in sets if name), tuple(reads)


def assigned_itself(assigned: Cursor) -> bool:
    """Whether a SET list gives every column the value that it has: `SET id = id`."""
    pieces = list(assigned.copy().split())
    for piece in pieces:
        name = piece.name()
        if not name or not piece.accept("=", ":="):
            return False
        value = piece.name()
        if not piece.done or not same(value.rpartition(".")[2], name.rpartition(".")[2]):
            return False
    return bool(pieces)


def assigned_twice(assigned: Cursor) -> tuple[str, ...]:
    """What a SET list assigns more than once; elements of arrays are told apart."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for piece in assigned.copy().split():
        left = piece.until("=", ":=").rest()
        name = "".join(token.up or token.text for token in left[:20])
        if name and not name.startswith("(") and name in seen:
            again[left[0].text if len(left) == 1 else name.lower()] = None
        seen.add(name)
    return tuple(again)


def _top(cursor: Cursor) -> bool:
    """Whether `TOP (n)` stands next, moved over; `TOP 100 PERCENT` bounds nothing."""
    if not cursor.accept("TOP"):
        return False
    count = cursor.group()
    token = count.here if count is not None else cursor.take()
    if cursor.accept("PERCENT"):
        return token.text != "100"
    return True


def _scope(
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


def _condition(place: Cursor) -> Cursor:
    """What stands up to the next clause, moved over; the WHEN of a CASE begins none."""
    start, cases = place.at, 0
    for index in place.top():
        up = place.tokens[index].up
        cases = max(cases + {"CASE": 1, "END": -1}.get(up, 0), 0)
        if up in _AFTER and not cases:
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


_TAKES_ONE = words(
    "= == <> != < > <= >= + - * / % || , . ( AS BY LIMIT OFFSET FROM JOIN USING ON AND OR NOT "
    "IN LIKE SET INTO THEN ELSE WHEN :: IS ~"
)


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
    found = _scope(reading, cursor, target)
    scope = found.scope
    if scope is Scope.NONE and group is not None and group.has("WHERE"):
        scope = Scope.FILTERED
    yield reading.make(
        DataChange, statement, verb=verb, target=target, scope=scope, reason=found.reason
    )
