"""CREATE INDEX."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.indexes import condition, keyed
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.texts import CUT, text_of
from guardrail.stream import Item

_KINDS = ("UNIQUE", "FULLTEXT", "SPATIAL", "BITMAP", "VECTOR", "HYPOTHETICAL")
_STORAGE = ("CLUSTERED", "NONCLUSTERED", "COLUMNSTORE", "PRIMARY XML", "XML", "SEARCH")
_ATTRIBUTES = ("ALGORITHM", "LOCK")
_VALUES = ("copy", "inplace", "instant", "default", "none", "shared", "exclusive", "nocopy")
_METHODS = ("fulltext", "spatial", "bitmap", "columnstore", "xml", "vector")


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
    definition = text_of(cursor.copy().rest(), reading.masked)
    method = cursor.take().text.lower() if cursor.accept("USING") else ""
    if method:
        options.append(method)
    columns = keyed(cursor.group(), reading.masked)
    place = cursor.copy()
    if not method and place.accept("USING"):
        method = place.take().text.lower()
    rest = cursor.words(60)
    options.extend(attributes(rest))
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
        columns=columns,
        unique="unique" in options,
        method=method or next((one for one in options if one in _METHODS), ""),
        expression="" if definition.endswith(CUT) else definition,
        where=condition(cursor, reading.masked),
        concurrently=concurrently,
        if_exists=if_exists,
        replace=replace,
        options=tuple(options),
    )


def attributes(rest: str) -> Iterator[str]:
    """MySQL's ALGORITHM and LOCK, as options: "algorithm=inplace"."""
    words = rest.replace(" = ", "=").replace("DEFAULT ", "").split()
    for word, after in zip(words, [*words[1:], ""], strict=False):
        name, _, value = word.partition("=")
        if name in _ATTRIBUTES:
            given = (value or after).lower()
            if given in _VALUES:
                yield f"{name.lower()}={given}"
