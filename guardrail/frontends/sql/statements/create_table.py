"""CREATE TABLE in all its forms: one effect, and the rows that come with it."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.sql.constraints import stands_next
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import copied
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item

_TEMPORARY = (
    "GLOBAL TEMPORARY",
    "LOCAL TEMPORARY",
    "GLOBAL TEMP",
    "LOCAL TEMP",
    "TEMPORARY",
    "TEMP",
)
_MORE = ("VOLATILE", "PRIVATE TEMPORARY", "SET", "MULTISET")
_OTHER = ("UNLOGGED", "EXTERNAL", "FOREIGN", "TRANSIENT", "VIRTUAL", "COLUMN", "HYBRID", "DYNAMIC")
_NOT_COLUMNS = words(
    "INDEX KEY FULLTEXT SPATIAL LIKE PERIOD PROJECTION SUPPLEMENTAL PARTITION EXCLUDE"
)
_MOST_COLUMNS = 400


def create_table(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`CREATE [OR REPLACE] [TEMP] TABLE [IF NOT EXISTS] t (…) | AS SELECT …`."""
    statement = cursor.rest()
    cursor.accept("CREATE")
    replace = bool(cursor.accept("OR REPLACE"))
    temporary, options = False, []
    while word := cursor.accept(*_TEMPORARY, *_MORE, *_OTHER):
        temporary |= "TEMP" in word or word == "VOLATILE"
        if word in _OTHER:
            options.append(word.lower())
    replace |= not cursor.accept("TABLE") and False
    if_exists = bool(cursor.accept("IF NOT EXISTS"))
    name = cursor.name()
    if not name:
        yield reading.unread(statement, "CREATE TABLE without a name")
        return
    if cursor.accept("ON CLUSTER"):
        cursor.take()
    if cursor.accept("PARTITION OF"):
        options.append(f"partition of {cursor.name()}")
    bare = name.rpartition(".")[2]
    inner = cursor.group()
    columns, references = _columns(inner) if inner is not None else ((), "")
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        columns=columns,
        references=references,
        temporary=temporary or bare.startswith("#"),
        if_exists=if_exists,
        replace=replace,
        options=tuple(options),
    )
    query = _query(cursor if not _is_query(inner) else inner)
    if query is not None:
        yield reading.make(
            DataChange,
            statement,
            verb=Verb.INSERT,
            target=name,
            scope=Scope.FILTERED,
            copies_from=copied(query),
        )


def _is_query(inner: Cursor | None) -> bool:
    return inner is not None and inner.up() in ("SELECT", "WITH")


def _query(cursor: Cursor | None) -> Cursor | None:
    """The query that fills the table, `None` where there is none."""
    if cursor is None:
        return None
    index = cursor.find("SELECT", "WITH", "CLONE", "TABLE")
    while index >= 0 and cursor.tokens[index].up == "WITH" and not _opens_query(cursor, index):
        index = cursor.slice(index + 1, cursor.end).find("SELECT", "WITH", "CLONE", "TABLE")
    if index < 0:
        opened = cursor.copy()
        opened.at = max(cursor.find("AS"), cursor.at)
        opened.accept("AS")
        group = opened.group()
        return group if _is_query(group) else None
    return cursor.slice(index, cursor.end)


def _opens_query(cursor: Cursor, index: int) -> bool:
    """Whether this WITH names queries rather than options."""
    place = cursor.slice(index + 1, cursor.end)
    place.accept("RECURSIVE")
    place.name()
    place.group()
    return place.sees("AS (") or place.sees("AS MATERIALIZED")


def _columns(inner: Cursor) -> tuple[tuple[str, ...], str]:
    """The names of the columns, and the first table a foreign key refers to."""
    if _is_query(inner):
        return (), ""
    names: list[str] = []
    references = ""
    for piece in inner.split():
        if not references and (index := piece.find("REFERENCES")) >= 0:
            references = piece.slice(index + 1, piece.end).name()
        if stands_next(piece) or piece.up() in _NOT_COLUMNS or len(names) >= _MOST_COLUMNS:
            continue
        if name := piece.name():
            names.append(name)
    return tuple(names), references
