"""Databases and schemas that a name picks, and schemas that must be empty to be dropped."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.dropped_database import DroppedDatabase
from guardrail_rules.data_loss.dropped_schema import DroppedSchema

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level
from guardrail.rule import Rule

LOOP = """\
import MySQLdb

cur = MySQLdb.connect(host="db.shop.internal").cursor()
cur.execute("SHOW DATABASES LIKE %s", ("{pattern}",))
for (name,) in cur.fetchall():
    cur.execute(f"DROP {kind} `{{name}}`")
"""
DROPS = """\
from trino.dbapi import connect

def close(cur, name{parameter}):
    cur.execute(f"DROP SCHEMA lake.{{name}} {behaviour}")

close(connect(host="trino").cursor(), "orders")
"""


def loudest(rule: type[Rule], code: str) -> Level:
    """The level of the loudest finding, OFF for none."""
    return max((one.level for one in judge_example(rule, python(code))), default=Level.OFF)


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("shop_%", Level.WARNING),
        ("shop_ci_run_%", Level.INFO),
        ("shop_test_%", Level.INFO),
        ("%", Level.ERROR),
    ],
)
def test_a_name_that_says_nothing_of_going_keeps_no_whole_database(
    pattern: str, told: Level
) -> None:
    code = LOOP.format(pattern=pattern, kind="DATABASE")
    assert loudest(DroppedDatabase, code) is told
    assert loudest(DroppedSchema, LOOP.format(pattern=pattern, kind="SCHEMA")) is told


@pytest.mark.parametrize(
    ("parameter", "behaviour", "told"),
    [
        ("", "CASCADE", Level.ERROR),
        ("", "RESTRICT", Level.INFO),
        (", how='CASCADE'", "{how}", Level.ERROR),
        (", how='RESTRICT'", "{how}", Level.WARNING),
    ],
)
def test_a_schema_that_must_be_empty(parameter: str, behaviour: str, told: Level) -> None:
    assert loudest(DroppedSchema, DROPS.format(parameter=parameter, behaviour=behaviour)) is told
