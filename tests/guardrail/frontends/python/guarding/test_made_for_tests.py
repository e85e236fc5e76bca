"""In tests that Django runs, rows and tables are those of a database made for them."""

from __future__ import annotations

import pytest

from guardrail.effects import Effect
from guardrail.frontends.python import read
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Embedded

TESTS = "shop/tests/test_orders.py"
WIPING = """
class OrderTests(TestCase):
    def tearDown(self):
        Order.objects.all().delete()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE orders")
"""
DJANGO = "from django.db import connection\nfrom django.test import TestCase\n"


def told(path: str, code: str) -> int:
    """How many effects, and texts that are run, a module has."""
    items = read(Source(path, "python", code), Settings())
    return sum(isinstance(item, (Effect, Embedded)) for item in items)


def test_what_they_do_to_it_is_not_told() -> None:
    assert told(TESTS, DJANGO + WIPING) == 0


@pytest.mark.parametrize(
    ("path", "code"),
    [
        pytest.param("shop/orders.py", DJANGO + WIPING, id="no test"),
        pytest.param(TESTS, WIPING, id="no test of Django's"),
        pytest.param(TESTS, f"import psycopg2\n{DJANGO}{WIPING}", id="another database"),
        pytest.param(TESTS, f"import os, psycopg2\n{DJANGO}{WIPING}", id="the second of a line"),
        pytest.param(TESTS, f"from sqlite3 import connect\n{DJANGO}{WIPING}", id="Python's own"),
    ],
)
def test_elsewhere_it_is(path: str, code: str) -> None:
    assert told(path, code) == 2


def test_a_word_of_another_package_opens_no_database() -> None:
    assert told(TESTS, f'{DJANGO}NAMES = ["redis", "pony"]\n{WIPING}') == 0


def test_what_they_do_besides_is() -> None:
    code = f"import shutil\n{DJANGO}{WIPING}\n\ndef clean(home):\n    shutil.rmtree(home)\n"
    assert told(TESTS, code) == 1
