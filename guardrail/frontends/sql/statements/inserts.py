"""INSERT, REPLACE and MERGE."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.sql.condition import asks_others, reach
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.onto_itself import rewrites
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import alias, columns, copied, leaves_rows_out, tables
from guardrail.frontends.sql.statements.assigned import assignments
from guardrail.frontends.sql.statements.lost_joins import other_alone
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_NO_ALIAS = ("SELECT", "WITH", "VALUES", "(", "EXEC", "EXECUTE", "SET", "DEFAULT")
_LOOKED_AT = 40
"""So many words of the values say whether a program fills them in."""
_MODIFIERS = ("LOW_PRIORITY", "DELAYED", "HIGH_PRIORITY", "IGNORE")
_BOUND = (Scope.KEYED, Scope.FILTERED)


def insert(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`INSERT [OVERWRITE | OR REPLACE] INTO t …`, `REPLACE INTO t …`."""
    statement = cursor.rest()
    if cursor.sees("REPLACE TABLE"):
        yield from _replaced_table(reading, cursor)
        return
    verb = Verb.MERGE if cursor.take().up == "REPLACE" else Verb.INSERT
    cursor.skip(*_MODIFIERS)
    if cursor.accept("OR REPLACE"):
        verb = Verb.MERGE
    elif cursor.accept("OR"):
        cursor.take()
    if cursor.accept("OVERWRITE"):
        verb = Verb.OVERWRITE
    if cursor.accept("ALL", "FIRST"):
        yield _several(reading, cursor, statement)
        return
    if cursor.accept("TOP"):
        cursor.group()
    cursor.accept("INTO")
    if cursor.accept("LOCAL DIRECTORY", "DIRECTORY"):
        return
    cursor.accept("TABLE")
    name = cursor.name()
    if not name:
        if not reading.body:
            yield reading.unread(statement, "INSERT into something that can't be read")
        return
    scope, reason = _of_partition(cursor), ""
    if cursor.up() not in _NO_ALIAS and not cursor.sees("REPLACE WHERE"):
        alias(cursor)
    listed = cursor.copy().group()
    is_query = listed is None or listed.up() in ("SELECT", "WITH", "VALUES")
    sets = () if is_query or listed is None else tuple(n for n in listed.names() if n)
    query = cursor.copy()
    if sets:
        query.group()
    replaces = verb is Verb.MERGE and query.up() in ("SELECT", "WITH")
    rewritten, every = rewrites(query, name, sets, replaces)
    if cursor.accept("REPLACE WHERE"):
        found = reach(cursor.until("SELECT", "WITH", "VALUES", "TABLE", "FROM"), name)
        verb, scope, reason = Verb.OVERWRITE, found.scope, found.reason
    if replaces:
        # The old rows go as a whole, with what the query doesn't fill.
        verb, scope = Verb.OVERWRITE, Scope.NONE if every else Scope.FILTERED
    elif verb is Verb.MERGE:
        scope = Scope.KEYED
    elif verb is Verb.INSERT:
        scope = Scope.FILTERED
    yield reading.make(
        DataChange,
        statement,
        verb=verb,
        target=name,
        scope=scope,
        reason=reason,
        sets=sets,
        twice=_repeated(sets),
        positional=is_query and cursor.up() in ("VALUES", "SELECT", "WITH", "(", "VALUE"),
        copies_from=copied(cursor) if cursor.up() != "VALUES" else (),
        partly=leaves_rows_out(cursor),
        handed_in=query.up() in ("VALUES", "VALUE") and _is_handed_in(query),
    )
    if every and not replaces:
        own = assignments(rewritten, {}, name)[0]
        yield reading.make(DataChange, statement, verb=Verb.UPDATE, target=name, sets=own)


