"""Statements of servers that are spread over several machines, or leave tables aside.

Facts: ClickHouse's reference (DETACH, SYSTEM), CockroachDB's (SET CLUSTER SETTING, CONFIGURE ZONE,
EXPERIMENTAL_AUDIT), TiDB's non-transactional DML (BATCH), Redshift's ALTER DATASHARE.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, ResourceChange, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import configured
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.stream import Item

DETACHED = "detached"
_REPLICAS = {"DROP REPLICA": "replica", "DROP DATABASE REPLICA": "database replica"}
_KINDS = {"TABLE": ObjectKind.TABLE, "VIEW": ObjectKind.VIEW, "DICTIONARY": ObjectKind.OTHER}


def detach(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """ClickHouse's `DETACH TABLE t [PERMANENTLY]`: the server forgets it, the files stay."""
    statement = cursor.rest()
    cursor.accept("DETACH")
    word = cursor.accept(*_KINDS)
    if_exists = bool(cursor.accept("IF EXISTS"))
    name = cursor.name()
    if not word or not name:
        return
    kind = _KINDS[word]
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.DROP,
        kind=kind,
        table=name if kind is not ObjectKind.OTHER else "",
        name=name,
        if_exists=if_exists,
        options=(DETACHED,),
    )


def system(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """ClickHouse's `SYSTEM DROP REPLICA 'r' [FROM …]`, `SYSTEM SHUTDOWN`, `SYSTEM KILL`.

    The other statements of SYSTEM drop caches, or stop and start what goes on beside.
    """
    statement = cursor.rest()
    cursor.accept("SYSTEM")
    if cursor.accept("SHUTDOWN", "KILL"):
        yield reading.make(
            ResourceChange, statement, verb=Verb.ALTER, provider="clickhouse", kind="server"
        )
    elif phrase := cursor.accept(*_REPLICAS):
        yield reading.make(
            ResourceChange,
            statement,
            verb=Verb.DELETE,
            provider="clickhouse",
            kind=_REPLICAS[phrase],
            id=plain(cursor.here) or cursor.here.text,
        )


def batch(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """TiDB's `BATCH [ON c] LIMIT n DELETE …`: the statement, so many rows at a time."""
    from guardrail.frontends.sql.dispatch import statement as read_statement

    if not cursor.copy().has("DRY"):
        index = cursor.find("DELETE", "UPDATE", "INSERT", "REPLACE")
        if index >= 0:
            yield from read_statement(reading, cursor.slice(index, cursor.end))


def cluster_setting(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """CockroachDB's `SET CLUSTER SETTING name = value`."""
    statement = cursor.rest()
    cursor.accept("SET CLUSTER SETTING")
    name = cursor.name().lower()
    if name and cursor.accept("=", "TO"):
        yield from configured(reading, statement, name, cursor.here.text.strip("'").upper())


def zone(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """CockroachDB's `ALTER RANGE default CONFIGURE ZONE USING …`."""
    yield from configured(reading, cursor.rest(), "replication zones", "")


def datashare(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Redshift's `ALTER DATASHARE s SET PUBLICACCESSIBLE TRUE | ADD TABLE t`."""
    statement = cursor.rest()
    cursor.accept("ALTER DATASHARE")
    name = cursor.name()
    words = cursor.words().lower()
    opened = "publicaccessible" in words and "false" not in words
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.ALTER,
        kind=ObjectKind.OTHER,
        name=name,
        options=("share", "set accounts: everybody's" if opened else words),
    )
