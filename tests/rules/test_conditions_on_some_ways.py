"""A statement that gets its condition on some ways alone is doubted, one without any isn't."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python
from guardrail.model import Level

RULES = load().classes


def levels(rule: str, code: str) -> list[Level]:
    """How loudly a rule speaks of the code."""
    code = f"import psycopg\n\ndef work(conn, region=None):\n{code}"
    return [one.level for one in judge_example(RULES[rule], python(code))]


@pytest.mark.parametrize(
    ("asked", "level"),
    [
        ("    if region:\n        text += ' WHERE region = %s'\n", Level.WARNING),
        ("    if region:\n        text += ' RETURNING id'\n", Level.ERROR),
        ("", Level.ERROR),
    ],
)
def test_a_clause_that_is_added(asked: str, level: Level) -> None:
    code = f"    text = 'DELETE FROM station'\n{asked}    conn.execute(text, [region])\n"
    assert levels("unscoped-delete", code)[-1:] == [level]


@pytest.mark.parametrize(
    ("asked", "level"),
    [
        ("    if region:\n        where = 'region = %s'\n", Level.WARNING),
        ("", Level.ERROR),
    ],
)
def test_a_clause_that_is_put_in(asked: str, level: Level) -> None:
    code = (
        f"    where = 'TRUE'\n{asked}"
        "    conn.execute(f'UPDATE station SET active = 0 WHERE {where}', [region])\n"
    )
    assert levels("always-true-condition", code) == [level]
