"""One bad statement never hides a neighbour, whatever it is made of."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sql import items, shown

from guardrail.stream import Enter, Unanalysed

GOOD = ["DROP TABLE good", "DELETE FROM good", "ALTER TABLE good DROP COLUMN a", "TRUNCATE good"]
WORDS = st.sampled_from(
    [
        *["DROP", "TABLE", "DELETE", "FROM", "WHERE", "ALTER", "CREATE", "SELECT", "INTO", "ADD"],
        *["SET", "UPDATE", "GRANT", "ON", "TO", "INDEX", "WITH", "AS", "VALUES", "INSERT", "IF"],
        *["EXISTS", "CONSTRAINT", "CHECK", "DEFAULT", "PRIMARY", "KEY", "REFERENCES", "USING"],
        *["(", ")", ",", ".", "=", "1", "'x'", '"y"', "a", "b", "$1", ":p", "%s", "?", "{h}", "::"],
        *["LOCK", "EXPLAIN", "PREPARE", "EXECUTE", "RESET", "PARTITION", "BY", "RENAME", "COLUMN"],
        *["MERGE", "TRUNCATE", "REVOKE", "OPERATOR", "SCHEMA", "CALL", "PRAGMA", "LIKE", "1.5e3"],
    ]
)
GARBAGE = st.lists(WORDS, min_size=1, max_size=12).map(" ".join)
NEITHER = ("BEGIN", "DECLARE")


def seen(text: str, dialect: str) -> list[str]:
    return [shown(item) for item in items(text, dialect)]


@pytest.mark.parametrize("dialect", ["postgres", "mysql", "sqlite", "oracle", "snowflake"])
@settings(max_examples=60, deadline=None)
@given(garbage=st.lists(GARBAGE, min_size=1, max_size=3))
def test_garbage_hides_nothing(dialect: str, garbage: list[str]) -> None:
    texts = [text for pair in zip(GOOD, [*garbage, "", "", ""], strict=False) for text in pair]
    found = seen(";\n".join(texts), dialect)
    for good in GOOD:
        for line in seen(good, dialect):
            assert line in found


@settings(max_examples=200, deadline=None)
@given(GARBAGE)
def test_what_changes_something_is_never_silent(text: str) -> None:
    verb = text.split(maxsplit=1)[0]
    if verb in ("DROP", "DELETE", "UPDATE", "TRUNCATE", "MERGE", "GRANT", "REVOKE", "ALTER"):
        assert items(text)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("DROP TABLE", "DROP"),
        ("DROP", "DROP"),
        ("DELETE FROM", "DELETE"),
        ("UPDATE", "UPDATE"),
        ("ALTER TABLE", "ALTER"),
        ("TRUNCATE", "TRUNCATE"),
        ("DROP TABLE ''", "DROP"),
    ],
)
def test_what_is_not_understood_says_its_verb(text: str, word: str) -> None:
    (found,) = items(text)
    assert isinstance(found, Unanalysed)
    assert word in found.words


@pytest.mark.parametrize(
    ("dialect", "text", "expected"),
    [
        (
            "tsql",
            "DECLARE @sql nvarchar(max); SELECT @sql = 'DROP TABLE a'; EXEC(@sql)",
            ["SchemaChange verb=drop kind=table table=a name=a"],
        ),
        (
            "tsql",
            "IF @a IS NOT NULL BEGIN SET @x = 'a' END IF @b NOT IN (1, 2) BEGIN DELETE FROM t END",
            ["DataChange verb=delete target=t"],
        ),
        (
            "tsql",
            "IF EXISTS (SELECT 1 FROM b) DELETE FROM a",
            ["DataChange verb=delete target=a"],
        ),
        ("tsql", "IF UPDATE(a) DELETE FROM t", ["DataChange verb=delete target=t"]),
        (
            "tsql",
            "sp_rename 'users', 'people'",
            ["SchemaChange verb=rename kind=table table=users name=users new_name=people"],
        ),
        (
            "oracle",
            "SET ECHO OFF\nREM DROP it\nDROP TABLE a;\nPROMPT done",
            ["SchemaChange verb=drop kind=table table=a name=a"],
        ),
        ("oracle", "BEGIN dbms_output.put_line('x'); END;", []),
        (
            "mysql",
            "DROP TABLE 2024_logs",
            ["SchemaChange verb=drop kind=table table=2024_logs name=2024_logs"],
        ),
        ("postgres", "DROP TABLE 1", ["SchemaChange verb=drop kind=table table=1 name=1"]),
        (
            "postgres",
            "DROP OPERATOR === (a, b)",
            ["SchemaChange verb=drop kind=object name==== options=operator"],
        ),
        ("postgres", ":run DELETE FROM t", ["DataChange verb=delete target=t"]),
    ],
)
def test_odd_spellings(dialect: str, text: str, expected: list[str]) -> None:
    assert seen(text, dialect) == expected


PACKAGE = """\
CREATE OR REPLACE PACKAGE BODY p IS
  g_count integer := 0;
  FUNCTION f(a integer) RETURN integer IS
    l_x integer;
  BEGIN
    DELETE FROM a;
    RETURN 1;
  END;
  PROCEDURE q(x number) AS
  BEGIN
    FOR r IN (SELECT * FROM t) LOOP
      DELETE FROM b;
    END LOOP;
    EXECUTE IMMEDIATE 'DROP TABLE c';
  END q;
END p;
/
DROP TABLE e;
"""


def test_the_bodies_of_an_oracle_package() -> None:
    assert seen(PACKAGE, "oracle") == [
        "SchemaChange verb=create kind=function name=p replace=True",
        "DataChange hidden_in='function body' verb=delete target=a",
        "DataChange hidden_in='function body' verb=delete target=b",
        "SchemaChange verb=drop kind=table table=c name=c",
        "SchemaChange verb=drop kind=table table=e name=e",
    ]


def test_the_way_back_of_liquibase_is_down() -> None:
    text = (
        "--liquibase formatted sql\n--changeset me:1\nCREATE TABLE a (id int);\n"
        "--rollback DROP TABLE a;\n--changeset me:2\nDROP TABLE b;\n--rollback empty\n"
    )
    found = items(text)
    ways = [item.direction for item in found if isinstance(item, Enter)]
    assert [str(way) for way in ways].count("down") == 1
    dropped = [shown(item) for item in found if "drop" in shown(item)]
    assert dropped == [
        "SchemaChange verb=drop kind=table table=a name=a",
        "SchemaChange verb=drop kind=table table=b name=b",
    ]
