"""Time travel switched off: on which databases, and how many days the program says by default."""

from __future__ import annotations

import pytest
from guardrail_rules.data_loss.shortened_retention import ShortenedRetention

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

COSTS = """\
import argparse

from snowflake.connector import DictCursor, connect

def candidates(cur):
    cur.execute("SHOW DATABASES")
    for row in cur.fetchall():
        {picked}
        yield row["name"]

def set_retention(cur, database, days):
    cur.execute(f'ALTER DATABASE "{{database}}" SET DATA_RETENTION_TIME_IN_DAYS = {{days}}')

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--days", type=int, default={days})
    args = parser.parse_args()
    with connect(account="shop", role="ACCOUNTADMIN") as con:
        cur = con.cursor(DictCursor)
        for database in list(candidates(cur)):
            set_retention(cur, database, args.days)

main()
"""
SCRATCH = 'if not row["name"].startswith(("DEV_", "SCRATCH_")): continue'
SOME = 'if row["origin"]: continue'


def _told(code: str) -> Level:
    found = judge_example(ShortenedRetention, python(code))
    return max((one.level for one in found), default=Level.OFF)


@pytest.mark.parametrize(
    ("picked", "days", "told"),
    [
        ("pass", "0", Level.WARNING),
        (SOME, "0", Level.WARNING),
        (SCRATCH, "0", Level.INFO),
        (SOME, "7", Level.OFF),
        (SOME, "1", Level.OFF),
    ],
)
def test_what_is_by_default_and_of_which(picked: str, days: str, told: Level) -> None:
    assert _told(COSTS.format(picked=picked, days=days)) is told


WAYS = [
    'for name, days in [("HR", {}), ("DWH", 14)]:\n    cur.execute(STATEMENT.format(name, days))',
    'for name, days in {{"HR": {}}}.items():\n    cur.execute(STATEMENT.format(name, days))',
    "days = {}\ncur.execute(STATEMENT.format('HR', days))",
    "def keep(days={}):\n    cur.execute(STATEMENT.format('HR', days))\n\nkeep()",
    "def keep(days):\n    cur.execute(STATEMENT.format('HR', days))\n\nkeep({})",
    'DAYS = {{"HR": {}}}\ncur.execute(STATEMENT.format("HR", DAYS["HR"]))',
    'cur.execute("ALTER ACCOUNT SET DATA_RETENTION_TIME_IN_DAYS = %d" % {})',
    'cur.execute("ALTER TABLE hr.pay SET DATA_RETENTION_TIME_IN_DAYS = " + str({}))',
]


@pytest.mark.parametrize("way", WAYS)
def test_the_days_are_handed_on(way: str) -> None:
    start = (
        "import snowflake.connector\n\ncur = snowflake.connector.connect(user='u').cursor()\n"
        "STATEMENT = 'ALTER DATABASE {} SET DATA_RETENTION_TIME_IN_DAYS = {}'\n"
    )
    assert _told(start + way.format(0)) is Level.WARNING
    assert _told(start + way.format(14)) is Level.OFF
