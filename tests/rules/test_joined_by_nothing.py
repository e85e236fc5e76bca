"""Rows replaced by those of another table, with what joins the two, and without."""

from __future__ import annotations

import pytest
from guardrail_rules.unscoped_write.unscoped_delete import UnscopedDelete

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

UPSERT = """\
import redshift_connector

def statements(target, stage, keys):
    join = " AND ".join(f"{target}.{key} = {stage}.{key}" for key in keys)
    delete = f"DELETE FROM {target} USING {stage}"
    if join:
        delete += f" WHERE {join}"
    return [delete, f"INSERT INTO {target} SELECT * FROM {stage}"]

def load(conn):
    cur = conn.cursor()
    for statement in statements("fact_sales", "stage_sales", KEYS):
        cur.execute(statement)
    conn.commit()

load(redshift_connector.connect(host="dwh.shop.example"))
"""
PLAIN = """\
import psycopg

with psycopg.connect("host=dwh.shop.example") as conn:
    conn.execute("DELETE FROM fact AS f USING stage AS sCONDITION")
    conn.execute("INSERT INTO fact (id, v) SELECT id, v FROM stage")
"""


def _told(code: str) -> Level:
    found = judge_example(UnscopedDelete, python(code))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ("[]", Level.ERROR),
        ("()", Level.ERROR),
        ('["sale_id"]', Level.OFF),
        ('["sale_id", "line_no"]', Level.OFF),
    ],
)
def test_the_keys_that_a_caller_gives_decide(keys: str, told: Level) -> None:
    assert _told(UPSERT.replace("KEYS", keys)) is told


@pytest.mark.parametrize(
    ("condition", "told"),
    [("", Level.ERROR), (" WHERE f.id = s.id", Level.OFF), (" WHERE f.day = s.day", Level.OFF)],
)
def test_rows_that_are_filled_again_are_chosen_by_a_join(condition: str, told: Level) -> None:
    assert _told(PLAIN.replace("CONDITION", condition)) is told
