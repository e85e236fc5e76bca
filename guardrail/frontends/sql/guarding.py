"""Settings that are protections: which values weaken them, and what is given up then."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.token import Token
from guardrail.stream import Item


class Guard(Struct, frozen=True):
    """A setting's weak values (upper case), and what is given up by one of them."""

    weak: frozenset[str]
    protection: str
    verb: Verb = Verb.DISABLE


_OFF = frozenset({"0", "OFF", "FALSE", "NO", "N", "DISABLED"})
_ON = frozenset({"1", "ON", "TRUE", "YES", "Y", "ENABLED"})
_NONE = frozenset({"NONE", ""}) | _OFF
_DOES_NOTHING = frozenset({"/BIN/TRUE", "/USR/BIN/TRUE", ":", "EXIT 0", "CD ."}) | _ON
"""Commands that keep nothing and say that they did: `TRUE` is one of them."""

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
    "sql_require_primary_key": Guard(_OFF, "required primary keys"),
    "default_transaction_read_only": Guard(_OFF, "read-only mode"),
    "transaction_read_only": Guard(_OFF, "read-only mode"),
    "read_only": Guard(_OFF, "read-only mode"),
    "super_read_only": Guard(_OFF, "read-only mode"),
    "query_only": Guard(_OFF, "read-only mode"),
    "rekey": Guard(frozenset({""}), "encryption"),
    "writable_schema": Guard(_ON, "protection of the schema table"),
    "trusted_schema": Guard(_ON, "distrust of the schema"),
    "allow_system_table_mods": Guard(_ON, "protection of the system tables"),
    "zero_damaged_pages": Guard(_ON, "page checks"),
    "ignore_checksum_failure": Guard(_ON, "page checks"),
    "fsync": Guard(_OFF, "durability"),
    "full_page_writes": Guard(_OFF, "durability"),
    "synchronous_commit": Guard(_OFF, "durability of commits"),
    "innodb_flush_log_at_trx_commit": Guard(frozenset({"0", "2"}), "durability of commits"),
    "sync_binlog": Guard(_OFF, "durability of commits"),
    "innodb_doublewrite": Guard(_OFF, "durability"),
    "synchronous": Guard(_OFF, "durability"),
    "journal_mode": Guard(frozenset({"OFF", "MEMORY"}), "durability"),
    "delayed_durability": Guard(frozenset({"FORCED"}), "durability of commits"),
    "archive_mode": Guard(_OFF, "archive of the log"),
    "archive_command": Guard(_NONE | _DOES_NOTHING, "archive of the log"),
    "wal_level": Guard(frozenset({"MINIMAL"}), "archive of the log"),
    "sql_log_bin": Guard(_OFF, "binary log"),
    "log_statement": Guard(_NONE, "log of statements"),
    "log_connections": Guard(_OFF, "log of connections"),
    "log_disconnections": Guard(_OFF, "log of connections"),
    "logging_collector": Guard(_OFF, "log"),
    "general_log": Guard(_OFF, "log of statements"),
    "slow_query_log": Guard(_OFF, "log of slow queries"),
    "audit_log_policy": Guard(_NONE, "audit"),
    "server_audit_logging": Guard(_OFF, "audit"),
    "audit_trail": Guard(_NONE, "audit"),
    "audit_sys_operations": Guard(_OFF, "audit"),
    "pgaudit.log": Guard(_NONE, "audit"),
    "ssl": Guard(_OFF, "encryption of connections"),
    "require_secure_transport": Guard(_OFF, "encryption of connections"),
    "password_encryption": Guard(frozenset({"MD5", "OFF"}), "strong hashes of passwords"),
    "validate_password.policy": Guard(frozenset({"LOW", "0"}), "password policy"),
    "validate_password_policy": Guard(frozenset({"LOW", "0"}), "password policy"),
    "spark.databricks.delta.retentiondurationcheck.enabled": Guard(
        _OFF, "check of the retention of old versions"
    ),
    "local_infile": Guard(_ON, "local file access", Verb.ESCALATE),
    "secure_file_priv": Guard(frozenset({""}), "server file access", Verb.ESCALATE),
    "log_bin_trust_function_creators": Guard(_ON, "trusted function creators", Verb.ESCALATE),
    "xp_cmdshell": Guard(_ON, "xp_cmdshell", Verb.ESCALATE),
    "ole automation procedures": Guard(_ON, "ole automation procedures", Verb.ESCALATE),
    "external scripts enabled": Guard(_ON, "external scripts", Verb.ESCALATE),
    "ad hoc distributed queries": Guard(_ON, "ad hoc distributed queries", Verb.ESCALATE),
    "clr enabled": Guard(_ON, "clr enabled", Verb.ESCALATE),
    "clr strict security": Guard(_OFF, "clr strict security", Verb.ESCALATE),
    "cross db ownership chaining": Guard(_ON, "isolation of the databases"),
}
_DOTTED = frozenset(name for name in GUARDS if "." in name)


SETTINGS_TAKEN_BACK = "server settings, taken back"


def known(name: str) -> str:
    """The name under which a setting is known here: without the part before its dot, mostly."""
    lowered = name.lower()
    return lowered if lowered in _DOTTED else lowered.rpartition(".")[2]


def weakened(
    reading: Reading, statement: Sequence[Token], name: str, value: str, on: str = ""
) -> Iterator[Item]:
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
            on=on if weak else "",
            protection=guard.protection,
        )


def configured(
    reading: Reading, statement: Sequence[Token], name: str, value: str, reset: bool = False
) -> Iterator[Item]:
    """The effect of a setting of the whole server: a protection goes, or it is just another.

    `reset`: it is taken back to what the server is configured with elsewhere.
    """
    guard = GUARDS.get(name)
    weak = guard is not None and value in guard.weak
    if weak and guard is not None:
        verb, protection = guard.verb, guard.protection
    elif guard is not None and guard.verb is Verb.DISABLE:
        verb, protection = Verb.ENABLE, guard.protection
    elif guard is not None:
        return
    else:
        verb, protection = Verb.ESCALATE, SETTINGS_TAKEN_BACK if reset else "server settings"
    yield reading.make(PrivilegeChange, statement, verb=verb, on=name, protection=protection)
