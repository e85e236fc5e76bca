"""What a program calls by a name that it makes up is its own: nothing else has that name."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import Effect, ResourceChange
from guardrail.model import Environment, EnvironmentKind
from guardrail.stream import Embedded

START = """\
import os, secrets, time, uuid
from datetime import UTC, datetime
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

OF_A_METHOD = """
class Swap:
    def create(self):
        name = f"shop_{uuid.uuid4().hex}"
        client[name].orders.insert_one({})
        return name

    def run(self):
        name = self.create()
        client.drop_database(name)
"""
INDEX = """
from pinecone import Pinecone
namespace = {namespace}
Pinecone().Index("articles").delete(delete_all=True, namespace=namespace)
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
        "stamp = datetime.now(UTC).strftime('%H%M%S')\nclient.drop_database(f'shop_{stamp}')",
        INDEX.format(namespace="f'check-{uuid.uuid4().hex}'"),
        OF_A_METHOD,
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
        INDEX.format(namespace="os.environ.get('NAMESPACE', 'articles')"),
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


AWS = """\
import boto3
from datetime import datetime, timezone
from uuid import uuid4

class Drill:
    def __init__(self, source):
        self.source = source
        self.name = {named}

    def clean(self):
        boto3.client("rds").delete_db_instance(
            DBInstanceIdentifier=self.name, SkipFinalSnapshot=True
        )
"""


@pytest.mark.parametrize(
    ("named", "own"),
    [
        ('f"drill-{source}-{datetime.now(timezone.utc):%Y%m%d%H%M}"', True),
        ('"drill-" + datetime.utcnow().strftime("%Y%m%d-%H%M%S")', True),
        ('f"drill-{uuid4().hex[:8]}"', True),
        ('f"shop-{datetime.now(timezone.utc):%Y%m}"', False),
        ("source", False),
    ],
)
def test_a_resource_of_a_cloud_that_is_named_by_the_minute(named: str, own: bool) -> None:
    found = [one for one in items(AWS.format(named=named)) if isinstance(one, ResourceChange)]
    kinds = [one.environment.kind is EnvironmentKind.THROWAWAY for one in found]
    assert kinds == [own]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ('f"shop_{uuid.uuid4().hex[:8]}"', EnvironmentKind.THROWAWAY),
        ('"shop_" + secrets.token_hex(4)', EnvironmentKind.THROWAWAY),
        ('os.environ["SHOP_DATABASE"]', EnvironmentKind.UNKNOWN),
        ('f"shop_{tenant}"', EnvironmentKind.UNKNOWN),
    ],
)
def test_a_statement_says_the_name_that_was_made_up(name: str, kind: EnvironmentKind) -> None:
    code = f"import psycopg\ncur = psycopg.connect(dsn).cursor()\nname = {name}\n"
    run = 'cur.execute(f"DROP DATABASE {name}")\n'
    (one,) = (one for one in items(START + code + run) if isinstance(one, Embedded))
    assert one.source.surroundings.environment.kind is kind


FIXTURES = """
import pytest, pytest_asyncio

@pytest.fixture
def database():
    return {name}

@pytest_asyncio.fixture
async def db({given}):
    yield client[database]
    await client.drop_database(database)
"""


@pytest.mark.parametrize(
    ("name", "given", "random"),
    [
        ("f'test_{uuid.uuid4().hex}'", "database", True),
        ("'shop_' + secrets.token_hex(4)", "database: str", True),
        ("os.environ['MONGO_DB']", "database", False),
        ("f'test_{uuid.uuid4().hex}'", "database='shop'", False),
    ],
)
def test_a_name_that_a_fixture_makes_up(name: str, given: str, random: bool) -> None:
    found = environments(FIXTURES.format(name=name, given=given))
    assert [one.kind is EnvironmentKind.THROWAWAY for one in found] == [random]


def test_a_function_that_is_no_fixture_gives_a_parameter_nothing() -> None:
    code = FIXTURES.replace("@pytest.fixture\n", "").format(
        name="f'test_{uuid.uuid4().hex}'", given="database"
    )
    assert [one.kind for one in environments(code)] != [EnvironmentKind.THROWAWAY]


LISTED = """
from opensearchpy import OpenSearch
search = OpenSearch(hosts=[os.environ["SEARCH_HOST"]])
run = uuid.uuid4().hex

def drop(pattern):
    names = sorted(search.indices.get(index=pattern))
    for name in names:
        search.indices.delete(index=name)

for name in {listed}:
    search.indices.delete(index=name)
"""


@pytest.mark.parametrize(
    ("listed", "own"),
    [
        ("search.indices.get(index=f'siem-{run}-*')", True),
        ("sorted(search.indices.get(f'siem-{run}-*'))", True),
        ("search.indices.get(index='siem-*')", False),
        ("random.sample(search.indices.get(index='siem-*'), 3)", False),
        ("search.indices.get(index='siem-*', timeout=random.randint(1, 9))", False),
    ],
)
def test_what_is_listed_by_a_name_that_is_made_up(listed: str, own: bool) -> None:
    *_, last = environments(LISTED.format(listed=listed))
    assert (last.kind is EnvironmentKind.THROWAWAY) is own


def test_what_a_function_lists_that_is_handed_such_a_name() -> None:
    script = LISTED.partition("for name in {listed}")[0] + "if __name__ == '__main__':\n    "
    (own,) = environments(script + "drop(f'siem-{run}-*')")
    assert own.kind is EnvironmentKind.THROWAWAY
    assert EnvironmentKind.THROWAWAY not in [
        one.kind for one in environments(script + "drop('siem-*')")
    ]


@pytest.mark.parametrize(
    ("drawn", "own"),
    [
        ("random.choice(client.list_database_names())", False),
        ("random.choice(names)", False),
        ("f'check_{random.randint(1, 10**9)}'", True),
        ("'check_' + ''.join(random.choices(string.ascii_lowercase, k=8))", True),
    ],
)
def test_what_is_drawn_from_a_list_was_there_before(drawn: str, own: bool) -> None:
    code = f"{START}import random, string\nclient.drop_database({drawn})\n"
    (found,) = [one for one in items(code) if isinstance(one, Effect)]
    assert (found.environment.kind is EnvironmentKind.THROWAWAY) is own
