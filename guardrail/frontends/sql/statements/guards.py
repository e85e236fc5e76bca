"""SET, PRAGMA and their like: protections of the server switched off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements import session
from guardrail.frontends.sql.token import Token
from guardrail.frontends.sql.wordset import words
from guardrail.stream import Item


@dataclass(frozen=True, slots=True)
class Guard:
    """A setting, the values (upper case) that weaken it, and what is then given up."""

    weak: frozenset[str]
    protection: str
    verb: Verb = Verb.DISABLE


_OFF = frozenset({"0", "OFF", "FALSE", "NO", "N", "DISABLED"})
_ON = frozenset({"1", "ON", "TRUE", "YES", "Y", "ENABLED"})

GUARDS: dict[str, Guard] = {
    "session_replication_role": Guard(
        frozenset({"REPLICA", "LOCAL"}), "triggers and foreign key checks"
    ),
    "foreign_key_checks": Guard(_OFF, "foreign key checks"),
    "foreign_keys": Guard(_OFF, "foreign key checks"),
    "unique_checks": Guard(_OFF, "unique checks"),
    "check_constraint_checks": Guard(_OFF, "check constraints"),
    "ignore_check_constraints": Guard(_ON, "check constraints"),
    "sql_safe_updates": Guard(_OFF, "safe updates"),
    "row_security": Guard(_OFF, "row level security"),
    "sql_log_bin": Guard(_OFF, "binary log"),
    "sql_require_primary_key": Guard(_OFF, "required primary keys"),
    "default_transaction_read_only": Guard(_OFF, "read-only mode"),
    "transaction_read_only": Guard(_OFF, "read-only mode"),
    "read_only": Guard(_OFF, "read-only mode"),
    "super_read_only": Guard(_OFF, "read-only mode"),
    "query_only": Guard(_OFF, "read-only mode"),
    "writable_schema": Guard(_ON, "protection of the schema table"),
    "zero_damaged_pages": Guard(_ON, "page checks"),
    "ignore_checksum_failure": Guard(_ON, "page checks"),
    "fsync": Guard(_OFF, "durability"),
    "full_page_writes": Guard(_OFF, "durability"),
    "allow_system_table_mods": Guard(_ON, "protection of the system tables"),
    "local_infile": Guard(_ON, "local file access", Verb.ESCALATE),
    "log_bin_trust_function_creators": Guard(_ON, "trusted function creators", Verb.ESCALATE),
    "xp_cmdshell": Guard(_ON, "xp_cmdshell", Verb.ESCALATE),
    "ole automation procedures": Guard(_ON, "ole automation procedures", Verb.ESCALATE),
    "clr enabled": Guard(_ON, "clr enabled", Verb.ESCALATE),
}
_SCOPES = ("SESSION", "LOCAL", "GLOBAL", "PERSIST", "PERSIST_ONLY")
_NAMED = {
    "TRANSACTION": "transaction",
    "CONSTRAINTS": "constraints",
    "NAMES": "names",
    "CHARACTER SET": "names",
    "CHARSET": "names",
    "TIME ZONE": "timezone",
    "ROLE": "role",
    "AUTHORIZATION": "role",
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
    for piece in _settings(cursor):
        piece.accept(*_SCOPES)
        variable = piece.here.text.startswith("@") and not piece.here.text.startswith("@@")
        name = _setting(piece)
        if not piece.accept("=", ":=", "TO"):
            continue
        if not variable and (not reading.body or name in GUARDS or session.is_timeout(name)):
            value = session.given(piece.copy(), reading.masked)
            yield session.changed(reading, statement, name, value, local=local)
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
    """`ALTER SYSTEM SET name = value`: the whole server, from its next start on."""
    statement = cursor.rest()
    cursor.accept("ALTER SYSTEM")
    if cursor.accept("KILL SESSION", "FLUSH", "CHECKPOINT", "SWITCH LOGFILE", "ARCHIVE"):
        return
    cursor.accept("SET", "RESET")
    name = _setting(cursor)
    guard = GUARDS.get(name)
    value = _value(cursor) if cursor.accept("=", "TO") else ""
    weak = guard is not None and value in guard.weak
    yield reading.make(
        PrivilegeChange,
        statement,
        verb=Verb.DISABLE if weak else Verb.ESCALATE,
        on=name,
        protection=guard.protection if weak and guard is not None else "server settings",
    )


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


def weakened(reading: Reading, statement: Sequence[Token], name: str, value: str) -> Iterator[Item]:
    """The effect of giving a setting a value: a protection goes, or is there again."""
    guard = GUARDS.get(name)
    if guard is None:
        return
    weak = value in guard.weak
    if weak or guard.verb is Verb.DISABLE:
        yield reading.make(
            PrivilegeChange,
            statement,
            verb=guard.verb if weak else Verb.ENABLE,
            protection=guard.protection,
        )


def _setting(piece: Cursor) -> str:
    """The bare lower-case name of a setting, `@@session.` taken off."""
    name = piece.name() if piece.here.text.strip("'\"") == piece.here.text else piece.take().text
    return name.strip("'\"@").lower().rpartition(".")[2]


def _value(piece: Cursor) -> str:
    return "" if piece.done else piece.take().text.strip("'\"").upper()
