"""Fields of data classes with defaults: what an object was made with counts, not the default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

INDEXES = """\
from dataclasses import dataclass, field
from pymongo.database import Database

@dataclass(frozen=True)
class Index:
    collection: str
    keys: list
    options: dict = field(default_factory=dict)
    ttl: int | None = None

INDEXES = [
    Index("orders", [("number", 1)], {{"unique": True}}),
    {index},
]

def ensure(db: Database) -> None:
    for index in INDEXES:
        db[index.collection].create_index(index.keys, {given})
"""
OPTIONS, TTL = "**index.options", "expireAfterSeconds=index.ttl"


@pytest.mark.parametrize(
    ("index", "given", "told"),
    [
        ('Index("orders", [("at", 1)], {"expireAfterSeconds": 0})', OPTIONS, ["orders"]),
        ('Index("orders", [("at", 1)], options={"expireAfterSeconds": 0})', OPTIONS, ["orders"]),
        ('Index("orders", [("at", 1)], ttl=60)', TTL, ["orders"]),
        ('Index("orders", [("expires_at", 1)], {"expireAfterSeconds": 0})', OPTIONS, []),
        ('Index("sessions", [("at", 1)], {"expireAfterSeconds": 0})', OPTIONS, []),
        ('Index("orders", [("at", 1)], ttl=31_536_000)', TTL, []),
        ('Index("orders", [("at", 1)])', TTL, []),
    ],
)
def test_what_each_index_is_given(index: str, given: str, told: list[str]) -> None:
    found = items(INDEXES.format(index=index, given=given))
    assert [one.table for one in found if isinstance(one, SchemaChange)] == told


def test_entries_of_dictionaries_are_looked_at_one_by_one() -> None:
    code = (
        "from pymongo.database import Database\n"
        'INDEXES = [{"keys": [("at", 1)], "options": {"expireAfterSeconds": 0}}]\n'
        "def ensure(db: Database) -> None:\n"
        "    for one in INDEXES:\n"
        '        db["orders"].create_index(one["keys"], **one["options"])\n'
    )
    assert [one.table for one in items(code) if isinstance(one, SchemaChange)] == ["orders"]
    later = code.replace('("at", 1)', '("expires_at", 1)')
    assert not [one for one in items(later) if isinstance(one, SchemaChange)]
