"""What deletes itself after long, and tables that are called after those they are made of."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.replaced_table import ReplacedTable
from guardrail_rules.data_loss.shortened_retention import ShortenedRetention

from guardrail.engine.examples import judge_example
from guardrail.example import sql
from guardrail.model import Level


@pytest.mark.parametrize(
    ("clause", "told"),
    [
        ("at + INTERVAL 7 YEAR", Level.INFO),
        ("at + INTERVAL 18 MONTH DELETE", Level.INFO),
        ("at + INTERVAL '400 days'", Level.INFO),
        ("at + toIntervalYear(2)", Level.INFO),
        ("at + toIntervalQuarter(4)", Level.INFO),
        ("at + INTERVAL 1 DAY", Level.WARNING),
        ("at + INTERVAL 30 DAY", Level.WARNING),
        ("at + INTERVAL 12 HOUR", Level.WARNING),
        ("at + toIntervalMonth(2)", Level.WARNING),
        ("at + toIntervalYear(2), seen + toIntervalDay(2)", Level.WARNING),
        ("toDateTime(until) + keep", Level.WARNING),
    ],
)
def test_how_long_rows_are_kept(clause: str, told: Level) -> None:
    example = sql(f"ALTER TABLE audit_log MODIFY TTL {clause}", dialect="clickhouse")
    found = judge_example(ShortenedRetention, example)
    assert max((one.level for one in found), default=Level.OFF) is told


@pytest.mark.parametrize(
    ("table", "source", "told"),
    [
        ("events_sample", "events", Level.INFO),
        ("dwh.orders_clean", "raw.orders", Level.INFO),
        ("customers_features", "customers", Level.INFO),
        ("events", "events", Level.ERROR),
        ("orders", "stg_orders", Level.ERROR),
        ("customers", "erp_export", Level.ERROR),
    ],
)
def test_tables_that_are_called_after_what_they_are_made_of(
    table: str, source: str, told: Level
) -> None:
    text = f"CREATE OR REPLACE TABLE {table} AS SELECT * FROM {source}"
    found = judge_example(ReplacedTable, sql(text, dialect="duckdb"))
    assert max((one.level for one in found), default=Level.OFF) is told
