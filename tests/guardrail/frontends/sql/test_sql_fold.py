"""Constant conditions are folded as a database evaluates them."""

from __future__ import annotations

import sqlite3
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guardrail.effects import Scope
from guardrail.frontends.sql.condition import reach
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.fold import Fold
from guardrail.frontends.sql.lexis import LEXES
from guardrail.frontends.sql.splitter import Splitter
from guardrail.frontends.sql.terms import Truth


def cursor(text: str, dialect: str = "sqlite") -> Cursor:
    """A cursor on a condition."""
    return Cursor(next(iter(Splitter(text, LEXES[dialect]))).tokens)


def scope(condition: str, table: str = "users", dialect: str = "postgres") -> Scope:
    """The scope of a condition on a table."""
    return reach(cursor(condition, dialect), table, LEXES[dialect].or_pipes).scope


LEAVES = st.sampled_from(["1", "0", "2", "NULL", "TRUE", "FALSE", "-1", "1.5", "3 - 1", "2 * 2"])
WORDS = st.sampled_from(["'a'", "'b'", "'it''s'", "NULL"])


def grown(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Larger conditions made of smaller ones."""
    marks = st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">=", "IS NOT DISTINCT FROM"])
    return st.one_of(
        st.builds("{} AND {}".format, inner, inner),
        st.builds("{} OR {}".format, inner, inner),
        st.builds("NOT {}".format, inner),
        st.builds("({})".format, inner),
        st.builds("{} {} {}".format, LEAVES, marks, LEAVES),
        st.builds("{} {} {}".format, WORDS, st.sampled_from(["=", "<>"]), WORDS),
        st.builds("{} BETWEEN {} AND {}".format, LEAVES, LEAVES, LEAVES),
        st.builds("{} NOT BETWEEN {} AND {}".format, LEAVES, LEAVES, LEAVES),
        st.builds("{} IN ({}, {})".format, LEAVES, st.sampled_from("012"), st.sampled_from("01")),
        st.builds("{} NOT IN ({}, NULL)".format, LEAVES, st.sampled_from("012")),
        st.builds("({}) IS NULL".format, inner),
        st.builds("({}) IS NOT NULL".format, inner),
        st.builds("({}) IS TRUE".format, inner),
        st.builds("({}) IS NOT FALSE".format, inner),
        st.builds("{} LIKE '%'".format, WORDS),
    )


@given(st.recursive(LEAVES, grown, max_leaves=12))
@settings(max_examples=400, deadline=None)
def test_what_is_folded_is_what_sqlite_says(condition: str) -> None:
    (value,) = sqlite3.connect(":memory:").execute(f"SELECT {condition}").fetchone()
    said = Truth.NULL if value is None else Truth.TRUE if value else Truth.FALSE
    folded = Fold(cursor(condition), (), or_pipes=False).value().truth
    assert folded in (said, Truth.OPEN)


@given(
    st.recursive(
        st.sampled_from(["1 = 1", "1 = 2", "TRUE", "NULL", "0 < 1"]),
        lambda inner: st.one_of(
            st.builds("({} AND {})".format, inner, inner),
            st.builds("({} OR {})".format, inner, inner),
            st.builds("NOT {}".format, inner),
        ),
        max_leaves=15,
    )
)
@settings(deadline=None)
def test_constants_joined_by_and_or_not_are_always_folded(condition: str) -> None:
    assert Fold(cursor(condition), (), or_pipes=False).value().truth is not Truth.OPEN


@pytest.mark.parametrize(
    "condition",
    [
        "true",
        "1 = 1 AND true",
        "id = id",
        "u.name = u.name",
        "x IS NULL OR x IS NOT NULL",
        "a = 1 OR b = 2 OR a <> 1",
        "active OR NOT active",
        "name LIKE '%' OR name IS NULL",
        "id IS NOT NULL",
        "id >= 1",
        "id <> -1",
        "'a' || 'b' = 'ab'",
        "NULL IS NULL",
        "EXISTS (SELECT 1)",
        "((((1)))) = ((1))",
        "1 = 1::int",
        "name ~ '.*'",
        "created_at < now()",
        "CURRENT_TIMESTAMP >= u.last_seen",
    ],
)
def test_always_true(condition: str) -> None:
    assert scope(condition) is Scope.TAUTOLOGY


@pytest.mark.parametrize(
    "condition",
    [
        "a = b",
        "1 = 2",
        "NULL",
        "x <> x",
        "random() = random()",
        "name LIKE 'a%'",
        "id > 100",
        "id = 5 OR name = 'x'",
        "id IN (SELECT user_id FROM orders)",
        "id IN (SELECT id FROM users WHERE gone)",
        "a BETWEEN 1 AND 2",
        "name = $1",
        "expires_at < now()",
        "created_at < now() - interval '30 days'",
        "a = 1 AND (b = 2 OR b = 3)",
    ],
)
def test_some_rows(condition: str) -> None:
    assert scope(condition) is Scope.FILTERED


@pytest.mark.parametrize(
    "condition",
    [
        "id = 5",
        "u.id = $1",
        "5 = id",
        "user_id = :id",
        "id IN (1, 2)",
        "id = ANY($1)",
        "id = 5 AND name = 'x'",
        "id = 5 OR id = 6",
        '"id" = %s',
        "uuid = 'x'",
    ],
)
def test_rows_by_key(condition: str) -> None:
    assert scope(condition) is Scope.KEYED


@pytest.mark.parametrize(
    "condition", ["{where}", "a = 1 AND {where}", "NOT {where}", "a = 1 {more}", "?"]
)
def test_only_known_at_run_time(condition: str) -> None:
    assert scope(condition) is Scope.UNKNOWN


def test_pipes_are_or_in_mysql_alone() -> None:
    assert scope("a = 1 || 1 = 1", dialect="mysql") is Scope.TAUTOLOGY
    assert scope("a = 'x' || 'y'", dialect="postgres") is Scope.FILTERED


@pytest.mark.parametrize(
    "condition",
    [
        "(" * 10_000 + "1 = 1" + ")" * 10_000,
        "NOT " * 10_000 + "1 = 1",
        " OR ".join(f"a = {n}" for n in range(9_000)) + " OR a <> 7",
        " AND ".join("1 = 1" for _ in range(10_000)),
    ],
)
def test_depth_and_length_cost_time_but_no_answer(condition: str) -> None:
    start = process_time()
    assert scope(condition) is Scope.TAUTOLOGY
    assert process_time() - start < 3


def test_a_sum_of_ten_thousand_terms() -> None:
    assert scope(" + ".join(["a"] * 10_000) + " > 3") is Scope.FILTERED


def test_constants_that_grow_are_given_up() -> None:
    assert scope("*".join(["999999"] * 5_000) + " > 0") is Scope.FILTERED
