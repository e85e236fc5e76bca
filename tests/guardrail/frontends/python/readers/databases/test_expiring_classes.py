"""Indexes that let documents go, in the classes and calls that say of which collection they are."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

INDEX = "IndexModel([('created_at', 1)], expireAfterSeconds=86400)"
CLASS = """
from beanie import Document
from pymongo import IndexModel, MongoClient

class {0}(Document):
    class Settings:
        {1}
        indexes = [{2}]
"""


@pytest.mark.parametrize(
    ("name", "said", "index", "told"),
    [
        ("Order", "pass", INDEX, ["Order"]),
        ("Thing", "name = 'orders'", INDEX, ["orders"]),
        ("Thing", "name = 'login_attempts'", INDEX, []),
        ("Session", "pass", INDEX, []),
        ("Order", "pass", INDEX.replace("created_at", "expires_at"), []),
        ("Order", "pass", f"{INDEX[:-1]}, partialFilterExpression={{'state': 'cart'}})", []),
        ("Order", "pass", INDEX.replace("86400", "86400 * 365"), []),
    ],
)
def test_classes_of_documents(name: str, said: str, index: str, told: list[str]) -> None:
    found = items(CLASS.format(name, said, index))
    assert [one.table for one in found if isinstance(one, SchemaChange)] == told


@pytest.mark.parametrize(("collection", "told"), [("orders", True), ("sessions", False)])
def test_indexes_that_are_made_of_a_collection(collection: str, told: bool) -> None:
    code = f"""
from pymongo import IndexModel, MongoClient

MongoClient("mongodb://h").shop.{collection}.create_indexes([{INDEX}])
"""
    assert any(isinstance(one, SchemaChange) for one in items(code)) is told
