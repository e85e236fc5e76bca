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


def dropped(code: str) -> SchemaChange:
    """What is dropped."""
    found = [one for one in items(HEAD + code) if isinstance(one, SchemaChange)]
    assert len(found) == 1
    return found[0]


def surely_dropped(code: str) -> bool:
    """Whether databases are dropped that nobody has picked."""
    return dropped(code).confidence is Confidence.HIGH and not dropped(code).guards


@pytest.mark.parametrize(
    "condition",
    [
        "name in OWN",
        "name in ('admin', 'local')",
        "name == 'admin'",
        "name.startswith('_')",
        "name in OWN or name.startswith('.')",
        "not (name not in OWN)",
        "name in OWN and name.startswith('shop')",
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
        "name in OWN or name.startswith('shop')",
        "not name.startswith('_')",
    ],
)
def test_whatever_else_is_spared_is_a_choice(condition: str) -> None:
    skipped = f"    if {condition}:\n        continue\n    client.drop_database(name)\n"
    assert not surely_dropped(LOOP + skipped)


@pytest.mark.parametrize("condition", ["name in KEPT", "name == 'orders'", "name in listed()"])
def test_all_but_a_few_are_told_with_a_doubt(condition: str) -> None:
    code = f"{LOOP}    if {condition}:\n        continue\n    client.drop_database(name)\n"
    told = condition != "name in listed()"
    assert (dropped(code).confidence is Confidence.HIGH) is told
    assert bool(dropped(code).guards) is told
