"""PostgreSQL's own parser says the same of a statement as Guardrail.

Two ways: what its tree says is told, and what is told of rows, tables, columns and indexes is in
its tree. Names stand in every spelling that the grammar allows.
"""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from postgres_oracle import Fact, facts, seen
from reading_sql import effects
from test_sql_cases import cases

pytest.importorskip("postgast")

_CHECKED = ("delete", "update", "truncate", "merge", "lock", "columns")
_KINDS = ("table", "view", "index", "column", "constraint")

NAMES = st.sampled_from(
    [
        "t",
        "s.t",
        '"T"',
        '"a b"',
        'S."x.y"',
        "key",
        "index_",
        "c.s.t",
        'U&"d\\0061t"',
        "_1",
        "ünïcode",
    ]
)
COLUMNS = st.sampled_from(["a", '"B"', "key", "value", "comment", "partition", "type", '"select"'])
TYPES = st.sampled_from(
    [
        "int",
        "varchar(20)",
        "numeric(10, 2)",
        "timestamp with time zone",
        "text[]",
        "s.kind",
        "int4range",
    ]
)
EXPRESSIONS = st.sampled_from(
    ["1", "a > 0", "a IS NOT NULL AND b = ')'", "f(a, 'x;y')", "a::text LIKE E'\\'%'", "$$;$$ = b"]
)
TAILS = st.sampled_from(["", " CASCADE", " RESTRICT"])
IF_EXISTS = st.sampled_from(["", "IF EXISTS "])
IF_NOT_EXISTS = st.sampled_from(["", "IF NOT EXISTS "])
OPTIONS = st.sampled_from(
    [
        "",
        " NOT NULL",
        " DEFAULT 'a, b'",
        " PRIMARY KEY",
        " REFERENCES o (id) ON DELETE CASCADE",
        " CHECK (a > 0) UNIQUE",
        " GENERATED ALWAYS AS IDENTITY",
        ' COLLATE "C"',
        " CONSTRAINT x NOT NULL",
    ]
)


@st.composite
def column(draw: st.DrawFn) -> str:
    return f"{draw(COLUMNS)} {draw(TYPES)}{draw(OPTIONS)}"


@st.composite
def table_constraint(draw: st.DrawFn) -> str:
    name = draw(st.sampled_from(["", "CONSTRAINT x ", 'CONSTRAINT "Y z" ']))
    what = draw(
        st.sampled_from(
            [
                "CHECK (a > 0)",
                "UNIQUE (a, b)",
                "PRIMARY KEY (a) INCLUDE (b)",
                "FOREIGN KEY (a) REFERENCES o ON UPDATE CASCADE",
                "EXCLUDE USING gist (a WITH =) WHERE (b > 0)",
            ]
        )
    )
    return name + what


@st.composite
def action(draw: st.DrawFn) -> str:
    name = draw(COLUMNS)
    return draw(
        st.sampled_from(
            [
                f"ADD COLUMN {draw(IF_NOT_EXISTS)}{draw(column())}",
                f"DROP COLUMN {draw(IF_EXISTS)}{name}{draw(TAILS)}",
                f"DROP {name}",
                f"ALTER {name} TYPE {draw(TYPES)} USING {name}::text",
                f"ALTER COLUMN {name} SET NOT NULL",
                f"ALTER COLUMN {name} DROP DEFAULT",
                f"ALTER COLUMN {name} SET DEFAULT {draw(EXPRESSIONS)}",
                f"ADD {draw(table_constraint())}",
                f"DROP CONSTRAINT {draw(IF_EXISTS)}x{draw(TAILS)}",
                "VALIDATE CONSTRAINT x",
                "ENABLE ROW LEVEL SECURITY",
                "NO FORCE ROW LEVEL SECURITY",
                "SET (fillfactor = 70)",
                f"ALTER COLUMN {name} SET STATISTICS 100",
            ]
        )
    )


@st.composite
def write(draw: st.DrawFn) -> str:
    name = draw(NAMES)
    where = draw(st.sampled_from(["", f" WHERE {draw(EXPRESSIONS)}"]))
    return draw(
        st.sampled_from(
            [
                f"DELETE FROM ONLY {name} AS x USING o{where}",
                f"DELETE FROM {name}{where} RETURNING *",
                f"UPDATE {name} x SET a = {draw(EXPRESSIONS)}, (b, c) = (1, 2) FROM o{where}",
                f"INSERT INTO {name} AS x (a, b) VALUES (1, 2), ('a', 'b') ON CONFLICT DO NOTHING",
                f"INSERT INTO {name} SELECT * FROM o{where}",
                f"MERGE INTO {name} x USING o ON a = b WHEN MATCHED THEN DELETE",
            ]
        )
    )


