"""A copy with some fields changed is the one that the standard library makes."""

from dataclasses import replace

import pytest

from guardrail.altered import altered
from guardrail.effects import EFFECT_TYPES, ObjectKind, SchemaChange, Verb
from guardrail.model import Category, Confidence, Finding, Level, Span

HERE = Span("a.sql", 0, 9)
CHANGE = SchemaChange(
    span=HERE, verb=Verb.DROP, kind=ObjectKind.TABLE, table="orders", options=("a",), cascade=True
)
FOUND = Finding(
    "dropped-table", Category.DATA_LOSS, Level.ERROR, Confidence.HIGH, "gone", HERE, effect=CHANGE
)


def test_the_copy_has_what_was_changed_and_all_else() -> None:
    for changes in ({}, {"language": "sql"}, {"table": "t", "cascade": False, "guards": ("x",)}):
        assert altered(CHANGE, **changes) == replace(CHANGE, **changes)
    copy = altered(FOUND, symbol="s", level=Level.INFO)
    assert copy == replace(FOUND, symbol="s", level=Level.INFO)
    assert copy.effect is CHANGE
    assert (FOUND.symbol, FOUND.level) == ("", Level.ERROR)


def test_a_field_that_there_is_not_is_refused() -> None:
    with pytest.raises(KeyError):
        altered(CHANGE, tabel="t")


@pytest.mark.parametrize("kind", [*EFFECT_TYPES.values(), Finding])
def test_what_is_copied_runs_nothing_when_it_is_made(kind: type) -> None:
    assert not hasattr(kind, "__post_init__")
    assert "__dict__" not in dir(kind)
