"""Source text out of a stored record that is run as Python."""

from __future__ import annotations

import pytest
from reading_python import shown

HEAD = """
import types
from django.db import models
from shop.models import Rule
from shop.settings import Settings

class Discount(models.Model):
    formula = models.TextField()

    def price(self, base):
        return {}

class Engine:
    def __init__(self, source):
        self.source = source
"""


def stored(code: str, own: str = "self.formula") -> bool:
    """Whether code runs that a stored record holds."""
    return any("from a stored record" in one for one in shown(HEAD.format(own) + code))


@pytest.mark.parametrize(
    "code",
    [
        "def price(rule: Rule):\n    return eval(rule.formula, {'min': min})",
        "def price(rule: Rule | None):\n    exec(rule.script)",
        "for rule in Rule.objects.filter(active=True):\n    eval(rule.expression)",
        "row = cursor.fetchone()\nexec(row['code'])",
        "for row in cursor.fetchall():\n    eval(row['threshold'], {'base': 1})",
        "for name, price in cursor.fetchall():\n    print(name, eval(price))",
        (
            "def price(row):\n    return eval(row['price'])\n\n"
            "def main(cursor):\n    return [price(row) for row in cursor.fetchall()]"
        ),
        "rule = session.get(Rule, pk)\nexec(compile(rule.source_code, 'rule', 'exec'))",
        "def run(text):\n    eval(text)\nrun(Rule.objects.get(pk=1).condition)",
    ],
)
def test_a_field_with_code_of_a_record_is_what_is_run(code: str) -> None:
    assert stored(code)


def test_so_is_the_field_of_a_model_itself() -> None:
    assert stored("", "eval(self.formula, {'base': base})")
    assert not stored("", "float(self.formula) * base")


@pytest.mark.parametrize(
    "code",
    [
        "def price(rule: Rule):\n    return eval(rule.kind)",
        "def price(row):\n    return eval(row['price'])\n\nprice({'price': '1 + 1'})",
        "for row in cursor.fetchall():\n    float(row['threshold'])",
        "def price(rule: types.ModuleType):\n    return eval(rule.formula)",
        "def price(settings: Settings):\n    return eval(settings.formula)",
        "def price(rule: Rule):\n    return simple_eval(rule.formula)",
        "def run(engine: Engine):\n    exec(engine.source)",
        (
            "def price(rule: Rule):\n    if not re.fullmatch('[0-9+*/-]+', rule.formula):\n"
            "        raise ValueError\n    return eval(rule.formula)"
        ),
    ],
)
def test_other_fields_other_objects_and_what_is_looked_at_are_not(code: str) -> None:
    assert not stored(code)


@pytest.mark.parametrize(
    ("loader", "told"),
    [
        ("loader=yaml.UnsafeLoader", True),
        ("loader=yaml.SafeLoader", False),
    ],
)
def test_a_loader_may_be_a_parameter(loader: str, told: bool) -> None:
    code = f"import yaml\ndef parse(text, {loader}):\n    return yaml.load(text, Loader=loader)\n"
    assert any("any object" in one for one in shown(code)) is told


@pytest.mark.parametrize(
    "run",
    [
        "code.InteractiveInterpreter().runsource({})",
        "code.InteractiveConsole().push({})",
        "timeit.timeit({})",
        "cProfile.run({})",
        "sympy.sympify({})",
    ],
)
def test_other_ways_to_run_python(run: str) -> None:
    head = "import cProfile, code, sympy, timeit\nfrom flask import request\n"
    assert "from a request" in "\n".join(shown(head + run.format("request.json['a']")))
    assert "CodeRun" not in "\n".join(shown(head + run.format("'1 + 1'")))
