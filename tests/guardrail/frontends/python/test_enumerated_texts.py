"""Texts in enumerations and templates."""

from __future__ import annotations

import pytest
from reading_python import texts

STEPS = """
from enum import Enum
from string import Template
class Step(str, Enum):
    A = "DELETE FROM a"
    B = "DELETE FROM b WHERE id = 1"
class Plain:
    A = "DELETE FROM c"
CLEAN = Template("DELETE FROM $table WHERE ${column} < 7 AND a = '$$'")
"""


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("cur.execute(Step.A.value)", ["DELETE FROM a"]),
        (
            "def go(step: Step):\n    cur.execute(step.value)",
            ["DELETE FROM a", "DELETE FROM b WHERE id = 1"],
        ),
        (
            "for step in Step:\n    cur.execute(step.value)",
            ["DELETE FROM a", "DELETE FROM b WHERE id = 1"],
        ),
        ("def go(step: Plain):\n    cur.execute(step.value)", []),
        (
            "cur.execute(CLEAN.substitute(table='a', column='b'))",
            ["DELETE FROM a WHERE b < 7 AND a = '$'"],
        ),
        (
            "cur.execute(CLEAN.safe_substitute({'table': 'a'}, column=c))",
            ["DELETE FROM a WHERE {c} < 7 AND a = '$'"],
        ),
    ],
)
def test_what_runs(code: str, told: list[str]) -> None:
    assert texts(STEPS + code) == told
