"""Settings, transactions and explicit locks of a session."""

from __future__ import annotations

import pytest
from reading_sql import effects

from guardrail.effects import SessionAction, SessionChange


def changes(text: str, dialect: str = "postgres") -> list[SessionChange]:
    return [each for each in effects(text, dialect) if isinstance(each, SessionChange)]


@pytest.mark.parametrize(
    ("dialect", "text", "name", "milliseconds"),
    [
        ("postgres", "SET lock_timeout = '5s'", "lock_timeout", 5000),
        ("postgres", "SET lock_timeout TO '5 s'", "lock_timeout", 5000),
        ("postgres", "SET SESSION statement_timeout = 5000", "statement_timeout", 5000),
        ("postgres", "SET statement_timeout = '1min'", "statement_timeout", 60_000),
        ("postgres", "SET statement_timeout = '1.5h'", "statement_timeout", 5_400_000),
        ("postgres", "SET lock_timeout = '100us'", "lock_timeout", 1),
        ("postgres", "SET lock_timeout = 0", "lock_timeout", 0),
        ("postgres", "SET lock_timeout = '0'", "lock_timeout", 0),
        ("postgres", "SET lock_timeout = -1", "lock_timeout", -1),
        ("postgres", "SET lock_timeout = '5 parsecs'", "lock_timeout", -1),
        ("postgres", "SET lock_timeout = :'t'", "lock_timeout", -1),
        ("postgres", "SET work_mem = '1GB'", "work_mem", -1),
        ("postgres", "SELECT set_config('lock_timeout', '2s', false)", "lock_timeout", 2000),
        ("mysql", "SET SESSION lock_wait_timeout = 5", "lock_wait_timeout", 5000),
        ("mysql", "SET @@session.lock_wait_timeout = 5", "lock_wait_timeout", 5000),
        ("mysql", "SET innodb_lock_wait_timeout := 3", "innodb_lock_wait_timeout", 3000),
        ("mysql", "SET max_execution_time = 3000", "max_execution_time", 3000),
        ("mysql", "SET max_statement_time = 0.5", "max_statement_time", 500),
        ("tsql", "SET LOCK_TIMEOUT 5000", "lock_timeout", 5000),
        ("tsql", "SET LOCK_TIMEOUT -1", "lock_timeout", 0),
        ("tsql", "SET LOCK_TIMEOUT 0", "lock_timeout", 1),
        ("oracle", "ALTER SESSION SET DDL_LOCK_TIMEOUT = 30", "ddl_lock_timeout", 30_000),
        ("snowflake", "ALTER SESSION SET LOCK_TIMEOUT = 30", "lock_timeout", 30_000),
        ("sqlite", "PRAGMA busy_timeout = 3000", "busy_timeout", 3000),
        ("sqlite", "PRAGMA busy_timeout(3000)", "busy_timeout", 3000),
    ],
)
def test_a_setting(dialect: str, text: str, name: str, milliseconds: int) -> None:
    (found,) = changes(text, dialect)
    assert found.action is SessionAction.SET
    assert (found.name, found.milliseconds) == (name, milliseconds)


@pytest.mark.parametrize(
    ("text", "name", "value", "local"),
    [
        ("SET LOCAL lock_timeout = '1s'", "lock_timeout", "1s", True),
        ("SET search_path TO a, public", "search_path", "a, public", False),
        ('SET search_path = "$user", public', "search_path", '"$user", public', False),
        ("SET ROLE admin", "role", "admin", False),
        ("SET LOCAL ROLE 'admin'", "role", "admin", True),
        ("SET SESSION AUTHORIZATION bob", "session_authorization", "bob", False),
        ("SET TIME ZONE 'UTC'", "timezone", "UTC", False),
        ("SET SCHEMA 'app'", "search_path", "app", False),
        ("SET CONSTRAINTS ALL IMMEDIATE", "constraints", "ALL IMMEDIATE", True),
        (
            "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE",
            "transaction",
            "ISOLATION LEVEL SERIALIZABLE",
            True,
        ),
        ("SET my.app = 'x'", "app", "x", False),
        ("SELECT set_config('lock_timeout', '1s', true)", "lock_timeout", "1s", True),
    ],
)
def test_what_is_set(text: str, name: str, value: str, local: bool) -> None:
    (found,) = changes(text)
    assert (found.name, found.value, found.local) == (name, value, local)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("RESET lock_timeout", "lock_timeout"),
        ("RESET ALL", "all"),
        ("RESET ROLE", "role"),
        ("RESET SESSION AUTHORIZATION", "session_authorization"),
        ("SET lock_timeout = DEFAULT", "lock_timeout"),
        ("SET lock_timeout TO DEFAULT", "lock_timeout"),
        ("SET ROLE NONE", "role"),
        ("DISCARD ALL", "all"),
    ],
)
def test_what_is_reset(text: str, name: str) -> None:
    (found,) = changes(text)
    assert (found.action, found.name, found.milliseconds) == (SessionAction.RESET, name, -1)