def _is_handed_in(values: Cursor) -> bool:
    """Whether the values are mostly left open for the program to fill in: `VALUES (?, ?, 1)`.

    A row of the statement's own that takes a key from outside is no row of the program's.
    """
    rest = values.tokens[values.at : min(values.end, values.at + _LOOKED_AT)]
    kinds = Counter(token.kind for token in rest)
    places = kinds[Kind.PARAM] + kinds[Kind.HOLE]
    return places > kinds[Kind.STRING] + kinds[Kind.NUMBER]


def _of_partition(cursor: Cursor) -> Scope:
    """What `PARTITION (day = '2024-01-01')` leaves; `PARTITION (day)` is up to the query."""
    values = cursor.group() if cursor.accept("PARTITION") else None
    if values is None:
        return Scope.NONE
    words = [values.tokens[index].up for index in range(values.at, values.end)]
    one = "=" in words and words.count("=") == words.count(",") + 1
    return Scope.KEYED if one else Scope.FILTERED


def _replaced_table(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Databricks' `REPLACE TABLE t …`, which is CREATE OR REPLACE where there is one."""
    statement = cursor.rest()
    cursor.accept("REPLACE TABLE")
    name = cursor.name()
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        replace=True,
    )


def _repeated(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) == len(names):
        return ()
    return tuple(name for name, times in Counter(names).items() if times > 1)


def _several(reading: Reading, cursor: Cursor, statement: Sequence[Token]) -> DataChange:
    """`INSERT ALL | FIRST … INTO t …`: rows go to several tables."""
    return reading.make(
        DataChange,
        statement,
        verb=Verb.INSERT,
        target=_first_into(cursor),
        scope=Scope.FILTERED,
        copies_from=copied(cursor),
    )


def _first_into(cursor: Cursor) -> str:
    place = cursor.copy()
    place.at = max(place.find("INTO"), place.at)
    place.accept("INTO")
    return place.name()


def merge(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`MERGE INTO t USING s ON … WHEN …`."""
    statement = cursor.rest()
    cursor.accept("MERGE")
    if cursor.accept("TOP"):
        cursor.group()
    cursor.accept("INTO")
    cursor.accept("ONLY")
    target = cursor.name()
    if not target:
        yield reading.unread(statement, "MERGE into something that can't be read")
        return
    called = alias(cursor)
    known = tables(cursor)
    beside = tables(cursor.until("ON"), deep=False)
    cursor.accept("ON")
    condition = cursor.until("WHEN")
    found = reach(condition, target, reading.lexis.or_pipes)
    if other := other_alone((condition,), beside, target, called):
        found = asks_others(other) if found.scope in _BOUND else found
    scope, reason, by_source, deletes = found.scope, found.reason, False, False
    sets: list[str] = []
    reads: dict[str, None] = {}
    while cursor.accept("WHEN"):
        branch = cursor.until("WHEN")
        bare = branch.sees("NOT MATCHED BY SOURCE")
        where = branch.until("THEN")
        branch.accept("THEN")
        if bare and branch.up() == "DELETE":
            by_source = True
            where.at += 4
            more = where if where.accept("AND") else None
            inner = reach(more, target) if more is not None else None
            scope = inner.scope if inner is not None else Scope.NONE
            reason = inner.reason if inner is not None else ""
        elif branch.up() == "DELETE":
            deletes = True
        elif branch.accept("UPDATE SET"):
            own, read = assignments(branch.until("WHERE", "DELETE"), known, target)
            sets.extend(own)
            reads.update(dict.fromkeys(read))
        elif branch.up() == "INSERT":
            sources = tuple(dict.fromkeys(known.values()))
            branch.until("VALUES")
            reads.update(dict.fromkeys(columns(branch, known, sources)))
    yield reading.make(
        DataChange,
        statement,
        verb=Verb.MERGE,
        target=target,
        scope=scope,
        reason=reason,
        by_source=by_source,
        deletes=deletes or by_source,
        sets=tuple(dict.fromkeys(sets)),
        copies_from=tuple(reads),
    )
