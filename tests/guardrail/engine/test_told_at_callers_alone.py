"""What only its own module calls is told at these calls alone; what others call too, there too."""

from __future__ import annotations

import pytest

from guardrail.cache import Cache
from guardrail.effects import DataChange
from guardrail.engine.gather import Gatherer
from guardrail.settings import Settings
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.overlay import Overlay

LOADING = """
import psycopg

cur = psycopg.connect(dsn).cursor()

def empty(table):
    cur.execute(f"TRUNCATE {table}")

def load():
    empty("staging.orders")
"""


@pytest.mark.parametrize(
    ("other", "told"),
    [
        ("from shop.loading import load\nload()\n", ["staging.orders"]),
        ("def empty(basket):\n    basket.lines = []\n", ["staging.orders"]),
        ("from shop.loading import empty\nempty(name)\n", ["{table}", "staging.orders"]),
        ("from shop import loading\nloading.empty(name)\n", ["{table}", "staging.orders"]),
    ],
)
def test_who_else_calls_it(other: str, told: list[str]) -> None:
    files = {"shop/loading.py": LOADING, "shop/other.py": other}
    gatherer = Gatherer(Overlay(Nothing(), files), lambda _: Settings(), Cache(None), 1)
    facts = gatherer.gather([*files]).readings["shop/loading.py"].facts
    assert [one.target for one in facts if isinstance(one, DataChange)] == told
