"""Conditions that are added where a table of texts has one: it may have none for what is asked."""

from __future__ import annotations

import pytest
from guardrail_rules.unscoped_write.unscoped_delete import UnscopedDelete

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

PURGE = """\
import sqlite3

TABLES = ["sessions", "audit_events"]
COLUMNS = {{"sessions": "last_seen", "audit_events": "created_at"}}

def statement(table):
    sql = f"DELETE FROM {{table}}"
    column = {column}
    if column:
        sql += f" WHERE {{column}} < :cutoff"
    return sql

def purge(conn, cutoff):
    for table in TABLES:
        conn.execute(statement(table), {{"cutoff": cutoff}})

purge(sqlite3.connect("/var/lib/pos/pos.db"), 0)
"""


@pytest.mark.parametrize(
    ("column", "told"),
    [
        ("COLUMNS[table]", False),
        ('"created_at"', False),
        ("COLUMNS.get(table)", True),
        ("columns().get(table)", True),
        ("column_of(table)", True),
    ],
)
def test_what_may_be_missing_leaves_the_condition_out(column: str, told: bool) -> None:
    found = judge_example(UnscopedDelete, python(PURGE.format(column=column)))
    assert any(one.level >= Level.WARNING for one in found) is told
