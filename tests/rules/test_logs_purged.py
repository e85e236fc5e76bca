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
    ],
)
def test_old_logs_may_go_all_may_not(text: str, level: Level) -> None:
    assert [one.level for one in judge_example(RULE, sql(text, dialect="mysql"))] == [level]


def test_an_age_that_a_program_binds_is_an_age() -> None:
    code = "cur.execute('PURGE BINARY LOGS BEFORE %s', (cutoff,))"
    found = judge_example(RULE, python(code, dialect="mysql"))
    assert [one.level for one in found] == [Level.INFO]
