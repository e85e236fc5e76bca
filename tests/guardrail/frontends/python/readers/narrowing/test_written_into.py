"""What a filter leaves that is written into after it was made, and objects that aren't there."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, SchemaChange, Scope

ELASTIC = "from elasticsearch import Elasticsearch\n\nclient = Elasticsearch()\n\n"
DELETE = "    client.delete_by_query(index='docs', body=body)\n"


@pytest.mark.parametrize(
    ("written", "scope", "reason"),
    [
        ("", Scope.TAUTOLOGY, "holds for all"),
        ("    body['size'] = 10\n", Scope.TAUTOLOGY, "holds for all"),
        ("    body['query']['bool']['must'].append(one)\n", Scope.UNKNOWN, ""),
        ("    body['query'] = {'term': {'a': 1}}\n", Scope.FILTERED, ""),
        ("    body.update(given)\n", Scope.UNKNOWN, ""),
        (
            "    for one in where:\n        body['query']['bool']['must'].append(one)\n",
            Scope.UNKNOWN,
            "unscoped when where is empty",
        ),
        (
            "    if where:\n        body['query']['bool']['must'].append(where)\n",
            Scope.UNKNOWN,
            "unscoped when where is false",
        ),
    ],
)
def test_what_is_written_deep_into_a_query(written: str, scope: Scope, reason: str) -> None:
    made = "def clean(where, one, given):\n    body = {'query': {'bool': {'must': []}}}\n"
    (change,) = [
        one for one in items(ELASTIC + made + written + DELETE) if isinstance(one, DataChange)
    ]
    assert change.scope is scope
    assert reason in change.reason


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        ("", Scope.NONE),
        ("'tmp/'", Scope.FILTERED),
        ("folder", Scope.FILTERED),
        ("name_starts_with='tmp/'", Scope.FILTERED),
    ],
)
def test_blobs_are_picked_by_the_first_argument(listed: str, expected: Scope) -> None:
    code = (
        "from azure.storage.blob import ContainerClient\n\n"
        "def clean(container: ContainerClient, folder):\n"
        f"    for blob in container.list_blobs({listed}):\n"
        "        container.delete_blob(blob.name)\n"
    )
    found = [one.scope for one in items(code) if isinstance(one, DataChange)]
    assert found == ([Scope.NONE] if expected is Scope.NONE else [])


QDRANT = "from qdrant_client import QdrantClient\n\nclient = QdrantClient()\n\ndef make(name):\n"
MADE = "client.recreate_collection(collection_name='docs')\n"


@pytest.mark.parametrize(
    ("condition", "drops"),
    [
        ("name not in names", False),
        ("not client.collection_exists(name)", False),
        ("client.collection_exists(name)", True),
        ("fresh", True),
    ],
)
def test_nothing_is_dropped_where_there_was_none(condition: str, drops: bool) -> None:
    found = items(QDRANT + f"    if {condition}:\n        {MADE}")
    assert any(isinstance(one, SchemaChange) for one in found) is drops


def test_a_class_of_another_module_is_not_sqlalchemys() -> None:
    drop = "def drop(name):\n    return ddl.DropTable(name)\n"
    assert not [
        one for one in items("from shop import ddl\n\n" + drop) if isinstance(one, SchemaChange)
    ]
    ours = items("from sqlalchemy import schema as ddl\n\n" + drop)
    assert [one for one in ours if isinstance(one, SchemaChange)]


def test_the_name_of_a_mongo_database_is_no_collection() -> None:
    made = "from pymongo import MongoClient\n\nshop = MongoClient().shop\n"
    (change,) = [
        one
        for one in items(made + "shop.client.drop_database(shop.name)\n")
        if isinstance(one, SchemaChange)
    ]
    assert change.name == ""


ROWS = "from shop.models import User\n\n\ndef clean(formset, project):\n"


@pytest.mark.parametrize(
    ("body", "scopes"),
    [
        ("    for one in User.objects.all():\n        one.delete()\n", [Scope.NONE]),
        (
            "    for one in User.objects.all():\n        note(one)\n    one.delete()\n",
            [Scope.KEYED],
        ),
        ("    for one in formset.deleted_objects:\n        one.delete()\n", []),
        ("    for one in User.deleted_objects.all():\n        one.delete()\n", [Scope.NONE]),
        ("    User.query.delete()\n", [Scope.NONE]),
        ("    User.query.delete(project, 7)\n", []),
    ],
)
def test_which_rows_a_loop_or_a_query_means(body: str, scopes: list[Scope]) -> None:
    found = [one.scope for one in items(ROWS + body) if isinstance(one, DataChange)]
    assert found == scopes


def test_either_of_two_flags_that_are_off_by_default() -> None:
    code = ROWS.replace("project):", "some=False, every=False):")
    (change,) = [
        one
        for one in items(code + "    if some or every:\n        User.objects.all().delete()\n")
        if isinstance(one, DataChange)
    ]
    assert change.guards == ("if some or every, off by default",)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("update(users, users.c.id == key, {'a': 1})", Scope.FILTERED),
        ("update(users, None, {'a': 1})", Scope.NONE),
        ("update(users).values({'a': 1})", Scope.NONE),
        ("delete(users, users.c.a == key)", Scope.FILTERED),
        ("delete(users)", Scope.NONE),
    ],
)
def test_sqlalchemy_took_the_condition_beside_the_table(statement: str, expected: Scope) -> None:
    code = (
        "from sqlalchemy import MetaData, Table, delete, update\n\n"
        "users = Table('users', MetaData())\n\n\n"
        f"def clean(session, key):\n    session.execute({statement})\n"
    )
    (change,) = [one for one in items(code) if isinstance(one, DataChange)]
    narrowed = change.scope in (Scope.FILTERED, Scope.KEYED)
    assert narrowed is (expected is Scope.FILTERED)
