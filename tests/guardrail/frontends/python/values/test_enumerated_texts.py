"""Texts in enumerations, templates, namespaces and parts of lists."""

from __future__ import annotations

import pytest
from reading_python import texts

STEPS = """
from dataclasses import dataclass
from enum import Enum
from string import Template
import jinja2
from types import SimpleNamespace
class Step(str, Enum):
    A = "DELETE FROM a"
    B = "DELETE FROM b WHERE id = 1"
class Plain:
    A = "DELETE FROM c"
SQL = SimpleNamespace(wipe="DELETE FROM d", keep="SELECT 1")
STEPS = ["DELETE FROM e", "SELECT 2"]
@dataclass(frozen=True)
class Task:
    name: str
    sql: str
    undo: str = "DELETE FROM f"
TASKS = (Task("a", "DELETE FROM g"), Task("b", sql="SELECT 3"))
CONFIG = {"statements": ["DELETE FROM h"], "other": ["SELECT 4"]}
class Job:
    def run(self):
        cur.execute(self.statement)
JINJA = jinja2.Environment().from_string("DELETE FROM {{ table }} WHERE {{ column | upper }} < 7")
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
        ("cur.execute(SQL.wipe)", ["DELETE FROM d"]),
        ("for s in STEPS[done:]:\n    cur.execute(s)", ["DELETE FROM e", "SELECT 2"]),
        (
            "for n, s in enumerate(STEPS[done:], done + 1):\n    cur.execute(s)",
            ["DELETE FROM e", "SELECT 2"],
        ),
        ("for t in TASKS:\n    cur.execute(t.sql)", ["DELETE FROM g", "SELECT 3"]),
        ("for t in TASKS:\n    cur.execute(t.undo)", ["DELETE FROM f"]),
        ("for t in TASKS[1:]:\n    cur.execute(t.missing)", []),
        ("for s in CONFIG['statements']:\n    cur.execute(s)", ["DELETE FROM h"]),
        ("cur.execute(JINJA.render(table='i', column='b'))", ["DELETE FROM i WHERE b < 7"]),
        ("cur.execute(jinja2.Template('DROP TABLE {{ t }}').render(t=x))", ["DROP TABLE {x}"]),
        ("class Wipe(Job):\n    statement = 'DELETE FROM j'", ["DELETE FROM j"]),
        (
            "class Wipe(Job):\n  @property\n  def statement(self):\n    return 'DELETE FROM k'",
            ["DELETE FROM k"],
        ),
        ("class Other:\n    statement = 'DELETE FROM l'", []),
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
