"""What a `with` statement opens first is there for what it opens next."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange, SchemaChange

TRIAL = """
from contextlib import contextmanager
from pymongo import MongoClient

@contextmanager
def trial(client):
    try:
        yield client.shop
    finally:
        client.drop_database("shop")

{opened}
        print(shop)
"""


@pytest.mark.parametrize(
    "opened",
    [
        "with MongoClient(URL) as client:\n    with trial(client) as shop:",
        "if True:\n    with MongoClient(URL) as client, trial(client) as shop:",
        "if True:\n    with (MongoClient(URL) as client, trial(client) as shop):",
        "if True:\n    with open(LOG) as log, MongoClient(URL) as one, trial(one) as shop:",
    ],
)
def test_the_next_one_is_given_the_first(opened: str) -> None:
    found = [
        one
        for one in items(TRIAL.format(opened=opened))
        if isinstance(one, (SchemaChange, ResourceChange))
    ]
    assert [one.name for one in found] == ["shop"]
