"""ATTACH, INSTALL, BACKUP: other databases, extensions and files that a database takes in."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import CodeRun, FileChange, NetworkUse, PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.outside import host, is_remote
from guardrail.frontends.sql.token import Kind
from guardrail.stream import Item

_SERVERS = ("POSTGRES", "MYSQL", "MSSQL")


def attach(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ATTACH [DATABASE] 'file' AS a`; DuckDB attaches servers, too."""
    statement = cursor.rest()
    cursor.accept("ATTACH")
    cursor.accept("DATABASE")
    cursor.accept("IF NOT EXISTS")
    if cursor.kind() is not Kind.STRING:
        return
    place = plain(cursor.here)
    words = {token.up for token in statement}
    if is_remote(place) or (words & set(_SERVERS) and reading.dialect == "duckdb"):
        yield reading.make(NetworkUse, statement, method="CONNECT", host=host(place))
    elif place and place.strip(":") != "memory" and reading.dialect != "duckdb":
        yield reading.make(FileChange, statement, verb=Verb.READ, path=place)


def install(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `INSTALL PLUGIN p SONAME 'f'`; DuckDB's extensions of other places."""
    statement = cursor.rest()
    cursor.accept("INSTALL")
    plugin = bool(cursor.accept("PLUGIN", "SONAME"))
    cursor.until("FROM", "SONAME")
    foreign = cursor.accept("FROM", "SONAME")
    origin = plain(cursor.here)
    if plugin or (foreign == "FROM" and origin.lower() not in ("core", "core_nightly")):
        yield reading.make(CodeRun, statement, what="INSTALL of an extension", origin=origin)


def backup(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`BACKUP DATABASE d TO URL = '…'`: the whole database leaves the server, or goes nowhere.

    What is written to NUL, or thrown away by `WITH TRUNCATE_ONLY`, breaks the chain that a restore
    needs. A copy beside that chain (`COPY_ONLY`) doesn't, it measures how fast the disks are.
    """
    statement = cursor.rest()
    cursor.accept("BACKUP")
    of_log = cursor.accept("DATABASE", "TABLE", "LOG") == "LOG"
    name = cursor.name()
    if not cursor.has("COPY_ONLY") and _goes_nowhere(cursor.copy()):
        protection = "archive of the log" if of_log else "chain of backups"
        yield reading.make(
            PrivilegeChange, statement, verb=Verb.DISABLE, on=name, protection=protection
        )
        return
    for token in cursor.rest():
        if token.kind is Kind.STRING and is_remote(plain(token)):
            where = host(plain(token))
            yield reading.make(
                NetworkUse, statement, method="BACKUP", host=where, sends=(name or "the database",)
            )
            return


def _goes_nowhere(cursor: Cursor) -> bool:
    """Whether a backup is thrown away as it is made."""
    given = (plain(token).upper() for token in cursor.rest() if token.kind is Kind.STRING)
    return cursor.has("TRUNCATE_ONLY", "NO_LOG") or any(one in ("NUL", "NUL:") for one in given)


def vacuum_into(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """SQLite's `VACUUM INTO 'file'`: a copy of the database."""
    statement = cursor.rest()
    cursor.accept("VACUUM INTO")
    if cursor.kind() is Kind.STRING:
        path = plain(cursor.here)
        yield reading.make(FileChange, statement, verb=Verb.OVERWRITE, path=path)
