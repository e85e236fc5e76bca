"""COPY, LOAD DATA, BULK INSERT, INTO OUTFILE, UNLOAD: rows that go to files and come from them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import CodeRun, DataChange, FileChange, ObjectKind, SchemaChange, Scope, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import build, parts, plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import copied
from guardrail.frontends.sql.token import Kind, Token
from guardrail.stream import Embedded, Item

_USER = re.compile(r"://[^/@\s]*@")


def copy(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`COPY t FROM … | TO …`, `COPY (query) TO …`."""
    statement = cursor.rest()
    cursor.accept("COPY")
    cursor.accept("INTO")
    inner = cursor.group()
    target = cursor.name() if inner is None else ""
    if inner is None:
        cursor.group()
    if inner is not None:
        from guardrail.frontends.sql.dispatch import statement as read_statement

        yield from read_statement(reading.inside("COPY"), inner)
    incoming = cursor.up() == "FROM"
    cursor.accept("FROM", "TO")
    if cursor.accept("PROGRAM"):
        yield reading.make(
            CodeRun, statement, what="COPY FROM PROGRAM" if incoming else "COPY TO PROGRAM"
        )
        yield from shell(reading, cursor, "COPY … PROGRAM")
    elif not incoming and cursor.kind() is Kind.STRING:
        yield _written(reading, cursor.here)
    if incoming and target and not target.startswith("@"):
        yield reading.make(
            DataChange, statement, verb=Verb.INSERT, target=target, scope=Scope.FILTERED
        )


def _written(reading: Reading, path: Token) -> Item:
    return reading.make(
        FileChange,
        [path],
        verb=Verb.OVERWRITE,
        path=_USER.sub("://", plain(path)),
    )


def shell(reading: Reading, cursor: Cursor, label: str) -> Iterator[Item]:
    """The command in the literal that stands next, as a text of shell."""
    if cursor.kind() is not Kind.STRING:
        return
    built = build(list(parts(cursor.take(), reading.source, reading.lexis)))
    if built.text.strip():
        yield Embedded(reading.source.embed("shell", built, label))


def load_data(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """MySQL's `LOAD DATA INFILE 'f' [REPLACE] INTO TABLE t`."""
    statement = cursor.rest()
    replaces = cursor.has("REPLACE")
    overwrites = cursor.has("OVERWRITE")
    cursor.until("INTO")
    cursor.accept("INTO")
    cursor.accept("TABLE")
    verb, scope = Verb.INSERT, Scope.FILTERED
    if replaces:
        verb, scope = Verb.MERGE, Scope.KEYED
    if overwrites:
        verb, scope = Verb.OVERWRITE, Scope.NONE
    yield reading.make(DataChange, statement, verb=verb, target=cursor.name(), scope=scope)


def bulk_insert(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """T-SQL's `BULK INSERT t FROM 'f'`."""
    statement = cursor.rest()
    cursor.accept("BULK INSERT")
    yield reading.make(
        DataChange, statement, verb=Verb.INSERT, target=cursor.name(), scope=Scope.FILTERED
    )


def unload(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`UNLOAD (query) TO 's3://…'`, `EXPORT DATA …`: rows are written to files."""
    for index in cursor.top():
        token = cursor.tokens[index]
        if token.kind is Kind.STRING and "/" in token.text:
            yield _written(reading, token)
            return


def remove_file(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Snowflake's `REMOVE @stage`, `RM @stage`."""
    statement = cursor.rest()
    cursor.take()
    path = "".join(token.text for token in cursor.rest()[:20])
    yield reading.make(FileChange, statement, verb=Verb.DELETE, path=path, recursive=True)


def into(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`SELECT … INTO t FROM …` makes a table, `INTO OUTFILE 'f'` a file."""
    statement = cursor.rest()
    place = cursor.copy()
    index = place.find("INTO")
    if index < 0:
        return
    place.at = index + 1
    if place.accept("OUTFILE", "DUMPFILE"):
        if place.kind() is Kind.STRING:
            yield _written(reading, place.here)
        return
    temporary = bool(place.accept("TEMPORARY", "TEMP"))
    place.skip("UNLOGGED", "TABLE", "STRICT")
    name = place.name()
    plain = name and not name.startswith((":", "@")) and not place.accept(",")
    if not plain or reading.body or reading.dialect in ("mysql", "oracle", "bigquery", "sqlite"):
        return
    yield reading.make(
        SchemaChange,
        statement,
        verb=Verb.CREATE,
        kind=ObjectKind.TABLE,
        table=name,
        name=name,
        temporary=temporary or name.rpartition(".")[2].startswith("#"),
    )
    yield reading.make(
        DataChange,
        statement,
        verb=Verb.INSERT,
        target=name,
        scope=Scope.FILTERED,
        copies_from=copied(cursor),
    )
