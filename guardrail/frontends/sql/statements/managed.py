"""Functions of extensions that change tables: TimescaleDB, pg_partman, Citus, large objects.

Facts: TimescaleDB's API reference (drop_chunks, add_retention_policy, create_hypertable), the
documentation of pg_partman (drop_partition_time, undo_partition) and of Citus, and PostgreSQL's
chapter on large objects.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from guardrail.effects import Aspect, DataChange, ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.retention import EXPIRES
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Item

Made = Callable[[Reading, Sequence[Token], str, dict[str, str]], Item | None]
"""What a call comes to: its statement, the name it is given first, what is given by name."""


def _partitions(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    """Partitions go with their rows."""
    return reading.make(
        SchemaChange, whole, verb=Verb.DROP, kind=ObjectKind.PARTITION, table=name, name=""
    )


def _partman(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    """pg_partman keeps the tables of partitions that it drops, unless told otherwise."""
    if given.get("P_KEEP_TABLE") != "FALSE":
        return None
    return _partitions(reading, whole, name, given)


def _retention(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    return reading.make(
        SchemaChange,
        whole,
        verb=Verb.ALTER,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        aspect=Aspect.OTHER,
        options=(EXPIRES, "old rows will delete themselves"),
    )


def _migrated(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    if given.get("MIGRATE_DATA") != "TRUE":
        return None
    return _rewritten(reading, whole, name, given)


def _rewritten(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    """Every row is moved while the table is locked: like VACUUM FULL, as far as locks go."""
    return reading.make(
        SchemaChange,
        whole,
        verb=Verb.ALTER,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        aspect=Aspect.OTHER,
        options=("VACUUM FULL", "by a function"),
    )


def _large_objects(
    reading: Reading, whole: Sequence[Token], name: str, given: dict[str, str]
) -> Item | None:
    if not any(token.up == "FROM" for token in whole):
        return None
    return reading.make(DataChange, whole, verb=Verb.DELETE, target="pg_largeobject")


FUNCTIONS: dict[str, Made] = {
    "DROP_CHUNKS": _partitions,
    "ADD_RETENTION_POLICY": _retention,
    "ADD_DROP_CHUNKS_POLICY": _retention,
    "CREATE_HYPERTABLE": _migrated,
    "DROP_PARTITION_TIME": _partman,
    "DROP_PARTITION_ID": _partman,
    "UNDISTRIBUTE_TABLE": _rewritten,
    "ALTER_DISTRIBUTED_TABLE": _rewritten,
    "CREATE_DISTRIBUTED_TABLE": _rewritten,
    "LO_UNLINK": _large_objects,
}


def managed(reading: Reading, cursor: Cursor, index: int) -> Iterator[Item]:
    """What the function called at a place of the statement does, where it is one of these."""
    made = FUNCTIONS.get(cursor.tokens[index].up)
    inner = cursor.slice(index + 1, cursor.end).group() if made is not None else None
    if made is None or inner is None or reading.dialect not in ("", "postgres"):
        return
    first, given = "", {}
    for place, piece in enumerate(inner.split()):
        named = piece.up(1) in ("=>", ":=")
        if named:
            key = piece.here.up
            piece.at += 2
            given[key] = piece.here.up or plain(piece.here).upper()
        if (place == 0 or (named and key in _RELATIONS)) and piece.kind() is Kind.STRING:
            first = plain(piece.here)
    found = made(reading, cursor.rest(), first, given)
    if found is not None:
        yield found


_RELATIONS = ("RELATION", "HYPERTABLE", "MAIN_TABLE", "P_PARENT_TABLE", "TABLE_NAME")
