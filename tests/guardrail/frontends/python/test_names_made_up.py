"""What a program calls by a name that it makes up is its own: nothing else has that name."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect
from guardrail.model import Environment, EnvironmentKind

START = """\
import os, secrets, time, uuid
from pymongo import MongoClient
client = MongoClient(os.environ["MONGO_URI"])
"""

OF_AN_OBJECT = """
class Check:
    def __init__(self):
        self.name = f"check_{uuid.uuid4().hex}"

    def clean(self):
        client.drop_database(self.name)
"""


def environments(code: str, start: str = START) -> list[Environment]:
    """Where what a program does is done."""
    return [one.environment for one in items(start + code) if isinstance(one, Effect)]


@pytest.mark.parametrize(
    "code",
    [
        "client.drop_database(f'test_{uuid.uuid4().hex}')",
        "NAME = 'test_' + uuid.uuid4().hex\nclient.drop_database(NAME)",
        "token = secrets.token_hex(4)\nclient.drop_database(f'check_{token}')",
        "def name():\n    return f'run_{uuid.uuid4()}'\n\nclient.drop_database(name())",
        "db = client[f'run_{int(time.time())}']\ndb.users.drop()",
        OF_AN_OBJECT,
    ],
)
def test_what_is_named_at_random_is_the_program_s_own(code: str) -> None:
    (where,) = environments(code)
    assert where.kind is EnvironmentKind.THROWAWAY


@pytest.mark.parametrize(
    "code",
    [
        "client.drop_database('shop')",
        "client.drop_database(os.environ['MONGO_DB'])",
        "name = 'shop'\nrun = uuid.uuid4().hex\nclient.drop_database(name)",
        "client.drop_database(f'{tenant}_archive')",
        "client[name].users.drop()",
    ],
)
def test_any_other_name_may_be_of_something_that_was_there(code: str) -> None:
    (where,) = environments(code)
    assert where.kind is EnvironmentKind.UNKNOWN


def test_a_bucket_found_or_made_by_such_a_name_is_the_program_s_own() -> None:
    start = "import uuid\nfrom influxdb_client import InfluxDBClient\n"
    code = (
        "NAME = f'test-{uuid.uuid4().hex}'\n"
        "buckets = InfluxDBClient(url).buckets_api()\n"
        "bucket = buckets.find_bucket_by_name(NAME) or buckets.create_bucket(bucket_name=NAME)\n"
        "buckets.delete_bucket(bucket)\n"
    )
    (where,) = environments(code, start)
    assert where.kind is EnvironmentKind.THROWAWAY


def test_a_database_of_tests_on_this_machine_is_thrown_away() -> None:
    start = "from pymongo import MongoClient\nclient = MongoClient('mongodb://localhost:27017')\n"
    (tests,) = environments("client.drop_database('shop_test')", start)
    (shop,) = environments("client.drop_database('shop')", start)
    assert tests.kind is EnvironmentKind.THROWAWAY
    assert shop.kind is EnvironmentKind.LOCAL
