"""CREATE INDEX."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.stream import Item

_KINDS = ("UNIQUE", "FULLTEXT", "SPATIAL", "BITMAP", "VECTOR", "HYPOTHETICAL")
_STORAGE = ("CLUSTERED", "NONCLUSTERED", "COLUMNSTORE", "PRIMARY XML", "XML", "SEARCH")


def create_index(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE [UNIQUE] INDEX [CONCURRENTLY] [IF NOT EXISTS] i ON [ONLY] t (…)`."""
    statement = cursor.rest()
    cursor.accept("CREATE")
    replace = bool(cursor.accept("OR REPLACE"))
    options: list[str] = []
    while word := cursor.accept(*_KINDS, *_STORAGE):
        options.append(word.lower())
    cursor.accept("INDEX")
    concurrently = bool(cursor.accept("CONCURRENTLY", "ASYNC"))
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    name = cursor.name() if cursor.up() != "ON" else ""
    cursor.until("ON")
    cursor.accept("ON")
    if cursor.accept("ONLY"):
        options.append("only")
    table = cursor.name()
    if not table:
        yield reading.unread(statement, "CREATE INDEX without a table")
        return
    if cursor.accept("USING"):
        options.append(cursor.take().text.lower())
    inner = cursor.group()
    rest = cursor.words(60)
    if "ALGORITHM = INPLACE" in rest or "LOCK = NONE" in rest:
        options.append("online")
    concurrently |= "ONLINE" in rest.split() and "ONLINE = OFF" not in rest
    for piece in cursor.split():
        group = piece.find("(")
        if group >= 0 and "ONLINE = ON" in piece.slice(group + 1, piece.end).words(40):
            concurrently = True
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.INDEX,
        table=table,
        name=name,
        columns=tuple(piece.name() for piece in inner.split()) if inner is not None else (),
        concurrently=concurrently,
        if_exists=if_exists,
        replace=replace,
        options=tuple(options),
    )
