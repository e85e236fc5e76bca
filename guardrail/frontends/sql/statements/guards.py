"""SET, PRAGMA and their like: protections of the server switched off."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.guarding import GUARDS, configured, known, weakened
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements import session
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item

_SCOPES = ("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY")
_WHOLE = ("GLOBAL", "PERSIST", "PERSIST_ONLY")
_NAMED = {
    "TRANSACTION": "transaction",
    "CONSTRAINTS": "constraints",
    "NAMES": "names",
    "CHARACTER SET": "names",
    "CHARSET": "names",
    "TIME ZONE": "timezone",
    "ROLE": "role",
    "AUTHORIZATION": "session_authorization",
    "SCHEMA": "search_path",
    "CATALOG": "catalog",
    "CHARACTERISTICS": "transaction",
    "DEFAULT ROLE": "",
    "PASSWORD": "",
    "STATISTICS": "statistics",
    "DEFAULT": "",
}


def set_variable(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`SET [SESSION | LOCAL | GLOBAL] name = value, …`, `SET ROLE r`, T-SQL's `SET NAME ON`."""
    statement = cursor.rest()
    cursor.accept("SET")
    local = cursor.up() == "LOCAL"
    if cursor.up() not in _SCOPES or cursor.up(1) not in ("=", ":="):
        cursor.accept(*_SCOPES)
    place = cursor.copy()
    if (word := place.accept(*_NAMED)) and place.up() not in ("=", ":=", "TO", "."):
        if name := _NAMED[word]:
            within = local or word in ("TRANSACTION", "CONSTRAINTS")
            yield session.changed(reading, statement, name, session.given(place), local=within)
        return
    if not cursor.has("=", ":=", "TO"):
        name = _setting(cursor)
        if name and reading.lexis.batches:
            yield session.changed(reading, statement, name, session.given(cursor), local=local)
        return
    whole = cursor.tokens[cursor.at - 1].up in _WHOLE
    for piece in _settings(cursor):
        scope = piece.accept(*_SCOPES)
        whole = scope in _WHOLE if scope else whole
        server = whole or piece.here.text.lower().startswith("@@global") or piece.up() == "GLOBAL"
        variable = piece.here.text.startswith("@") and not piece.here.text.startswith("@@")
        name = _setting(piece)
        if not piece.accept("=", ":=", "TO"):
            continue
        if not variable and (not reading.body or name in GUARDS or session.is_timeout(name)):
            value = session.given(piece.copy(), reading.masked)
            yield session.changed(reading, statement, name, value, local=local)
        if server and not variable and reading.dialect == "mysql":
            yield from configured(reading, statement, name, _value(piece))
        else:
            yield from weakened(reading, statement, name, _value(piece))


def _settings(cursor: Cursor) -> Iterator[Cursor]:
    """The assignments of a list; a piece without a mark goes on with the one before it."""
    pieces = list(cursor.split())
    for place, piece in enumerate(pieces):
        if place and not piece.has("=", ":=", "TO"):
            continue
        following = place + 1
        while following < len(pieces) and not pieces[following].has("=", ":=", "TO"):
            following += 1
        yield cursor.slice(piece.at, pieces[following - 1].end)


def pragma(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """SQLite's `PRAGMA name = value`, `PRAGMA name(value)`."""
    statement = cursor.rest()
    cursor.accept("PRAGMA")
    name = _setting(cursor)
    inner = cursor.group()
    if inner is not None or cursor.accept("="):
        place = inner or cursor
        if name not in _READ_BY_NAME:
            value = session.given(place.copy(), reading.masked)
            yield session.changed(reading, statement, name, value)
        yield from weakened(reading, statement, name, _value(place))


_READ_BY_NAME = words(
    "table_info table_xinfo table_list index_list index_info index_xinfo foreign_key_list "
    "foreign_key_check integrity_check quick_check key rekey"
)


def alter_system(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER SYSTEM SET name = value`, `RESET name`: the whole server, from its next start on."""
    statement = cursor.rest()
    cursor.accept("ALTER SYSTEM")
    if cursor.accept("KILL SESSION", "FLUSH", "CHECKPOINT", "SWITCH LOGFILE", "ARCHIVE"):
        return
    reset = cursor.accept("SET", "RESET") == "RESET"
    name = _setting(cursor)
    value = _value(cursor) if cursor.accept("=", "TO") else "DEFAULT"
    yield from configured(reading, statement, name, value, reset or value == "DEFAULT")


def alter_session(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """Oracle's and Snowflake's `ALTER SESSION SET a = 1 b = 2`, `UNSET a, b`."""
    statement = cursor.rest()
    cursor.accept("ALTER SESSION")
    if cursor.accept("UNSET"):
        for name in cursor.names():
            yield session.changed(reading, statement, name.lower(), "DEFAULT")
        return
    if not cursor.accept("SET"):
        return
    while name := _setting(cursor):
        if not cursor.accept("="):
            return
        value = session.given(cursor.slice(cursor.at, cursor.at + 1), reading.masked)
        yield session.changed(reading, statement, name, value)
        yield from weakened(reading, statement, name, _value(cursor))
        cursor.accept(",")


def _setting(piece: Cursor) -> str:
    """The bare lower-case name of a setting, `@@session.` taken off."""
    name = piece.name() if piece.here.text.strip("'\"") == piece.here.text else piece.take().text
    return known(name.strip("'\"@"))


def _value(piece: Cursor) -> str:
    return "" if piece.done else piece.take().text.strip("'\"").upper()
