"""Spans lead from the innermost text to the characters of the file."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_sql import effects, slice_of, spliced

from guardrail.effects import DataChange, SchemaChange, Scope
from guardrail.model import Source, Surroundings
from guardrail.settings import Settings
from guardrail.spanmap import TextBuilder


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


@pytest.mark.parametrize(
    ("before", "name", "after", "target", "scope"),
    [
        ("DELETE FROM users ", "where", "", "users", Scope.UNKNOWN),
        ("DELETE FROM users", "where", "", "users{where}", Scope.UNKNOWN),
        ("DELETE FROM ", "table", " WHERE id = 1", "{table}", Scope.KEYED),
        ("DELETE FROM tmp_", "day", "", "tmp_{day}", Scope.NONE),
        ("DELETE FROM users WHERE ", "condition", "", "users", Scope.UNKNOWN),
        ("DELETE FROM users WHERE id = ", "id", "", "users", Scope.KEYED),
        ("DELETE FROM users WHERE name = '", "name", "'", "users", Scope.FILTERED),
        ('DELETE FROM "', "table", '" WHERE true', "{table}", Scope.TAUTOLOGY),
    ],
)
def test_holes_of_the_language_around(
    before: str, name: str, after: str, target: str, scope: Scope
) -> None:
    outer = f"<{before}>|{name}|<{after}>"
    builder = TextBuilder()
    builder.verbatim(before, 1)
    builder.hole(len(before) + 3, len(before) + 3 + len(name), name)
    builder.verbatim(after, len(before) + len(name) + 5)
    surroundings = Surroundings(dialect="postgres")
    source = Source("x.py", "python", outer).embed("sql", builder.build(), "execute", surroundings)
    (effect,) = spliced(source, Settings())
    assert isinstance(effect, DataChange)
    assert (effect.target, effect.scope) == (target, scope)
    assert slice_of(outer, effect.span).startswith("DELETE FROM ")
