"""Objects of stores on ways that are not plain: other modules' models, helpers, pages of keys."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, SchemaChange, Scope
from guardrail.model import Confidence, EnvironmentKind
from guardrail.stream import Embedded

REDIS = "import redis\nr = redis.Redis(host='cache.acme.io')\n"


def change(code: str) -> DataChange | None:
    """The only change of rows that the code makes, `None` where it makes none."""
    found = [item for item in items(code) if isinstance(item, DataChange)]
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("from app.models import User\nUser.delete().execute()", Scope.NONE),
        ("from app.db import User\nUser.delete().where(User.id == 7).execute()", Scope.FILTERED),
        (
            "from app.models import User\nfor u in User.select():\n    u.delete_instance()",
            Scope.NONE,
        ),
    ],
)
def test_a_model_of_another_module_is_presumed_from_what_is_called_on_it(
    code: str, scope: Scope
) -> None:
    found = change(code)
    assert found is not None
    assert found.scope is scope
    assert found.confidence is Confidence.MEDIUM


@pytest.mark.parametrize(
    "code",
    [
        "from pathlib import Path\nPath.delete().execute()",
        "from pydantic import BaseModel\nclass User(BaseModel):\n    pass\nUser.delete_all()",
        "from app.models import user\nuser.delete().run()",
    ],
)
def test_what_is_no_model_is_none(code: str) -> None:
    assert change(code) is None


def test_the_class_method_of_a_model_is_about_the_model() -> None:
    found = change(
        "import peewee\nclass User(peewee.Model):\n    @classmethod\n    def purge(cls):\n"
        "        return cls.delete().execute()\n"
    )
    assert found is not None
    assert (found.target, found.scope) == ("User", Scope.NONE)


@pytest.mark.parametrize(
    ("code", "scope"),
    [
        ("r.delete(*r.keys())", Scope.NONE),
        ("keys = list(r.scan_iter())\nr.delete(*keys[:500])", Scope.NONE),
        ("pattern = '*'\nr.delete(*r.keys(pattern))", Scope.TAUTOLOGY),
        ("at, keys = r.scan(0, match='*', count=100)\nr.delete(*keys)", Scope.TAUTOLOGY),
        ("for key in r.scan_iter():\n    if old(key):\n        r.delete(key)", Scope.UNKNOWN),
    ],
)
def test_keys_that_are_deleted_are_all_or_those_that_were_picked(code: str, scope: Scope) -> None:
    found = change(REDIS + code)
    assert found is not None
    assert found.scope is scope


@pytest.mark.parametrize(
    "code",
    [
        "r.delete(*r.keys('session:*'))",
        "r.delete('lock')",
        "at, keys = r.scan(0, match='old:*')\nr.delete(*keys)",
        "r.delete(*[key for key in r.scan_iter() if old(key)])",
    ],
)
def test_keys_of_a_pattern_are_not_told(code: str) -> None:
    assert change(REDIS + code) is None


def test_what_a_helper_is_called_with_is_what_it_works_on() -> None:
    helper = "def wipe(cache):\n    cache.flushdb()\n\n"
    found = change(REDIS + helper + "wipe(r)")
    assert found is not None
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize(
    ("name", "confidence"),
    [("redis_client", Confidence.MEDIUM), ("shop_redis", Confidence.MEDIUM), ("x", Confidence.LOW)],
)
def test_a_name_that_speaks_of_a_store_makes_it_likely(name: str, confidence: Confidence) -> None:
    found = change(f"from app.cache import {name}\n{name}.flushall()")
    assert found is not None
    assert found.confidence is confidence


@pytest.mark.parametrize(
    "code",
    [
        "import fakeredis\nfakeredis.FakeRedis().flushall()",
        "from mongomock import MongoClient\nMongoClient().shop.users.delete_many({})",
        "import qdrant_client as q\nq.QdrantClient(':memory:').delete('docs', Filter())",
    ],
)
def test_a_store_of_the_process_alone_is_a_throwaway(code: str) -> None:
    found = change(code)
    assert found is not None
    assert found.environment.kind is EnvironmentKind.THROWAWAY


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("delete(p for p in Person)", Scope.NONE),
        ("delete(p for p in Person if p.age > 100)", Scope.FILTERED),
        ("Person.select(lambda p: p.age > 100).delete(bulk=True)", Scope.FILTERED),
    ],
)
def test_a_generator_stands_for_what_it_runs_over(code: str, told: Scope) -> None:
    start = "from pony.orm import *\ndb = Database()\nclass Person(db.Entity):\n    pass\n"
    found = change(start + code)
    assert found is not None
    assert (found.target, found.scope) == ("Person", told)


def test_a_query_that_is_filtered_on_some_ways_says_on_which_it_is_not() -> None:
    found = change(
        "from supabase import create_client\nsb = create_client(url, key)\n"
        "query = sb.table('orders').delete()\nif status:\n"
        "    query = query.eq('status', status)\nquery.execute()\n"
    )
    assert found is not None
    assert (found.scope, found.reason) == (Scope.UNKNOWN, "unscoped when status is false")


@pytest.mark.parametrize(("query", "scope"), [("", Scope.NONE), (".where(File.a == 1)", "picked")])
def test_what_a_generator_yields_is_what_a_loop_over_it_takes(query: str, scope: Scope) -> None:
    found = change(
        "from itertools import islice\nfrom peewee import Model\nclass File(Model):\n    pass\n"
        "def batches(query):\n    rows = iter(query)\n"
        "    while chunk := list(islice(rows, 100)):\n        yield chunk\n"
        f"for chunk in batches(File.select(){query}):\n"
        "    for file in chunk:\n        file.delete_instance()\n"
    )
    assert found is not None
    assert found.scope is (scope if scope is Scope.NONE else Scope.FILTERED)


BATCH = """
import redis, contextlib
@contextlib.contextmanager
def cluster():
    client = redis.cluster.RedisCluster.from_url(URL)
    try:
        yield client
    finally:
        client.close()
