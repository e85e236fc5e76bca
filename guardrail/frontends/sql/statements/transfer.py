"""COPY, LOAD DATA, BULK INSERT, INTO OUTFILE, UNLOAD: rows that go to files and come from them."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import (
    CodeRun,
    DataChange,
    FileChange,
    NetworkUse,
    ObjectKind,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.literals import build, parts, plain
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.sources import copied, tables
from guardrail.frontends.sql.statements.outside import host, is_remote
from guardrail.frontends.sql.token import Kind, Token
from guardrail.nouns import FOLDERS
from guardrail.patterns import late
from guardrail.stream import Embedded, Item

_CLOUD = ("redshift", "snowflake", "bigquery", "databricks")
"""Databases whose servers have no files: what COPY and UNLOAD name is an object store."""
_KEYS = frozenset(("CREDENTIALS", "CREDENTIAL", "IAM_ROLE", "STORAGE_INTEGRATION", "ACCESS_KEY_ID"))
_USER = late(r"://[^/@\s]*@")
_PARTLY = ("WHERE", "LIMIT", "QUALIFY", "SAMPLE", "TABLESAMPLE")
_CLEARING = frozenset(("OVERWRITE", "CLEANPATH"))
_DENIED = frozenset(("FALSE", "0"))
_NEAR = 200
_LONGEST_PATH = 20
_ONE_FILE = late(r"/[^/]*\.\w{2,8}\Z")


def copy(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`COPY t FROM … | TO …`, `COPY (query) TO …`."""
    statement = cursor.rest()
    cursor.accept("COPY")
    cursor.accept("INTO")
    inner = cursor.group()
    if cursor.kind() is Kind.STRING or cursor.here.text.startswith("@"):
        yield from _unloaded(reading, cursor)
        return
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
        sent = (target,) if target else _read_by(inner)
        if _clears(cursor, plain(cursor.here)):
            yield _cleared(reading, cursor.here, sent)
        written = _written(reading, cursor.here, sent, remote=_elsewhere(reading, cursor))
        if isinstance(written, FileChange) and _leaves_out(inner, cursor.here):
            written = replace(written, partly=True)
        yield written
    elif cursor.kind() is Kind.STRING and not _elsewhere(reading, cursor):
        yield _read(reading, cursor.here)
    if incoming and target and not target.startswith("@"):
        yield reading.make(
            DataChange,
            statement,
            verb=Verb.INSERT,
            target=target,
            scope=Scope.FILTERED,
            handed_in=True,
        )


def _leaves_out(query: Cursor | None, place: Token) -> bool:
    """Whether a query gives a part of the very file that its rows are then written over.

    DuckDB's `COPY (SELECT * FROM 'a.parquet' WHERE …) TO 'a.parquet'`.
    """
    if query is None or query.done or not query.has(*_PARTLY):
        return False
    path = plain(place)
    return any(one.kind is Kind.STRING and plain(one) == path for one in query.rest())


def _clears(cursor: Cursor, path: str) -> bool:
    """Whether all that a folder holds goes before it is written: DuckDB's `(…, OVERWRITE)`.

    `OVERWRITE_OR_IGNORE` leaves the other files where they are, Redshift's `CLEANPATH` none.
    """
    if path.startswith("/tmp/"):
        return False
    words = [token.up for token in cursor.rest()]
    at = next((n for n, word in enumerate(words) if word in _CLEARING), -1)
    return at >= 0 and not _DENIED.intersection(words[at + 1 : at + 3])


def _cleared(reading: Reading, place: Token, sent: tuple[str, ...]) -> Item:
    """A folder of files that goes, with what is written in its stead: none of the database's."""
    change = reading.make(
        DataChange,
        [place],
        verb=Verb.OVERWRITE,
        target=_USER.sub("://", plain(place)),
        scope=Scope.NONE,
        copies_from=sent,
    )
    return replace(change, dialect=FOLDERS)


def _unloaded(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Snowflake's `COPY INTO 's3://…' | @stage FROM t | (query)`."""
    place = cursor.here
    source = cursor.slice(cursor.find("FROM"), cursor.end) if cursor.has("FROM") else None
    if place.kind is Kind.STRING:
        yield _written(reading, place, _read_by(source), remote=True)
    elif len(place.text) > 1 and not place.text.startswith(("@~", "@%")):
        sends = _read_by(source)
        yield reading.make(NetworkUse, [place], method="PUT", host=place.text, sends=sends)


def _read_by(query: Cursor | None) -> tuple[str, ...]:
    """The tables that a query reads, "a query" where none is known."""
    found = tuple(dict.fromkeys(tables(query).values())) if query is not None else ()
    return found or ("a query",)


def _elsewhere(reading: Reading, cursor: Cursor) -> bool:
    """Whether the place that stands next, and the options after it, are an object store's."""
    keyed = any(token.up in _KEYS for token in cursor.rest()[:_NEAR])
    return reading.dialect in _CLOUD or keyed or is_remote(plain(cursor.here))


def _written(
    reading: Reading, place: Token, sent: tuple[str, ...] = ("a query",), *, remote: bool = False
) -> Item:
    """Rows that go to a file of the server, or to somewhere on the network."""
    path = _USER.sub("://", plain(place))
    if remote and not is_remote(path):
        return reading.make(NetworkUse, [place], method="PUT", sends=sent)
    if is_remote(path):
        return reading.make(NetworkUse, [place], method="PUT", host=host(path), sends=sent)
    return reading.make(FileChange, [place], verb=Verb.OVERWRITE, path=path)


def _read(reading: Reading, place: Token) -> Item:
    """Rows that come from a file of the server."""
    return reading.make(FileChange, [place], verb=Verb.READ, path=plain(place))


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
    file = cursor.find("INFILE")
    if file >= 0 and cursor.slice(file + 1, cursor.end).kind() is Kind.STRING:
        yield _read(reading, cursor.tokens[file + 1])
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
    elsewhere = any(token.up == "DATA_SOURCE" for token in statement[:60])
    local = cursor.accept("FROM") and cursor.kind() is Kind.STRING and not elsewhere
    if local and not is_remote(plain(cursor.here)):
        yield _read(reading, cursor.here)


def unload(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`UNLOAD (query) TO 's3://…'`, `EXPORT DATA …`: rows are written to files."""
    verb = cursor.up()
    strings = [token for token in cursor.rest() if token.kind is Kind.STRING]
    remote = [token for token in strings if is_remote(plain(token))]
    for token in remote or [token for token in strings if "/" in token.text]:
        if verb != "EXPORT" and _clears(cursor, plain(token)):
            yield _cleared(reading, token, ("a query",))
        yield _written(reading, token, remote=verb == "UNLOAD")
        return


def remove_file(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Snowflake's `REMOVE @stage`, `RM @stage/path`: every file of a stage, or below a path."""
    statement = cursor.rest()
    cursor.take()
    place = cursor.until("PATTERN").rest()[:_LONGEST_PATH]
    path = "".join(token.text for token in place).strip("'\"")
    if _ONE_FILE.search(path):
        yield reading.make(FileChange, statement, verb=Verb.DELETE, path=path)
        return
    yield reading.make(
        ResourceChange,
        statement,
        verb=Verb.DELETE,
        provider="snowflake",
        kind="files of stage",
        id=path,
    )


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
