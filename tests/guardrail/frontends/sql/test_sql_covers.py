"""Conditions on one column that leave out nothing when OR joins them: AND was meant."""

from __future__ import annotations

import sqlite3

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


def cursor(text: str) -> Cursor:
    """A cursor on a condition."""
    return Cursor(next(iter(Splitter(text, LEXES["sqlite"]))).tokens)


@pytest.mark.parametrize(
    "condition",
    [
        "state <> 'sent' OR state <> 'failed'",
        "'sent' <> state OR state != 'failed'",
        "state <> ? OR state <> ?",
        "state <> :one OR state <> :other",
        "state NOT IN ('sent', 'failed') OR state NOT IN ('pending')",
        "state NOT IN ('sent', 'failed') OR state IN ('failed', 'sent', 'new')",
        "NOT state = 'sent' OR NOT (state = 'failed')",
        "state IS DISTINCT FROM 'sent' OR state IS DISTINCT FROM 'failed'",
        "lower(state) <> 'sent' OR lower(state) <> 'failed'",
        "age > 18 OR age < 65",
        "65 > age OR age >= 65",
        "age <> 3 OR age < 5",
        "born >= '2023-01-01' OR born < '2024-01-01'",
        "NOT (state = 'sent' AND state = 'failed')",
        "gone OR state <> 'sent' OR kind = 'x' OR state <> 'failed'",
    ],
)
def test_every_value_is_reached_by_one_or_the_other(condition: str) -> None:
    assert reach(cursor(condition), "users").scope is Scope.TAUTOLOGY


@pytest.mark.parametrize(
    "condition",
    [
        "state <> 'sent' AND state <> 'failed'",
        "state = 'sent' OR state <> 'failed'",
        "state <> 'sent' OR kind <> 'sent'",
        "o.state <> 'sent' OR u.state <> 'failed'",
        "state NOT IN ('sent', 'failed') OR state <> 'failed'",
        "(state <> 'sent' AND old) OR (state <> 'failed' AND new)",
        "NOT (state <> 'sent' OR old) OR state <> 'failed'",
        "state <> :one OR state = :other",
        "NOT (state = 'sent' AND kind = 'failed')",
        "NOT (state IN ('sent', 'new') AND state IN ('new', 'failed'))",
        "age < 18 OR age > 65",
        "age < 18 OR age > 18",
        "name > 'a' OR name < 'b'",
        "born >= '2024-01-01' OR born < '2023-01-01'",
    ],
)
def test_some_value_is_left_out(condition: str) -> None:
    assert reach(cursor(condition), "users").scope is Scope.FILTERED


VALUES = [number / 2 for number in range(-2, 9)]
ONE = st.one_of(
    st.builds(
        "x {} {}".format,
        st.sampled_from(["=", "<>", "!=", "<", "<=", ">", ">="]),
        st.sampled_from("0123"),
    ),
    st.builds("{} {} x".format, st.sampled_from("0123"), st.sampled_from(["<>", "<", ">="])),
    st.builds(
        "x {} ({}, {})".format,
        st.sampled_from(["IN", "NOT IN"]),
        st.sampled_from("0123"),
        st.sampled_from("0123"),
    ),
    st.builds(
        "x {} 'a'".format,
        st.sampled_from(["=", "<>"]),
    ),
)


@given(
    st.recursive(
        ONE,
        lambda inner: st.one_of(
            st.builds("{} OR {}".format, inner, inner),
            st.builds("({} AND {})".format, inner, inner),
            st.builds("NOT ({})".format, inner),
        ),
        max_leaves=6,
    )
)
@settings(max_examples=600, deadline=None)
def test_sqlite_leaves_no_row_out_where_none_is_said_to_be(condition: str) -> None:
    if Fold(cursor(condition), (), or_pipes=False).value().truth is not Truth.TRUE:
        return
    rows = " UNION ALL ".join(f"SELECT {value} AS x" for value in VALUES)
    found = sqlite3.connect(":memory:").execute(f"SELECT x FROM ({rows}) WHERE {condition}")
    assert len(found.fetchall()) == len(VALUES)