with cluster() as client:
    batch = []
    for key in client.scan_iter({pattern}):
        {picked}batch.append(key)
        if len(batch) >= 500:
            client.unlink(*batch)
            batch = []
"""


@pytest.mark.parametrize(
    ("pattern", "picked", "scope"),
    [
        ("'*'", "", Scope.TAUTOLOGY),
        ("", "", Scope.NONE),
        ("'*'", "if key in old: ", Scope.UNKNOWN),
    ],
)
def test_what_is_collected_in_a_loop_is_what_it_runs_over(
    pattern: str, picked: str, scope: Scope
) -> None:
    found = change(BATCH.format(pattern=pattern, picked=picked))
    assert found is not None
    assert found.scope is scope


def test_the_empty_condition_leaves_all() -> None:
    found = change(
        "from tortoise.models import Model\nfrom tortoise.expressions import Q\n"
        "class User(Model):\n    pass\nwanted = Q()\nawait User.filter(wanted).delete()\n"
    )
    assert found is not None
    assert found.scope is Scope.NONE


def test_attributes_that_are_assigned_together() -> None:
    found = change(
        "import redis\nclass Cache:\n"
        "    def __init__(self, url):\n        self.url, self.r = url, redis.from_url(url)\n"
        "    def clear(self):\n        self.r.flushdb()\n"
    )
    assert found is not None
    assert found.confidence is Confidence.HIGH


@pytest.mark.parametrize(
    "given",
    [
        "stages(2)",
        "[*base, {'$out': 'totals'}]",
        "base + [{'$out': 'totals'}]",
    ],
)
def test_a_stage_of_a_pipeline_is_found_where_it_is_put_together(given: str) -> None:
    code = (
        "from pymongo import MongoClient\nshop = MongoClient(url).shop\n\n"
        "def stages(month):\n    return [{'$match': {'month': month}}, {'$out': 'totals'}]\n\n"
        f"def run(base):\n    shop.visits.aggregate({given})\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert (found.replace, found.name) == (True, "totals")


def test_a_comma_at_the_end_of_a_call_says_nothing() -> None:
    code = (
        "from qdrant_client import QdrantClient, models\nclient = QdrantClient(url)\n"
        "client.delete(\n    'docs',\n    points_selector=models.FilterSelector(\n"
        "        filter=models.Filter(must=[]),\n    ),\n)\n"
    )
    (found,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert found.scope is Scope.TAUTOLOGY


@pytest.mark.parametrize(
    ("objects", "scopes"),
    [("all()", [Scope.NONE]), ("filter(Prefix=f'sites/{site}/')", [])],
)
def test_the_bucket_behind_a_storage_of_django(objects: str, scopes: list[Scope]) -> None:
    code = (
        "from django.core.files.storage import storages\n"
        "from storages.backends.s3 import S3Storage\n\n"
        "def media() -> S3Storage:\n    return storages['media']\n\n"
        f"def purge(site):\n    bucket = media().bucket\n    bucket.objects.{objects}.delete()\n"
    )
    unscoped = (Scope.NONE, Scope.TAUTOLOGY)
    found = [one.scope for one in items(code) if isinstance(one, DataChange)]
    assert [one for one in found if one in unscoped] == scopes


@pytest.mark.parametrize(
    ("folder", "scope"),
    [("''", Scope.TAUTOLOGY), ("'tmp'", None), ("settings.FOLDER", Scope.UNKNOWN)],
)
def test_storages_of_django_are_taken_by_their_names(folder: str, scope: Scope | None) -> None:
    code = (
        "from django.core.files.storage import storages\n\ndef clean():\n"
        f"    storage = storages['exports']\n    _, files = storage.listdir({folder})\n"
        "    for name in files:\n        storage.delete(name)\n"
    )
    found = change(code)
    assert (found.scope if found else None) is scope


@pytest.mark.parametrize(
    ("code", "confidence"),
    [
        ("from app import db\ndb.drop_all_tables(with_all_data=True)", Confidence.MEDIUM),
        ("from app import db\ndb.drop_all_tables()", None),
    ],
)
def test_a_method_and_its_argument_are_nobody_else_s(
    code: str, confidence: Confidence | None
) -> None:
    found = [one.confidence for one in items(code) if isinstance(one, SchemaChange)]
    assert found == ([confidence] if confidence is not None else [])


def test_connections_of_tortoise_are_taken_by_their_names() -> None:
    code = (
        "from tortoise import connections\n\nasync def clean():\n"
        "    conn = connections.get('default')\n"
        "    await conn.execute_script('TRUNCATE booking, guest')\n"
    )
    assert [one.source.text for one in items(code) if isinstance(one, Embedded)] == [
        "TRUNCATE booking, guest"
    ]