@st.composite
def statement(draw: st.DrawFn) -> str:
    name, other = draw(NAMES), draw(NAMES)
    columns = ", ".join(draw(st.lists(st.one_of(column(), table_constraint()), max_size=4)))
    actions = ", ".join(draw(st.lists(action(), min_size=1, max_size=3)))
    inner = draw(write())
    return draw(
        st.sampled_from(
            [
                inner,
                f"WITH d AS ({inner}), e AS (SELECT 1) SELECT * FROM d",
                f"WITH d AS (WITH f AS (SELECT 1) {inner}) DELETE FROM {other}",
                f"EXPLAIN (ANALYZE, BUFFERS off) {inner}",
                f"EXPLAIN {inner}",
                f"PREPARE p (int) AS {inner}",
                f"TRUNCATE TABLE ONLY {name}, {other} RESTART IDENTITY{draw(TAILS)}",
                f"DROP TABLE {draw(IF_EXISTS)}{name}, {other}{draw(TAILS)}",
                f"DROP VIEW {draw(IF_EXISTS)}{name}{draw(TAILS)}",
                f"DROP INDEX CONCURRENTLY {draw(IF_EXISTS)}{name}",
                f"DROP SEQUENCE {name}",
                f"DROP FUNCTION {draw(IF_EXISTS)}{name} (int, text){draw(TAILS)}",
                f"DROP TRIGGER {draw(IF_EXISTS)}x ON {name}",
                f"DROP POLICY x ON {name}",
                f"ALTER TABLE {draw(IF_EXISTS)}ONLY {name} {actions}",
                f"ALTER TABLE {name} RENAME COLUMN a TO b",
                f"ALTER TABLE {name} RENAME a TO b",
                f"ALTER TABLE {name} RENAME TO b",
                f"ALTER TABLE {name} RENAME CONSTRAINT a TO b",
                f"CREATE TABLE {draw(IF_NOT_EXISTS)}{name} ({columns})",
                f"CREATE UNLOGGED TABLE {name} ({columns}) PARTITION BY RANGE (a)",
                f"CREATE TABLE {name} PARTITION OF {other} FOR VALUES FROM (1) TO (2)",
                f"CREATE TEMP TABLE {name.rpartition('.')[2]} AS {draw(st.just('SELECT 1'))}",
                f"CREATE UNIQUE INDEX CONCURRENTLY i ON {name} USING gin (a, lower(b)) WHERE c",
                f"CREATE INDEX {draw(IF_NOT_EXISTS)}i ON {name} (({draw(EXPRESSIONS)}))",
                f"CREATE OR REPLACE VIEW {name} AS SELECT 1",
                f"LOCK TABLE {name}, {other} IN SHARE ROW EXCLUSIVE MODE NOWAIT",
                f"GRANT SELECT, INSERT ON {name} TO bob, PUBLIC WITH GRANT OPTION",
                f"REVOKE UPDATE ON ALL TABLES IN SCHEMA s FROM bob{draw(TAILS)}",
                "SET LOCAL lock_timeout = '5s'",
                "RESET statement_timeout",
                "START TRANSACTION ISOLATION LEVEL SERIALIZABLE, READ ONLY",
            ]
        )
    )


def compared(text: str) -> tuple[set[Fact], set[Fact]]:
    """What only PostgreSQL's parser says of a text, and what only Guardrail says."""
    theirs, ours = facts(text), seen(effects(text))
    assert theirs is not None
    invented = {each for each in ours - theirs if each[0] in _CHECKED or each[1] in _KINDS}
    return theirs - ours, {each for each in invented if each[0] != "insert"}


@settings(max_examples=400, deadline=None)
@given(statement())
def test_the_two_readings_agree(text: str) -> None:
    if facts(text) is not None:
        assert compared(text) == (set(), set())


@settings(max_examples=100, deadline=None)
@given(st.lists(statement(), min_size=2, max_size=5))
def test_they_agree_on_scripts(texts: list[str]) -> None:
    text = ";\n".join(texts)
    if facts(text) is not None:
        assert compared(text) == (set(), set())


@pytest.mark.parametrize(
    "text", [text for dialect, text, _ in cases() if dialect == "postgres" and "{" not in text]
)
def test_no_case_hides_a_fact(text: str) -> None:
    theirs = facts(text)
    if theirs is not None:
        assert not theirs - seen(effects(text))


@settings(max_examples=100, deadline=None)
@given(st.lists(statement(), min_size=10, max_size=10))
def test_most_of_the_statements_are_postgresql(texts: list[str]) -> None:
    assert any(facts(text) is not None for text in texts)
