"""Functions that run SQL they are given as text, or weaken a protection."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, PrivilegeChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import weakened
from guardrail.frontends.sql.literals import spelt
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements import session
from guardrail.frontends.sql.statements.dynamic import assigned, embedded, selected
from guardrail.frontends.sql.statements.managed import FUNCTIONS, managed
from guardrail.frontends.sql.statements.packages import packaged
from guardrail.frontends.sql.statements.switches import JOB, watches
from guardrail.frontends.sql.statements.transfer import into
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item

_RUNS_SQL = words(
    "DBLINK DBLINK_EXEC DBLINK_SEND_QUERY SCHEDULE SCHEDULE_IN_DATABASE EXEC_SQL EXECUTE_SQL "
    "RUN_COMMAND_ON_WORKERS RUN_COMMAND_ON_SHARDS QUERY_TO_XML OPENQUERY POSTGRES_EXECUTE "
    "MYSQL_EXECUTE"
)
_SETS = "SET_CONFIG"
_MOST = 50


def query(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """SELECT and other expressions: harmless but for INTO and what the functions do."""
    if cursor.up() == "CALL":
        procedure = cursor.slice(cursor.at + 1, cursor.end)
        yield from packaged(reading, procedure.name(), procedure, cursor.rest())
    if cursor.up() == "SELECT":
        yield from into(reading, cursor)
        if cursor.kind(1) is Kind.PARAM and cursor.up(2) in ("=", ":=", "+="):
            yield from assigned(reading, cursor.copy().until("FROM"))
        if reading.body:
            yield from selected(reading, cursor)
    yield from calls(reading, cursor)


def calls(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """What the functions called in the statement do."""
    seen = 0
    tokens = cursor.tokens
    for index in range(cursor.at, cursor.end - 1):
        up = tokens[index].up
        if tokens[index + 1].up != "(":
            continue
        if up == "SETVAL":
            yield reading.make(
                SchemaChange,
                cursor.rest(),
                verb=Verb.ALTER,
                kind=ObjectKind.SEQUENCE,
                options=("setval",),
            )
        if up == "PG_DROP_REPLICATION_SLOT":
            yield reading.make(
                SchemaChange,
                cursor.rest(),
                verb=Verb.DROP,
                kind=ObjectKind.OTHER,
                name=_text(cursor.slice(index + 1, cursor.end).group()),
                options=("replication slot",),
            )
        if up == "UNSCHEDULE":
            job = _text(cursor.slice(index + 1, cursor.end).group())
            if watches(job) or (not job and cursor.has("FROM") and not cursor.has("WHERE")):
                yield reading.make(
                    PrivilegeChange,
                    cursor.rest(),
                    verb=Verb.DISABLE,
                    on=job or "every job",
                    protection=JOB,
                )
        if up in FUNCTIONS:
            yield from managed(reading, cursor, index)
        if not (up in _RUNS_SQL or up == _SETS):
            continue
        inner = cursor.slice(index + 1, cursor.end).group()
        seen += 1
        if inner is None or seen > _MOST:
            continue
        pieces = [piece for piece in inner.split() if not piece.done]
        if up == _SETS:
            given = [piece.here.text.strip("'") for piece in pieces]
            if len(given) >= 2:
                whole = cursor.rest()
                local = len(given) > 2 and given[2].upper() in ("TRUE", "T", "1", "ON")
                yield session.changed(reading, whole, given[0].lower(), given[1], local=local)
                yield from weakened(reading, whole, given[0].lower(), given[1].upper())
            continue
        texts = [piece for piece in pieces if any(t.kind is Kind.STRING for t in piece.rest())]
        built = spelt(texts[-1], reading.source, reading.lexis) if texts else None
        if built is not None:
            yield embedded(reading, built, tokens[index].text)


def _text(inner: Cursor | None) -> str:
    """The literal that a call is given alone, "" where it is given anything else."""
    lone = inner is not None and inner.end - inner.at == 1 and inner.kind() is Kind.STRING
    return inner.here.text.strip("'") if inner is not None and lone else ""
