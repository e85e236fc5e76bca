"""Indices whose names are put together with what a setting says where nobody sets it."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

INDICES = """\
import os
from opensearchpy import OpenSearch

PREFIX = {0}
client = OpenSearch()
pattern = {1}
if client.indices.exists(index=pattern):
    client.indices.delete(index=pattern)
"""


@pytest.mark.parametrize("written", ['PREFIX + "*"', 'f"{PREFIX}*"', '"{}*".format(PREFIX)'])
@pytest.mark.parametrize(
    ("prefix", "expected"),
    [
        ('os.environ.get("PREFIX", "scratch-")', Level.INFO),
        ('os.environ.get("PREFIX", "")', Level.ERROR),
        ('os.getenv("PREFIX", "orders-")', Level.ERROR),
        ('os.environ["PREFIX"]', Level.WARNING),
    ],
)
def test_what_a_pattern_is_by_default(prefix: str, expected: Level, written: str) -> None:
    assert level("dropped-table", python(INDICES.format(prefix, written))) is expected


PARTLY = """\
from google.cloud import bigquery

def refresh(run):
    bigquery.Client().delete_table(f"acme.{0}_{{run}}", not_found_ok=True)
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("staging.orders", Level.INFO),
        ("sales.tmp_orders", Level.INFO),
        ("sales.orders", Level.WARNING),
        ("sales.attempts", Level.WARNING),
    ],
)
def test_a_name_that_is_known_in_part(name: str, expected: Level) -> None:
    assert level("dropped-table", python(PARTLY.format(name))) is expected
