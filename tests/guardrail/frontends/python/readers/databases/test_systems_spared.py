"""Loops that spare what belongs to the store itself take all that people have made."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import Confidence

HEAD = """
from pymongo import MongoClient
client = MongoClient("mongodb://shop.acme.io")
OWN = {"admin", "config", "local"}
KEPT = {"orders", "admin"}
"""
LOOP = "for name in client.list_database_names():\n"


def surely_dropped(code: str) -> bool:
    """Whether databases are dropped that nobody has picked."""
    found = [one for one in items(HEAD + code) if isinstance(one, SchemaChange)]
    assert len(found) == 1
    return found[0].confidence is Confidence.HIGH


@pytest.mark.parametrize(
    "condition",
    [
        "name in OWN",
        "name in ('admin', 'local')",
        "name == 'admin'",
        "name.startswith('_')",
        "name in OWN or name.startswith('.')",
        "not (name not in OWN)",
    ],
)
def test_what_the_store_itself_owns_is_no_choice(condition: str) -> None:
    skipped = f"    if {condition}:\n        continue\n    client.drop_database(name)\n"
    assert surely_dropped(LOOP + skipped)
    behind = f"    if not ({condition}):\n        client.drop_database(name)\n"
    assert surely_dropped(LOOP + behind)
    listed = f"for name in [name for name in client.list_database_names() if not ({condition})]:\n"
    assert surely_dropped(f"{listed}    client.drop_database(name)\n")


@pytest.mark.parametrize(
    "condition",
    [
        "name in KEPT",
        "name not in OWN",
        "name == current",
        "name in OWN and name.startswith('shop')",
        "name in OWN or name.startswith('shop')",
        "not name.startswith('_')",
    ],
)
def test_whatever_else_is_spared_is_a_choice(condition: str) -> None:
    skipped = f"    if {condition}:\n        continue\n    client.drop_database(name)\n"
    assert not surely_dropped(LOOP + skipped)
