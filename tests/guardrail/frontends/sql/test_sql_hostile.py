"""Whatever stands in a text, it is read in time linear in its length, and nothing is raised."""

from __future__ import annotations

import random
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sql import effects, items, shown

from guardrail.effects import DataChange, Scope
from guardrail.frontends.sql.lexis import LEXES
from guardrail.stream import Unanalysed

SIZE = 60_000
FLOODS = {
    "parentheses": "(",
    "quotes": "'\\'",
    "names": "[a",
    "backquotes": "`a",
    "comments": "/* ",
    "dollars": "$a$ $b$ ",
    "templates": "{{ ",
    "holes": "${",
    "subscripts": "{a[",
    "semicolons": ";",
    "begin": "BEGIN x; ",
    "case": "CASE WHEN a THEN ",
    "if": "IF a THEN ",
    "loop": "FOR a IN b LOOP ",
    "with": "WITH a AS (",
    "writes": "WITH a AS (DELETE FROM b WHERE c IN (",
    "functions": "CREATE FUNCTION f AS ",
    "explain": "EXPLAIN ANALYZE ",
    "prepare": "PREPARE a AS ",
    "selects": "SELECT a FROM (",
    "passwords": "PASSWORD = ",
    "slashes": "/ ",
    "go": "GO ",
    "lines": "\n",
    "tabs": "GO\t",
    "copies": "COPY t FROM STDIN;\n\\.\n",
    "exec": "EXEC (",
    "formats": "format('%I',",
    "deletes": "DELETE FROM a ",
    "alter": "ALTER TABLE a ADD b int, ",
    "between": "a BETWEEN 1 AND ",
    "remarks": "-- guardrail: allow[x]\n",
}


@pytest.mark.parametrize("dialect", ["", "mysql", "tsql"])
@pytest.mark.parametrize("flood", sorted(FLOODS))
def test_floods(flood: str, dialect: str) -> None:
    unit = FLOODS[flood]
    text = "DELETE FROM t WHERE " * (flood in ("case", "between")) + unit * (SIZE // len(unit))
    start = process_time()
    for _ in items(text, dialect):
        pass
    assert process_time() - start < 5


def test_a_megabyte_of_values() -> None:
    rows = ",".join(f"({n}, 'name {n}', NULL, 1.5)" for n in range(33_000))
    start = process_time()
    found = items(f"INSERT INTO t VALUES {rows}; DROP TABLE x")
    assert process_time() - start < 5
    assert [shown(item) for item in found] == [
        "DataChange verb=insert target=t scope=filtered positional=True",
        "SchemaChange verb=drop kind=table table=x name=x",
    ]


def test_a_megabyte_of_keys() -> None:
    keys = ",".join(str(n) for n in range(100_000, 240_000))
    (effect,) = effects(f"DELETE FROM t WHERE id IN ({keys})")
    assert isinstance(effect, DataChange)
    assert effect.scope is Scope.KEYED


def test_a_condition_too_long_to_keep_is_unknown_and_told() -> None:
    terms = " OR ".join(f"a = {n}" for n in range(60_000))
    found = items(f"DELETE FROM t WHERE {terms} OR true")
    assert isinstance(found[0], DataChange)
    assert found[0].scope is Scope.UNKNOWN
    assert isinstance(found[1], Unanalysed)


VOCABULARY = (
    "SELECT DELETE FROM UPDATE SET WHERE DROP TABLE ALTER ADD COLUMN CREATE OR REPLACE FUNCTION "
    "AS BEGIN END IF THEN ELSE LOOP DO EXECUTE FORMAT PREPARE WITH MERGE USING ON WHEN MATCHED "
    "NOT BY SOURCE GRANT REVOKE TO ALL INDEX CONCURRENTLY TRIGGER POLICY ROLE USER PASSWORD "
    "IDENTIFIED COPY PROGRAM INSERT INTO VALUES TRUNCATE CASCADE IN IS NULL LIKE BETWEEN AND "
    "EXISTS CASE DEFAULT CONSTRAINT CHECK REFERENCES PRIMARY KEY RENAME TYPE DECLARE FOR EXEC "
    "PARTITION LOCK ( ) ( ) , ; . = + - * / :: := || @ @a $1 {a} {{b}} ${c} %s ? 'x' 'it''s' "
    '"q" `b` [c] $$ 1 2.5 a b t users id '
)
WORDS = VOCABULARY.split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join), st.sampled_from(sorted(LEXES)))
@settings(max_examples=600, deadline=None)
def test_no_order_of_words_makes_a_reader_fail(text: str, dialect: str) -> None:
    failed = [i for i in items(text, dialect) if isinstance(i, Unanalysed) and "failed" in i.reason]
    assert not failed


@given(st.text(max_size=80), st.sampled_from(sorted(LEXES)))
@settings(max_examples=200, deadline=None)
def test_no_text_makes_a_reader_fail(text: str, dialect: str) -> None:
    failed = [i for i in items(text, dialect) if isinstance(i, Unanalysed) and "failed" in i.reason]
    assert not failed


@pytest.mark.parametrize("dialect", sorted(LEXES))
def test_no_cut_of_a_statement_makes_a_reader_fail(dialect: str) -> None:
    chance = random.Random(7)
    for text in STATEMENTS:
        for _ in range(4):
            cut = text[: chance.randrange(len(text))]
            found = [i for i in items(cut, dialect) if isinstance(i, Unanalysed)]
            assert not [item for item in found if "failed" in item.reason]


STATEMENTS = (
    "ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (x) REFERENCES o (id) NOT VALID, DROP COLUMN a",
    "MERGE INTO t USING s ON t.id = s.id WHEN NOT MATCHED BY SOURCE AND x THEN DELETE",
    "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN DROP x; END $$",
    "GRANT SELECT (a), INSERT ON ALL TABLES IN SCHEMA s TO a, b WITH GRANT OPTION",
    "CREATE USER 'a'@'b' IDENTIFIED WITH p BY 'c' REQUIRE SSL",
    "EXEC sp_executesql N'DELETE FROM y', N'@p int', @p = 1",
    "COPY (SELECT 1) TO PROGRAM 'x' WITH (FORMAT csv)",
    "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS i ON ONLY s.t USING gin (a, lower(b))",
    "DELETE FROM t WHERE a BETWEEN 1 AND 2 AND b IN (1, 2) AND c IS NOT DISTINCT FROM NULL",
    "ALTER DEFAULT PRIVILEGES FOR ROLE a IN SCHEMA s GRANT ALL ON TABLES TO PUBLIC",
)


def test_a_flood_of_what_is_not_understood_is_told_once() -> None:
    found = [item for item in items("frobnicate x;" * 5_000) if isinstance(item, Unanalysed)]
    assert 100 < len(found) < 200
    assert "more" in found[-1].reason
