"""CREATE TABLE in all its forms: one effect, and the rows that come with it."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from guardrail.effects import DataChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.selected import selected
from guardrail.frontends.sql.sources import copied, leaves_rows_out
from guardrail.frontends.sql.tables import Parts, parts, shape
from guardrail.shapes import ColumnShape
from guardrail.stream import Item

_TEMPORARY = (
    "GLOBAL TEMPORARY",
    "LOCAL TEMPORARY",
    "GLOBAL TEMP",
    "LOCAL TEMP",
    "TEMPORARY",
    "TEMP",
)
CLONED = "clone of "
_MORE = ("VOLATILE", "PRIVATE TEMPORARY", "SET", "MULTISET")
_OTHER = ("UNLOGGED", "EXTERNAL", "FOREIGN", "TRANSIENT", "VIRTUAL", "COLUMN", "HYBRID", "DYNAMIC")


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
    parent = cursor.name() if cursor.accept("PARTITION OF") else ""
    if parent:
        options.append(f"partition of {parent}")
    temporary |= name.rpartition(".")[2].startswith("#")
    inner = cursor.group() if cursor.up() == "(" else None
    found = _parts(reading, inner)
    options.extend(_from(cursor, found))
    made = shape(name, found, cursor, parent, reading.masked)
    query = _query(cursor if not _is_query(inner) else inner)
    if query is not None and not parent:
        made = structs.replace(made, columns=_filled(made.columns, selected(query)))
    references = next((one.references for one in made.constraints if one.references), "")
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        columns=tuple(each.name for each in made.columns if each.name != "*"),
        references=references,
        temporary=temporary,
        if_exists=if_exists,
        replace=replace,
        options=tuple(options),
        shape=structs.replace(made, temporary=temporary),
    )
    if query is not None:
        yield reading.make(
            DataChange,
            statement,
            verb=Verb.INSERT,
            target=name,
            scope=Scope.FILTERED,
            copies_from=copied(query),
            partly=leaves_rows_out(query),
        )


def _filled(
    listed: tuple[ColumnShape, ...], given: tuple[ColumnShape, ...]
) -> tuple[ColumnShape, ...]:
    """The columns of a table that a query fills: under the names that are listed, if any are."""
    if not listed:
        return given if all(each.name for each in given) else ()
    if len(listed) != len(given) or any(each.type for each in listed):
        return listed
    both = zip(given, listed, strict=True)
    return tuple(structs.replace(each, name=named.name) for each, named in both)


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


def _parts(reading: Reading, inner: Cursor | None) -> Parts | None:
    """What the parentheses hold, `None` where they hold a query or there are none."""
    if inner is None or _is_query(inner):
        return None
    return parts(inner.copy(), reading.masked, None if reading.dialect == "clickhouse" else True)


def cloned(cursor: Cursor) -> Iterator[str]:
    """The option that names what a table, a schema or a database is made a copy of."""
    place = cursor.copy()
    index = place.find("CLONE")
    place.at = index + 1
    name = place.name() if index >= 0 else ""
    if name:
        yield f"{CLONED}{name}"


def _from(cursor: Cursor, found: Parts | None) -> Iterator[str]:
    """The options that name the tables whose columns this one takes over."""
    if found is not None and found.like:
        yield f"like {found.like}"
    yield from cloned(cursor)
    place = cursor.copy()
    if place.accept("LIKE"):
        yield f"like {place.name()}"
    place.at = max(place.find("INHERITS"), place.at)
    if place.accept("INHERITS") and (inner := place.group()) is not None:
        yield from (f"inherits {parent}" for parent in inner.names() if parent)
