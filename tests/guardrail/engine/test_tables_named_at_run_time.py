"""A table whose name is only known at run time is new where the same words made it before."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.truncated_table import TruncatedTable

from guardrail.engine.examples import judge_example
from guardrail.example import python


def judged(made: str, emptied: str) -> int:
    """How many times it is told that a table is emptied which was made before."""
    code = (
        "import psycopg2\n"
        "cur = psycopg2.connect(dsn).cursor()\n"
        f'cur.execute(f"{made}")\n'
        f'cur.execute(f"TRUNCATE {emptied}")\n'
    )
    return len(judge_example(TruncatedTable, python(code)))


@pytest.mark.parametrize(
    ("made", "emptied", "told"),
    [
        ("CREATE TEMP TABLE {table}_stage (id int)", "{table}_stage", 0),
        ("CREATE TABLE {table}_stage (id int)", "{table}_stage", 0),
        ("CREATE TABLE IF NOT EXISTS {table}_stage (id int)", "{table}_stage", 1),
        ("CREATE TEMP TABLE IF NOT EXISTS {table}_stage (id int)", "{table}_stage", 0),
        ("CREATE TEMP TABLE {table}_stage (id int)", "{table}", 1),
        ("CREATE TEMP TABLE {table}_stage (id int)", "{other}_stage", 1),
        ("DROP TABLE {table}_stage", "{table}_stage", 1),
    ],
)
def test_a_name_is_taken_as_it_is_written(made: str, emptied: str, told: int) -> None:
    assert judged(made, emptied) == told
