"""A column by which the rows of another table are found is kept in what is written from them."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import sql
from guardrail.model import Level

RULE = load().classes["dropped-column"]
TABLES = load().classes["dropped-table"]


@pytest.mark.parametrize(
    ("update", "expected"),
    [
        ("SET city = c.name FROM cities c WHERE c.id = v.city_id", Level.WARNING),
        ("SET city = c.name FROM cities c WHERE v.city_id = c.id AND c.big", Level.WARNING),
        ("SET city = c.name FROM cities c WHERE c.id = v.town_id", Level.ERROR),
        ("SET city = c.name FROM cities c WHERE c.id = 7 AND v.city_id = 7", Level.ERROR),
        ("SET city = 'Graz' FROM cities c WHERE c.id = v.city_id", Level.ERROR),
        ("SET city = c.name FROM cities c WHERE c.id = v.city_id OR c.big", Level.ERROR),
    ],
)
def test_a_key_that_was_followed_may_go(update: str, expected: Level) -> None:
    text = f"UPDATE visits v {update}; ALTER TABLE visits DROP COLUMN city_id"
    assert [one.level for one in judge_example(RULE, sql(text))] == [expected]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("UPDATE visits SET city = town", Level.ERROR),
        ("UPDATE visits v SET city = c.name FROM cities c WHERE c.id = v.city_id", Level.ERROR),
        ("INSERT INTO stays SELECT * FROM visits", Level.WARNING),
    ],
)
def test_what_is_put_into_the_table_itself_goes_with_it(written: str, expected: Level) -> None:
    text = f"{written}; DROP TABLE visits"
    assert [one.level for one in judge_example(TABLES, sql(text))] == [expected]
