"""SET, PRAGMA and their like: protections of the server switched off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
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


def set_variable(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`SET [SESSION | LOCAL | GLOBAL] name = value, …`."""
    statement = cursor.rest()
    cursor.accept("SET")
    for piece in cursor.split():
        piece.accept(*_SCOPES)
        name = _setting(piece)
        if piece.accept("=", ":=", "TO"):
            yield from weakened(reading, statement, name, _value(piece))


def pragma(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """SQLite's `PRAGMA name = value`, `PRAGMA name(value)`."""
    statement = cursor.rest()
    cursor.accept("PRAGMA")
    name = _setting(cursor)
    inner = cursor.group()
    if inner is not None or cursor.accept("="):
        yield from weakened(reading, statement, name, _value(inner or cursor))


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
