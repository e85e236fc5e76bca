"""A server's binary logs are told by how much of them goes."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python, sql
from guardrail.model import Level

RULE = load().classes["destroyed-resource"]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("RESET MASTER", Level.ERROR),
        ("PURGE BINARY LOGS BEFORE NOW()", Level.ERROR),
        ("PURGE BINARY LOGS BEFORE NOW() - INTERVAL 7 DAY", Level.INFO),
        ("PURGE BINARY LOGS BEFORE DATE_SUB(CURDATE(), INTERVAL 14 DAY)", Level.INFO),
        ("PURGE BINARY LOGS BEFORE NOW() - INTERVAL 0 DAY", Level.ERROR),
        ("PURGE BINARY LOGS BEFORE DATE_SUB(NOW(), INTERVAL '0' HOUR)", Level.ERROR),
    ],
)
def test_old_logs_may_go_all_may_not(text: str, level: Level) -> None:
    assert [one.level for one in judge_example(RULE, sql(text, dialect="mysql"))] == [level]


def test_an_age_that_a_program_binds_is_an_age() -> None:
    code = "cur.execute('PURGE BINARY LOGS BEFORE %s', (cutoff,))"
    found = judge_example(RULE, python(code, dialect="mysql"))
    assert [one.level for one in found] == [Level.INFO]


@pytest.mark.parametrize(
    ("given", "level"),
    [
        ("(datetime.now(),)", Level.WARNING),
        ("[dt.datetime.utcnow()]", Level.WARNING),
        ("(until,)", Level.WARNING),
        ("(datetime.now() - timedelta(days=14),)", Level.INFO),
        ("(sys.argv[1],)", Level.INFO),
    ],
)
def test_until_now_that_is_bound_is_all_of_them(given: str, level: Level) -> None:
    code = f"until = datetime.now()\ncur.execute('PURGE BINARY LOGS BEFORE %s', {given})"
    found = judge_example(RULE, python(code, dialect="mysql"))
    assert [one.level for one in found] == [level]


@pytest.mark.parametrize(("days", "level"), [("0", Level.WARNING), ("14", Level.INFO)])
def test_how_long_they_are_kept_a_constant_says(days: str, level: Level) -> None:
    code = f"""\
KEEP_DAYS = {days}


def purge(cur, keep_days):
    cur.execute(f"PURGE BINARY LOGS BEFORE DATE_SUB(NOW(), INTERVAL {{int(keep_days)}} DAY)")


def main(cur):
    purge(cur, KEEP_DAYS)
"""
    found = judge_example(RULE, python(code, dialect="mysql"))
    assert max(one.level for one in found) == level


@pytest.mark.parametrize(
    ("days", "level"), [("0", Level.ERROR), ("14", Level.INFO), ("3", Level.INFO)]
)
def test_old_logs_go_in_production_as_anywhere(days: str, level: Level) -> None:
    code = f"""\
import datetime, pymysql

class Config:
    host = "mysql-primary.prod.internal"
    retention = datetime.timedelta(days={days})

def rotate():
    limit = datetime.datetime.now() - Config.retention
    conn = pymysql.connect(host=Config.host)
    with conn.cursor() as cur:
        cur.execute("PURGE BINARY LOGS BEFORE %s", (limit.strftime("%Y-%m-%d %H:%M:%S"),))

rotate()
"""
    found = judge_example(RULE, python(code))
    assert max(one.level for one in found) == level
