"""Spans lead from the innermost text to the characters of the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sql import effects, slice_of

from guardrail.effects import DataChange, SchemaChange


def test_a_statement_without_what_surrounds_it() -> None:
    text = "-- all\n  DELETE FROM a /* x */ WHERE b = 1 ; -- gone"
    (effect,) = effects(text)
    assert slice_of(text, effect.span) == "DELETE FROM a /* x */ WHERE b = 1"


def test_each_action_of_an_alter_table() -> None:
    text = "ALTER TABLE t\n  ADD COLUMN a int DEFAULT f(1, 2),\n  DROP b CASCADE;"
    assert [slice_of(text, effect.span) for effect in effects(text)] == [
        "ADD COLUMN a int DEFAULT f(1, 2)",
        "DROP b CASCADE",
    ]


def test_the_write_inside_a_with() -> None:
    text = "WITH a AS (DELETE FROM b RETURNING *) SELECT 1"
    (effect,) = effects(text)
    assert slice_of(text, effect.span) == "DELETE FROM b RETURNING *"


@given(
    st.text(alphabet="ab'\\\n é$;", max_size=12),
    st.sampled_from(["DO $x${}$x$", "DO '{}'", "DO E'{}'"]),
)
@settings(deadline=None)
def test_through_every_quoting(comment: str, shape: str) -> None:
    inner = f"BEGIN /*{comment}*/ DELETE FROM inner_table; END"
    if "E'" in shape:
        inner = inner.replace("\\", "\\\\")
    quoted = inner if "$x$" in shape else inner.replace("'", "''")
    text = "SELECT 1; " + shape.replace("{}", quoted)
    (effect,) = [e for e in effects(text) if isinstance(e, DataChange)]
    assert slice_of(text, effect.span) == "DELETE FROM inner_table"


@pytest.mark.parametrize("depth", [1, 2, 3, 4])
def test_through_quotes_doubled_again_and_again(depth: int) -> None:
    text = 'DROP TABLE "it\'s"'
    for _ in range(depth):
        text = (
            "DO '"
            + f"BEGIN EXECUTE '{text.replace(chr(39), chr(39) * 2)}'; END".replace("'", "''")
            + "'"
        )
    (effect,) = effects(text)
    assert isinstance(effect, SchemaChange)
    assert effect.name == "it's"
    assert slice_of(text, effect.span).startswith("DROP TABLE ")


def test_a_hole_between_literals() -> None:
    text = "DO $$ BEGIN EXECUTE 'DROP TABLE ' || quote_ident(t) || ' CASCADE'; END $$"
    (effect,) = effects(text)
    assert isinstance(effect, SchemaChange)
    assert (effect.name, effect.cascade) == ("{t}", True)
    assert "DROP TABLE" in slice_of(text, effect.span)
