"""Filters that functions give back, that records are dumped into and that options make."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

START = """\
from dataclasses import asdict, dataclass
from django.db.models import Q
from pydantic import BaseModel, Field
from sqlalchemy import and_, delete, literal, true
from shop.models import Order

"""


def told(code: str) -> str:
    """The scope of the only change of rows, with its reason where there is one."""
    (change,) = [one for one in items(START + code) if isinstance(one, DataChange)]
    return f"{change.scope}: {change.reason}" if change.reason else str(change.scope)


@pytest.mark.parametrize(
    ("given", "scope"),
    [
        ("true()", "tautology: the condition is true()"),
        ("literal(True)", "tautology: the condition is True"),
        ("Order.shop == shop", "filtered"),
        ("Order.shop == shop if shop else true()", "unknown: unscoped when shop is false"),
    ],
)
@pytest.mark.parametrize("name", ["of(shop)", "self.of(shop)"])
def test_a_condition_that_a_function_gives(given: str, scope: str, name: str) -> None:
    indent = "    " if name.startswith("self") else ""
    head = "class Job:\n" if indent else ""
    self = "self, " if indent else ""
    code = (
        f"{head}{indent}def of({self}shop):\n{indent}    return {given}\n\n"
        f"{indent}def purge({self}session, shop):\n"
        f"{indent}    session.execute(delete(Order).where({name}))\n"
    )
    assert told(code) == scope


def test_a_q_that_a_method_puts_together() -> None:
    code = (
        "class Command:\n"
        "    def of(self, shop):\n        asked = Q()\n        if shop:\n"
        "            asked &= Q(shop=shop)\n        return asked\n\n"
        "    def handle(self, **options):\n        asked = self.of(options['shop'])\n{}"
        "        Order.objects.filter(asked).delete()\n"
    )
    assert told(code.format("")) == "unknown: unscoped when shop is false"
    refused = "        if not asked:\n            raise ValueError('which?')\n"
    assert told(code.format(refused)) == "filtered"


RECORD = "class Asked(BaseModel):\n{}\n\ndef purge(asked: Asked):\n{}"
DUMP = (
    "    found = asked.model_dump(exclude_none=True)\n{}    Order.objects.filter(**found).delete()"
)
OPTIONAL = "    shop: str | None = None\n    city: str | None = Field(default=None)"
NOTHING = "unknown: unscoped when nothing of asked is given"


@pytest.mark.parametrize(
    ("fields", "scope"),
    [
        (OPTIONAL, NOTHING),
        ("    shop: str\n    city: str | None = None", "filtered"),
        ("    shop: str = Field(min_length=3)", "filtered"),
        ("    shop: str = Field(...)", "filtered"),
        ("    shop: str = 'berlin'", "filtered"),
    ],
)
def test_a_record_without_what_is_not_given(fields: str, scope: str) -> None:
    assert told(RECORD.format(fields, DUMP.format(""))) == scope


@pytest.mark.parametrize(
    ("refused", "scope"),
    [
        ("if not found:", "filtered"),
        ("if 'shop' not in found:", "filtered"),
        ("if 'shop' not in found or 'city' not in found:", "filtered"),
        ("if not asked.shop:", "filtered"),
        ("if not asked.other:", NOTHING),
    ],
)
def test_a_record_that_is_asked_for_something(refused: str, scope: str) -> None:
    asked = DUMP.format(f"    {refused}\n        raise ValueError\n")
    assert told(RECORD.format(OPTIONAL, asked)) == scope


def test_a_data_class_without_what_is_none() -> None:
    body = (
        "    Order.objects.filter(\n"
        "        **{k: v for k, v in asdict(asked).items() if v is not None}\n    ).delete()"
    )
    assert told(RECORD.format(OPTIONAL, body)) == NOTHING


@pytest.mark.parametrize(
    ("parameters", "scope"),
    [
        ("shop=None, city=None", "unknown: unscoped when nothing of asked is given"),
        ("options", "unknown"),
        ("shop: str, city: str | None = None", "unknown"),
    ],
)
def test_options_of_which_all_may_be_missing(parameters: str, scope: str) -> None:
    values = ("options.shop", "city") if parameters == "options" else ("shop", "city")
    code = (
        f"def purge({parameters}):\n    asked = {{'shop': {values[0]}, 'city': {values[1]}}}\n"
        "    Order.objects.filter(**{k: v for k, v in asked.items() if v}).delete()\n"
    )
    assert told(code) == scope


def test_what_is_written_out_is_gone_through() -> None:
    code = (
        "def purge(options):\n    found = Order.objects.all()\n"
        "    for name in ('shop', 'city'):\n        value = getattr(options, name)\n"
        "        if value:\n            found = found.filter(**{name: value})\n"
        "    found.delete()\n"
    )
    assert told(code) == "unknown: unscoped when value is false"


@pytest.mark.parametrize(
    ("refused", "scope"),
    [
        ("", "unknown: unscoped when self.shop is false"),
        ("    if not asked.q:\n        raise ValueError\n", "filtered"),
    ],
)
def test_a_property_that_puts_a_condition_together(refused: str, scope: str) -> None:
    code = (
        "class Asked:\n    @property\n    def q(self) -> Q:\n        found = Q()\n"
        "        if self.shop:\n            found &= Q(shop=self.shop)\n        return found\n\n"
        f"def purge(asked: Asked):\n{refused}    Order.objects.filter(asked.q).delete()\n"
    )
    assert told(code) == scope


def test_what_a_method_gives_is_asked_for_before() -> None:
    code = (
        "class Asked:\n    def clauses(self):\n        found = []\n        if self.shop:\n"
        "            found.append(Order.shop == self.shop)\n        return found\n\n"
        "def purge(session, asked: Asked):\n{}"
        "    session.execute(delete(Order).where(*asked.clauses()))\n"
    )
    assert told(code.format("")) == "unknown: unscoped when self.shop is false"
    assert (
        told(code.format("    if not asked.clauses():\n        raise ValueError\n")) == "filtered"
    )


def test_a_request_may_say_nothing() -> None:
    code = (
        "from flask import request\n\ndef purge():\n"
        "    asked = {k: v for k, v in request.args.items() if k in ('shop', 'city')}\n"
        "    Order.objects.filter(**asked).delete()\n"
    )
    assert told(code) == "unknown: unscoped when request.args is empty"
