"""Upkeep of a database: rebuilding, locking, logs, restoring."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from guardrail.effects import (
    Aspect,
    CodeRun,
    DataChange,
    ObjectKind,
    PrivilegeChange,
    ResourceChange,
    SchemaChange,
    Verb,
)
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.kinds import accept_kind
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reader, Reading
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

_REINDEXED = {
    "INDEX": ObjectKind.INDEX,
    "TABLE": ObjectKind.TABLE,
    "SCHEMA": ObjectKind.SCHEMA,
    "DATABASE": ObjectKind.DATABASE,
    "SYSTEM": ObjectKind.DATABASE,
}


def reindex(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`REINDEX [(CONCURRENTLY)] INDEX | TABLE | … [CONCURRENTLY] name`."""
    statement = cursor.rest()
    cursor.accept("REINDEX")
    options = cursor.group()
    concurrently = options is not None and options.has("CONCURRENTLY")
    phrase = cursor.accept(*_REINDEXED)
    concurrently |= bool(cursor.accept("CONCURRENTLY"))
    kind = _REINDEXED.get(phrase, ObjectKind.INDEX)
    yield from _rebuilt(
        reading, statement, cursor.name(), kind, "REINDEX", concurrently=concurrently
    )


def vacuum(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`VACUUM FULL t` rewrites the table; plain VACUUM only can't run in a transaction."""
    statement = cursor.rest()
    cursor.accept("VACUUM")
    options = cursor.group()
    full = bool(cursor.accept("FULL"))
    if options is not None and (index := options.find("FULL")) >= 0:
        follow = options.slice(index + 1, options.end).up()
        full = follow not in ("FALSE", "OFF")
    cursor.skip("FREEZE", "VERBOSE", "ANALYZE", "FULL")
    if full:
        for name in cursor.names() or [""]:
            yield from _rebuilt(reading, statement, name, ObjectKind.TABLE, "VACUUM FULL")
    elif reading.dialect in ("", "postgres"):
        yield reading.make(
            SchemaChange,
            statement,
            verb=Verb.ALTER,
            kind=ObjectKind.OTHER,
            name=cursor.name(),
            aspect=Aspect.OTHER,
            options=("VACUUM",),
        )


def cluster(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CLUSTER t USING i`."""
    statement = cursor.rest()
    cursor.accept("CLUSTER")
    cursor.group()
    cursor.accept("VERBOSE")
    name = cursor.name()
    if cursor.accept("ON"):
        name = cursor.name()
    yield from _rebuilt(reading, statement, name, ObjectKind.TABLE, "CLUSTER")


def refresh(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`REFRESH MATERIALIZED VIEW [CONCURRENTLY] v`."""
    statement = cursor.rest()
    if not cursor.accept("REFRESH MATERIALIZED VIEW"):
        return
    concurrently = bool(cursor.accept("CONCURRENTLY"))
    yield from _rebuilt(
        reading,
        statement,
        cursor.name(),
        ObjectKind.MATERIALIZED_VIEW,
        "REFRESH MATERIALIZED VIEW",
        concurrently=concurrently,
    )


def optimize(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`OPTIMIZE TABLE t`."""
    statement = cursor.rest()
    cursor.accept("OPTIMIZE")
    cursor.accept("LOCAL", "NO_WRITE_TO_BINLOG")
    cursor.accept("TABLE", "TABLES")
    for name in cursor.names():
        yield from _rebuilt(reading, statement, name, ObjectKind.TABLE, "OPTIMIZE")


def _rebuilt(
    reading: Reading,
    statement: Sequence[Token],
    name: str,
    kind: ObjectKind,
    option: str,
    *,
    concurrently: bool = False,
) -> Iterator[Item]:
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.ALTER,
        kind=kind,
        table="" if kind is ObjectKind.INDEX else name,
        name=name,
        aspect=Aspect.OTHER,
        concurrently=concurrently,
        options=(option,),
    )


def _lost(provider: str, kind: str) -> Reader:
    """A reader for statements that delete something the server keeps."""

    def read(reading: Reading, cursor: Cursor) -> Iterator[Item]:
        yield reading.make(
            ResourceChange, cursor.rest(), verb=Verb.DELETE, provider=provider, kind=kind
        )

    return read


reset_logs = _lost("mysql", "binary logs")
_NOW = ("NOW", "CURRENT_TIMESTAMP", "SYSDATE", "LOCALTIME", "LOCALTIMESTAMP", "CURDATE")
_BACK = ("-", "INTERVAL", "DATE_SUB", "SUBDATE", "SUBTIME")


def purge_logs(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`PURGE BINARY LOGS BEFORE then`: the old ones go, unless everything is older than that."""
    statement = cursor.rest()
    cursor.accept("PURGE BINARY LOGS", "PURGE MASTER LOGS")
    spoken = [token.text.upper() for token in cursor.rest()] if cursor.accept("BEFORE") else []
    until = set(spoken)
    back = until.intersection(_BACK) and not _no_time(spoken)
    every = not until or (until.intersection(_NOW) and not back)
    yield reading.make(
        ResourceChange,
        statement,
        verb=Verb.DELETE,
        provider="mysql",
        kind="binary logs",
        chosen="" if every else "age",
    )


def _no_time(spoken: list[str]) -> bool:
    """Whether what is taken off is nothing: `INTERVAL 0 DAY`."""
    amounts = [b.strip("'") for a, b in pairwise(spoken) if a == "INTERVAL"]
    return bool(amounts) and all(one == "0" for one in amounts)


reset_replica = _lost("mysql", "replication position")


def purge_recycle_bin(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Oracle's `PURGE TABLE t`, `PURGE RECYCLEBIN`: what was dropped can't be brought back."""
    statement = cursor.rest()
    cursor.take()
    phrase = accept_kind(cursor)
    name = cursor.name() if phrase else ""
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.ALTER,
        kind=ObjectKind.TABLE,
        aspect=Aspect.OTHER,
        name=name,
        options=("retention", "dropped tables are removed from the recycle bin at once"),
    )


def shutdown(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`SHUTDOWN`: the server stops."""
    yield reading.make(
        ResourceChange, cursor.rest(), verb=Verb.ALTER, provider=reading.dialect, kind="server"
    )


def restored(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`RESTORE DATABASE d`, `FLASHBACK DATABASE | TABLE t`: newer rows are overwritten."""
    statement = cursor.rest()
    verb = cursor.take().up
    accept_kind(cursor)
    if cursor.accept("HEADERONLY", "FILELISTONLY", "VERIFYONLY", "LABELONLY", "MASTER KEY"):
        return
    name = cursor.name()
    if verb == "FLASHBACK" and "BEFORE DROP" in cursor.words():
        return
    said = {token.up for token in statement}
    if "MOVE" in said and "REPLACE" not in said:
        # T-SQL puts it beside what is there, in files of its own, and refuses to write over that.
        return
    yield reading.make(DataChange, statement, verb=Verb.OVERWRITE, target=name)


def dbcc(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`DBCC CHECKDB (d, REPAIR_ALLOW_DATA_LOSS)` throws damaged rows away."""
    statement = cursor.rest()
    if any(token.up == "REPAIR_ALLOW_DATA_LOSS" for token in statement):
        cursor.accept("DBCC")
        cursor.take()
        inner = cursor.group()
        name = plain(inner.here) or inner.here.text if inner is not None else ""
        yield reading.make(DataChange, statement, verb=Verb.OVERWRITE, target=name)


def load_library(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """PostgreSQL's `LOAD 'library'`, DuckDB's `LOAD extension`; of clients' LOAD nothing comes."""
    statement = cursor.rest()
    cursor.accept("LOAD")
    if cursor.kind() is not Kind.STRING and reading.dialect != "duckdb":
        return
    origin = cursor.take().text.strip("'")
    yield reading.make(CodeRun, statement, what="LOAD of a shared library", origin=origin)


def disable_trigger(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `DISABLE TRIGGER a ON t`."""
    statement = cursor.rest()
    cursor.until("ON")
    cursor.accept("ON")
    cursor.accept("ALL SERVER")
    on = cursor.name()
    yield reading.make(PrivilegeChange, statement, verb=Verb.DISABLE, on=on, protection="triggers")
