"""What goes by itself once it is old enough: how long that is, on which way it is given."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange

KAFKA = "import os\nfrom datetime import timedelta\nfrom confluent_kafka.admin import ConfigEntry\n"


def told(code: str) -> list[str]:
    """What goes by itself, as it is told."""
    found = [one for one in items(code) if isinstance(one, SchemaChange)]
    return [one.options[1].rsplit(" they are ", 1)[-1] for one in found]


@pytest.mark.parametrize(
    ("time", "short"),
    [
        ("'1000'", "1 second old"),
        ("str(60 * 60 * 1_000)", "1 hour old"),
        ("f'{1000}'", "1 second old"),
        ("os.environ.get('RETENTION_MS', '1000')", "1 second old"),
        ("str(int(timedelta(minutes=90).total_seconds()) * 1000)", "90 minutes old"),
        ("str(KEPT)", "1 second old"),
        ("'604800000'", ""),
        ("'-1'", ""),
        ("str(7 * 24 * 60 * 60 * 1000)", ""),
        ("os.environ['RETENTION_MS']", ""),
    ],
)
def test_a_time_is_calculated(time: str, short: str) -> None:
    assert (
        told(f"{KAFKA}KEPT = 1_000\nConfigEntry('retention.ms', {time})\n")
        == [short][: bool(short)]
    )


def test_a_time_is_handed_from_function_to_function() -> None:
    code = (
        f"{KAFKA}KEPT = 1_000\ndef entry(ms):\n    return ConfigEntry('retention.ms', str(ms))\n"
        "def apply(ms):\n    return [entry(ms) for topic in TOPICS]\napply(KEPT)\n"
    )
    assert told(code) == ["1 second old"]
    assert told(code.replace("KEPT = 1_000", "KEPT = 14 * 24 * 3_600_000")) == []


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("shop.orders.create_index('created_at', expireAfterSeconds=60)", True),
        ("shop.orders.create_index([('created_at', 1)], expireAfterSeconds=60)", True),
        ("shop.orders.create_index('created_at', expireAfterSeconds=7_776_000)", False),
        ("shop.orders.create_index('expires_at', expireAfterSeconds=0)", False),
        ("shop.sessions.create_index('created_at', expireAfterSeconds=3600)", False),
        (
            (
                "shop.orders.create_index('at', expireAfterSeconds=60,"
                " partialFilterExpression={'draft': True})"
            ),
            False,
        ),
        ("shop.command('collMod', 'orders', index={'expireAfterSeconds': 60})", True),
    ],
)
def test_a_ttl_index_lets_documents_go(line: str, is_told: bool) -> None:
    code = f"from pymongo import MongoClient\nshop = MongoClient().shop\n{line}\n"
    assert bool(told(code)) is is_told


RECORDS = """
from typing import NamedTuple
from pymongo import ASCENDING, MongoClient
DAY = 24 * 60 * 60

class Expiry(NamedTuple):
    collection: str
    field: str
    seconds: int

EXPIRIES = [Expiry("otp_codes", "issued_at", 300), Expiry(COLLECTION, FIELD, 30 * DAY)]

def ensure(db):
    for expiry in EXPIRIES:
        db[expiry.collection].create_index(
            [(expiry.field, ASCENDING)], expireAfterSeconds=expiry.seconds
        )

ensure(MongoClient().get_default_database())
"""


@pytest.mark.parametrize(
    ("collection", "field", "short"),
    [
        ("subscribers", "created_at", "30 days old"),
        ("shop_orders", "created_at", "30 days old"),
        ("subscribers", "ends_at", ""),
        ("subscribers", "expiry_date", ""),
        ("web_sessions", "created_at", ""),
        ("metrics", "created_at", ""),
    ],
)
def test_what_people_keep_goes_by_itself(collection: str, field: str, short: str) -> None:
    code = RECORDS.replace("COLLECTION", f"'{collection}'").replace("FIELD", f"'{field}'")
    assert told(code) == [short][: bool(short)]
