"""SECURITY LABEL, and IMPORT FOREIGN SCHEMA."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.kinds import KINDS, accept_kind, is_own_table
from guardrail.frontends.sql.reading import Reading
from guardrail.stream import Item


def security_label(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """PostgreSQL's `SECURITY LABEL [FOR provider] ON kind name IS 'label'`."""
    statement = cursor.rest()
    cursor.until("ON")
    cursor.accept("ON")
    phrase = accept_kind(cursor)
    kind = KINDS.get(phrase, ObjectKind.COLUMN if cursor.accept("COLUMN") else ObjectKind.OTHER)
    name = cursor.name()
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.ALTER,
        kind=kind,
        table=name if is_own_table(kind) else "",
        name=name,
        aspect=Aspect.OTHER,
        options=("security label",),
    )


def import_schema(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """PostgreSQL's `IMPORT FOREIGN SCHEMA remote FROM SERVER s INTO local`."""
    statement = cursor.rest()
    cursor.accept("IMPORT FOREIGN SCHEMA")
    remote = cursor.name()
    cursor.until("INTO")
    cursor.accept("INTO")
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.OTHER,
        table=cursor.name(),
        name=remote,
        options=("foreign schema",),
    )
