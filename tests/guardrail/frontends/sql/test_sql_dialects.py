"""Which dialect a text is read in, and what happens where that isn't known."""

from __future__ import annotations

import pytest
from reading_sql import effects, shown

from guardrail.frontends.sql.dialect import by_content, by_path, dialect_of
from guardrail.model import Confidence, Source, Surroundings
from guardrail.settings import Database, Settings


def dialect(text: str = "", path: str = "x.sql", told: str = "", policy: str = "") -> str:
    """The dialect of a text in these circumstances."""
    databases = (Database(dialect=policy),) if policy else ()
    source = Source(path, "sql", text, surroundings=Surroundings(dialect=told))
    return dialect_of(source, Settings(databases=databases)).name


def test_surroundings_win_over_policy_and_policy_over_the_path() -> None:
    assert dialect(path="mysql/x.sql", told="sqlite", policy="postgresql") == "sqlite"
    assert dialect(path="mysql/x.sql", policy="postgresql") == "postgres"
    assert dialect("SELECT `a`", path="db/postgres/x.sql") == "postgres"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a/x.pgsql", "postgres"),
        ("schema.mysql.sql", "mysql"),
        ("supabase/migrations/1.sql", "postgres"),
        ("db/mssql/x.sql", "tsql"),
        ("db/mysql/postgres.sql", "postgres"),
        ("migrations/1.sql", ""),
        ("page/oracles.sql", ""),
    ],
)
def test_the_path(path: str, expected: str) -> None:
    assert by_path(path) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CREATE TABLE `a` (id INT AUTO_INCREMENT) ENGINE=InnoDB", "mysql"),
        ("CREATE TABLE a (id bigserial, b jsonb)", "postgres"),
        ("CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT); PRAGMA x", "sqlite"),
        ("CREATE TABLE [dbo].[a] (b NVARCHAR(1))\nGO\n", "tsql"),
        ("SELECT a INTO #kept FROM b; DROP TABLE #kept", "tsql"),
        ("IF COL_LENGTH('a', 'b') IS NULL ALTER TABLE a ADD b INT", "tsql"),
        ("CREATE TABLE a (b VARCHAR2(3), c NUMBER(1))\n/\n", "oracle"),
        ("SELECT 1", ""),
    ],
)
def test_the_content(text: str, expected: str) -> None:
    assert by_content(text) == expected


def test_where_readings_differ_the_worst_counts_and_confidence_drops() -> None:
    hidden_from_mysql = r"SELECT '\'; DROP TABLE users; --'"
    (drop,) = effects(hidden_from_mysql, dialect="")
    assert drop.confidence is Confidence.MEDIUM
    hidden_from_postgres = "/* /* */ DROP TABLE users; -- */"
    (drop,) = effects(hidden_from_postgres, dialect="")
    assert drop.confidence is Confidence.MEDIUM
    assert [shown(e) for e in effects("/*! DROP TABLE users */", dialect="")] == [
        "SchemaChange confidence=medium verb=drop kind=table table=users name=users"
    ]


def test_a_temporary_table_of_sql_server_begins_no_comment() -> None:
    text = "IF OBJECT_ID('tempdb..#kept') IS NOT NULL DROP TABLE #kept;\nDROP TABLE #other;\nGO\n"
    assert [shown(effect) for effect in effects(text, dialect="")] == [
        "SchemaChange verb=drop kind=table table=#kept name=#kept",
        "SchemaChange verb=drop kind=table table=#other name=#other",
    ]


def test_where_readings_agree_nothing_is_lost() -> None:
    text = "DELETE FROM a; DO $$ BEGIN DROP TABLE b; END $$; UPDATE c SET d = 'it''s' WHERE id = 1"
    found = effects(text, dialect="")
    assert [effect.confidence for effect in found] == [Confidence.HIGH] * 3


def test_a_known_dialect_is_read_once() -> None:
    assert effects(r"SELECT '\'; DROP TABLE users; --'", dialect="mysql") == []
    assert len(effects(r"SELECT '\'; DROP TABLE users; --'", dialect="postgres")) == 1