def test_mysql_sets_several_at_once() -> None:
    found = changes("SET @a = 1, lock_wait_timeout = 5, SESSION sql_mode = 'x,y'", "mysql")
    assert [(each.name, each.value) for each in found] == [
        ("lock_wait_timeout", "5"),
        ("sql_mode", "x,y"),
    ]


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("postgres", "BEGIN; COMMIT;", "begin commit"),
        ("postgres", "BEGIN TRANSACTION ISOLATION LEVEL SERIALIZABLE; END;", "begin commit"),
        ("postgres", "START TRANSACTION READ ONLY; ROLLBACK AND CHAIN", "begin rollback"),
        ("postgres", "BEGIN; SAVEPOINT a; ROLLBACK TO SAVEPOINT a; END WORK;", None),
        ("postgres", "ABORT", "rollback"),
        ("postgres", "DO $$ BEGIN PERFORM 1; END $$", ""),
        ("postgres", "DO $$ BEGIN PERFORM 1; COMMIT; END $$", "commit"),
        ("postgres", "RELEASE SAVEPOINT a", ""),
        ("mysql", "START SLAVE", ""),
        ("mysql", "CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2; END", ""),
        ("sqlite", "BEGIN IMMEDIATE; END TRANSACTION;", "begin commit"),
        ("sqlite", "CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;", ""),
        ("tsql", "BEGIN TRAN; DELETE FROM a WHERE id = 1; COMMIT TRAN", "begin commit"),
        ("tsql", "BEGIN TRAN DELETE FROM a WHERE id = 1 ROLLBACK", "begin rollback"),
        ("tsql", "BEGIN SELECT 1 END", ""),
        ("oracle", "BEGIN DELETE FROM a WHERE id = 1; COMMIT; END;", "commit"),
    ],
)
def test_transactions(dialect: str, text: str, expected: str | None) -> None:
    found = " ".join(each.action for each in changes(text, dialect))
    assert found == ("begin savepoint rollback commit" if expected is None else expected)


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        ("postgres", "LOCK TABLE t", [("t", "ACCESS EXCLUSIVE")]),
        ("postgres", "LOCK s.t", [("s.t", "ACCESS EXCLUSIVE")]),
        ("postgres", "LOCK TABLE ONLY a, b IN SHARE MODE NOWAIT", [("a", "SHARE"), ("b", "SHARE")]),
        ("mysql", "LOCK TABLES a READ LOCAL, b AS x WRITE", [("a", "READ"), ("b", "WRITE")]),
        ("mysql", "FLUSH TABLES WITH READ LOCK", [("", "READ")]),
        ("mysql", "FLUSH PRIVILEGES", []),
        ("oracle", "LOCK TABLE t IN EXCLUSIVE MODE", [("t", "EXCLUSIVE")]),
    ],
)
def test_locks(dialect: str, text: str, expected: list[tuple[str, str]]) -> None:
    found = changes(text, dialect)
    assert all(each.action is SessionAction.LOCK for each in found)
    assert [(each.name, each.value) for each in found] == expected


def test_a_password_is_no_setting() -> None:
    assert not changes("SET PASSWORD FOR u = 'hunter22'", "mysql")
