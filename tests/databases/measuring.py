"""What a statement really does on PostgreSQL: the locks it takes, what it reads and writes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import pg8000.dbapi
import servers

from guardrail.cost import Waits, Work

MODES = {
    "AccessShareLock": "ACCESS SHARE",
    "RowShareLock": "ROW SHARE",
    "RowExclusiveLock": "ROW EXCLUSIVE",
    "ShareUpdateExclusiveLock": "SHARE UPDATE EXCLUSIVE",
    "ShareLock": "SHARE",
    "ShareRowExclusiveLock": "SHARE ROW EXCLUSIVE",
    "ExclusiveLock": "EXCLUSIVE",
    "AccessExclusiveLock": "ACCESS EXCLUSIVE",
}
"""The names that pg_locks has for the modes, weakest first."""

_ORDER = list(MODES)
_RELATIONS = """
    SELECT c.oid, c.relname::text, c.relkind::text, coalesce(pg_relation_filenode(c.oid), 0),
           coalesce(pg_relation_size(c.oid), 0),
           coalesce((SELECT i.indrelid FROM pg_index i WHERE i.indexrelid = c.oid), 0)
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')"""
_LOCKS = """
    SELECT relation, mode::text FROM pg_locks
    WHERE locktype = 'relation' AND pid = {pid} AND relation >= 16384"""
_SCANS = "SELECT relid, seq_scan FROM pg_stat_xact_user_tables WHERE seq_scan > 0"


@dataclass(frozen=True)
class Measured:
    """What was seen: the strongest lock on each table that was there before, and the work."""

    locks: Mapping[str, str]
    work: Work
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Relation:
    name: str
    kind: str
    file: int
    size: int
    indexed: int


def measured(
    connection: pg8000.dbapi.Connection,
    statement: str,
    meanwhile: Callable[[], None] = lambda: None,
) -> Measured:
    """The effect of a statement that may run in a transaction, which is rolled back.

    `meanwhile` is called while the locks are held.
    """
    cursor = connection.cursor()
    before = _relations(cursor)
    cursor.execute("BEGIN")
    try:
        scans = _scans(cursor)
        connection.notices.clear()
        cursor.execute("SET LOCAL client_min_messages = debug1")
        cursor.execute(statement)
        cursor.execute("SET LOCAL client_min_messages = warning")
        told = tuple(notice[b"M"].decode() for notice in connection.notices)
        cursor.execute(_LOCKS.format(pid="pg_backend_pid()"))
        locks = _strongest(before, cursor.fetchall())
        after = _relations(cursor)
        scanned = any(
            count > scans.get(oid, 0)
            for oid, count in _scans(cursor).items()
            if oid in before and (oid not in after or before[oid].file == after[oid].file)
        )
        meanwhile()
    finally:
        cursor.execute("ROLLBACK")
    return Measured(locks, _work(before, after, scanned), told)


def _relations(cursor: pg8000.dbapi.Cursor) -> dict[int, _Relation]:
    cursor.execute(_RELATIONS)
    return {oid: _Relation(*rest) for oid, *rest in cursor.fetchall()}


def _scans(cursor: pg8000.dbapi.Cursor) -> dict[int, int]:
    """How often each table was read from its beginning in this transaction."""
    cursor.execute(_SCANS)
    return dict(cursor.fetchall())


def _strongest(before: Mapping[int, _Relation], rows: Iterable[tuple[int, str]]) -> dict[str, str]:
    """By the name of each table, view or partition: only those that others could know of."""
    found: dict[str, str] = {}
    for oid, mode in rows:
        relation = before.get(oid)
        if relation is None or relation.kind not in "rpmvf":
            continue
        known = found.get(relation.name)
        if known is None or _ORDER.index(mode) > _ORDER.index(known):
            found[relation.name] = mode
    return {name: MODES[mode] for name, mode in found.items()}


