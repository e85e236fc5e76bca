"""The forms of CREATE, ALTER and DROP TABLE that concern the whole table or a partition."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, SchemaChange, Verb
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.postgres.nullness import MOST
from guardrail.shapes import ConstraintKind, TableShape

_BY_OPTION = (
    ("VACUUM FULL", "VACUUM FULL"),
    ("CLUSTER ON", "CLUSTER ON"),
    ("SET WITHOUT CLUSTER", "SET WITHOUT CLUSTER"),
    ("CLUSTER", "CLUSTER"),
    ("SET LOGGED", "SET LOGGED"),
    ("SET UNLOGGED", "SET UNLOGGED"),
    ("SET TABLESPACE", "SET TABLESPACE"),
    ("SET ACCESS METHOD", "SET ACCESS METHOD"),
    ("SET SCHEMA", "SET SCHEMA"),
    ("OWNER TO", "OWNER TO"),
    ("INHERIT", "INHERIT"),
    ("NO INHERIT", "NO INHERIT"),
    ("REPLICA IDENTITY", "REPLICA IDENTITY"),
    ("NOT OF", "OF type"),
    ("OF", "OF type"),
    ("SET", "SET storage parameter"),
    ("RESET", "SET storage parameter"),
    ("ENABLE ROW LEVEL", "ROW LEVEL SECURITY"),
    ("DISABLE ROW LEVEL", "ROW LEVEL SECURITY"),
    ("FORCE ROW LEVEL", "ROW LEVEL SECURITY"),
    ("NO FORCE ROW LEVEL", "ROW LEVEL SECURITY"),
    ("ENABLE TRIGGER", "ENABLE or DISABLE TRIGGER"),
    ("ENABLE ALWAYS TRIGGER", "ENABLE or DISABLE TRIGGER"),
    ("ENABLE REPLICA TRIGGER", "ENABLE or DISABLE TRIGGER"),
    ("DISABLE TRIGGER", "ENABLE or DISABLE TRIGGER"),
    ("ENABLE", "ENABLE or DISABLE RULE"),
    ("DISABLE", "ENABLE or DISABLE RULE"),
)


def forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of a change of a table."""
    if change.verb is Verb.CREATE:
        yield from _created(change)
    elif change.verb is Verb.DROP:
        yield from _dropped(change, table)
    elif change.verb is Verb.RENAME:
        moved = "set schema" in change.options
        yield Form("SET SCHEMA" if moved else "RENAME TABLE", change.table)
    elif change.aspect is Aspect.OWNER:
        yield Form("OWNER TO", change.table)
    elif change.aspect is Aspect.OTHER:
        yield from _altered(change)


def _created(change: SchemaChange) -> Iterator[Form]:
    yield Form("CREATE TABLE", change.table)
    for option in change.options:
        if option.startswith("inherits "):
            yield Form("CREATE TABLE … INHERITS", change.table, option.removeprefix("inherits "))
    if change.shape is None:
        return
    if change.shape.partition_of:
        yield Form("CREATE TABLE … PARTITION OF", change.table, change.shape.partition_of)
    for constraint in change.shape.constraints[:MOST]:
        if constraint.kind is ConstraintKind.FOREIGN_KEY and constraint.references:
            yield Form("CREATE TABLE … REFERENCES", change.table, constraint.references)


def _dropped(change: SchemaChange, table: TableShape | None) -> Iterator[Form]:
    yield Form("DROP TABLE", change.table)
    if table is None:
        return
    if table.partition_of:
        yield Form("DROP TABLE of a partition", change.table, table.partition_of)
    for constraint in table.constraints[:MOST]:
        if constraint.kind is ConstraintKind.FOREIGN_KEY and constraint.references:
            yield Form("DROP TABLE with a foreign key", change.table, constraint.references)


def _altered(change: SchemaChange) -> Iterator[Form]:
    option = change.options[0].upper() if change.options else ""
    if option == "REINDEX":
        name = "REINDEX CONCURRENTLY" if change.concurrently else "REINDEX"
        yield Form(name, change.table, reason="the indexes are built anew")
        return
    name = next((name for start, name in _BY_OPTION if _begins(option, start)), "other ALTER TABLE")
    other = change.new_name or change.references if "INHERIT" in name else ""
    yield Form(name, change.table, other)


def _begins(option: str, start: str) -> bool:
    """Whether an option begins with the words; words that begin other phrases stand alone."""
    if option == start:
        return True
    if start in ("SET", "RESET"):
        return option.startswith((f"{start} (", f"{start}("))
    return option.startswith(f"{start} ")


def upkeep_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """REINDEX of a schema or a database: every table of it, whose names aren't known here."""
    if change.options[:1] == ("REINDEX",):
        name = "REINDEX CONCURRENTLY" if change.concurrently else "REINDEX"
        yield Form(name, reason="the indexes of every table are built anew")


def partition_forms(change: SchemaChange, version: int, table: TableShape | None) -> Iterator[Form]:
    """The forms of ATTACH and DETACH PARTITION; the partition is the other table."""
    options = " ".join(change.options).upper()
    if change.verb is Verb.ALTER and "ATTACH" in options.split():
        yield Form(
            "ATTACH PARTITION",
            change.table,
            change.name,
            f"every row of {change.name} is read, unless a validated CHECK implies its bounds",
        )
    elif change.verb is Verb.ALTER and "DETACH" in options.split():
        name = "DETACH PARTITION CONCURRENTLY" if change.concurrently else "DETACH PARTITION"
        yield Form(name, change.table, change.name)
