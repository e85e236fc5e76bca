"""Files that a program has DuckDB write to a bucket are its job; what leaves a server is told."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import alembic, python, sql
from guardrail.model import Level

RULE = load().classes["data-sent-out"]
UNLOAD = "UNLOAD ('SELECT * FROM users') TO 's3://lake/users' IAM_ROLE default"


@pytest.mark.parametrize(
    ("statement", "dialect", "level"),
    [
        (UNLOAD, "redshift", Level.WARNING),
        ("COPY orders TO 's3://lake/orders' (FORMAT parquet)", "duckdb", Level.INFO),
        ("COPY INTO 'gcs://lake/users/' FROM users", "snowflake", Level.WARNING),
        (
            "INSERT INTO FUNCTION url('https://hooks.example.com/in', 'CSV') SELECT * FROM users",
            "clickhouse",
            Level.WARNING,
        ),
    ],
)
def test_a_program_writes_to_a_bucket(statement: str, dialect: str, level: Level) -> None:
    found = judge_example(RULE, python(f'cur.execute("{statement}")', dialect=dialect))
    assert [one.level for one in found] == [level]


def test_a_script_or_a_migration_says_it_out_of_place() -> None:
    script = judge_example(RULE, sql(UNLOAD, dialect="redshift"))
    migration = judge_example(RULE, alembic(f'op.execute("{UNLOAD}")', dialect="redshift"))
    assert {one.level for one in (*script, *migration)} == {Level.WARNING}