def _work(before: Mapping[int, _Relation], after: Mapping[int, _Relation], scanned: bool) -> Work:
    """A table with another file was rewritten, an index with another or a new one was built.

    A table's new file with nothing in it (TRUNCATE) cost nothing, nor do indexes of new tables.
    """
    files = {each.file for each in before.values()}
    fresh = {oid: each for oid, each in after.items() if each.file and each.file not in files}
    tables = [each for oid, each in fresh.items() if each.kind in "rm" and oid in before]
    if any(each.size for each in tables):
        return Work.REWRITE
    if any(each.kind == "i" and each.indexed in before for each in fresh.values()) and not tables:
        return Work.BUILD
    return Work.SCAN if scanned else Work.CATALOG


def measured_alone(
    server: servers.Postgres,
    statement: str,
    blockers: Iterable[str],
) -> Measured:
    """The effect of a statement that can't run in a transaction.

    Each of `blockers` is held by a session of its own and let go when the statement waits for it:
    meanwhile the locks that it has, and those that it wants, are read.
    """
    connection, watcher = server.connect(), server.connect()
    held = [_holding(server, blocker) for blocker in blockers]
    cursor = watcher.cursor()
    before = _relations(cursor)
    mine = connection.cursor()
    mine.execute("SELECT pg_backend_pid()")
    pid = mine.fetchone()[0]
    failures: list[Exception] = []
    thread = threading.Thread(target=_runner(mine, statement, failures))
    thread.start()
    seen: set[tuple[int, str]] = set()
    for holder in held:
        _until_waiting(cursor, pid, seen, thread)
        holder.rollback()
        holder.close()
    while thread.is_alive():
        _look(cursor, pid, seen)
    thread.join()
    if failures:
        raise failures[0]
    after = _relations(cursor)
    connection.close()
    watcher.close()
    return Measured(_strongest(before, seen), _work(before, after, False))


def _runner(
    cursor: pg8000.dbapi.Cursor, statement: str, failures: list[Exception]
) -> Callable[[], None]:
    def run() -> None:
        try:
            cursor.execute(statement)
        except pg8000.dbapi.Error as error:
            failures.append(error)

    return run


def _holding(server: servers.Postgres, statement: str) -> pg8000.dbapi.Connection:
    connection = server.connect()
    connection.autocommit = False
    connection.cursor().execute(statement)
    return connection


def _look(cursor: pg8000.dbapi.Cursor, pid: int, seen: set[tuple[int, str]]) -> None:
    cursor.execute(_LOCKS.format(pid=pid))
    seen.update((oid, mode) for oid, mode in cursor.fetchall())


def _until_waiting(
    cursor: pg8000.dbapi.Cursor,
    pid: int,
    seen: set[tuple[int, str]],
    thread: threading.Thread,
) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end and thread.is_alive():
        _look(cursor, pid, seen)
        cursor.execute(f"SELECT count(*) FROM pg_locks WHERE pid = {pid} AND NOT granted")
        if cursor.fetchone()[0]:
            _look(cursor, pid, seen)
            return
        time.sleep(0.005)


def waits_for(server: servers.Postgres, table: str) -> Waits:
    """Who waits now for the table: a reader, or a writer alone.

    Whether changes of the schema would wait isn't looked at.
    """
    other = server.connect()
    cursor = other.cursor()
    cursor.execute("SET lock_timeout = 50")
    try:
        for who, statement in (
            (Waits.READS_AND_WRITES, f"SELECT * FROM ONLY {table} LIMIT 0"),
            (Waits.WRITES, f"DELETE FROM ONLY {table} WHERE false"),
        ):
            try:
                cursor.execute(statement)
            except pg8000.dbapi.Error as error:
                if error.args[0].get("C") == _LOCK_NOT_AVAILABLE:
                    return who
                raise
        return Waits.NOBODY
    finally:
        other.close()


_LOCK_NOT_AVAILABLE = "55P03"
