"""Rows that reach a deletion through generators, portions, parameters and collected options."""

from __future__ import annotations

from textwrap import dedent

import pytest
from reading_python import items

from guardrail.effects import DataChange, Effect, SchemaChange, Scope
from guardrail.model import Confidence


def scopes(code: str) -> list[Scope]:
    """The scopes of what a program deletes."""
    return [one.scope for one in items(dedent(code)) if isinstance(one, DataChange)]


DYNAMO = """
import boto3
table = boto3.resource("dynamodb").Table("sessions")

def pages(**options):
    while True:
        page = table.scan(ProjectionExpression="pk", **options)
        yield page["Items"]
        if "LastEvaluatedKey" not in page:
            return
        options["ExclusiveStartKey"] = page["LastEvaluatedKey"]

def clean(limit):
    for rows in pages({given}):
        for row in rows:
            table.delete_item(Key={{"pk": row["pk"]}})
"""


def test_options_that_nobody_gives_leave_nothing_out() -> None:
    assert scopes(DYNAMO.format(given="")) == [Scope.NONE]
    assert scopes(DYNAMO.format(given="FilterExpression=limit")) == []  # as if it stood there


PORTIONS = """
import boto3
dynamodb = boto3.client("dynamodb")

def chunks(rows, size):
    held = []
    for row in rows:
        held.append(row)
    yield held

def keys():
    for row in dynamodb.scan(TableName="events"{filter})["Items"]:
        {condition}yield {{"pk": row["pk"], "sk": row["sk"]}}

def clean():
    for portion in chunks(keys(), 25):
        dynamodb.batch_write_item(
            RequestItems={{"events": [{{"DeleteRequest": {{"Key": key}}}} for key in portion]}}
        )
"""


@pytest.mark.parametrize(
    ("filter", "condition", "found"),
    [
        ("", "", [Scope.NONE]),
        (', FilterExpression="#s = :done"', "", []),
        ("", 'if row["old"]: ', [Scope.UNKNOWN]),
    ],
)
def test_parts_of_rows_in_portions_are_the_rows(
    filter: str, condition: str, found: list[Scope]
) -> None:
    condition = condition.replace(": ", ":\n            ")
    assert scopes(PORTIONS.format(filter=filter, condition=condition)) == found


USERS = """
from firebase_admin import auth

def delete_in_portions(uids: list[str]) -> None:
    for start in range(0, len(uids), 1000):
        auth.delete_users(uids[start : start + 1000])

def prune() -> None:
    uids = []
    for user in auth.list_users().iterate_all():
        {put}
    delete_in_portions(uids)
"""


def test_what_a_parameter_is_given_counts() -> None:
    every = USERS.format(put="uids.append(user.uid)")
    some = USERS.format(put="if not user.email_verified:\n            uids.append(user.uid)")
    assert scopes(every) == [Scope.NONE]
    assert scopes(some) == [Scope.UNKNOWN]


BULK = """
from elasticsearch import Elasticsearch, helpers
es = Elasticsearch(url)

def actions():
    for hit in helpers.scan(es, index="products"{query}):
        yield {{"_op_type": "delete", "_index": "products", "_id": hit["_id"]}}

helpers.bulk(es, actions())
"""


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [Scope.NONE]),
        (", query={'query': {'match_all': {}}}", [Scope.TAUTOLOGY]),
        (", query={'query': {'term': {'gone': True}}}", []),
    ],
)
def test_actions_over_all_that_a_scan_finds_delete_all(query: str, found: list[Scope]) -> None:
    assert scopes(BULK.format(query=query)) == found


@pytest.mark.parametrize(
    "head",
    [
        'def clear(client: Redis, pattern: str = "*"):',
        'def clear(client: Redis, pattern: str = Query("*", description="glob")):',
        'def clear(client: Redis, pattern: str = typer.Option(default="*")):',
        '@click.option("--pattern", default="*")\ndef clear(client: Redis, pattern):',
    ],
)
def test_a_pattern_that_may_be_left_out_may_stand_for_every_key(head: str) -> None:
    code = (
        "import click, typer\nfrom fastapi import Query\nfrom redis import Redis\n\n"
        f"{head}\n    for key in client.scan_iter(match=pattern, count=500):\n"
        "        client.delete(key)\n"
    )
    (change,) = [one for one in items(code) if isinstance(one, DataChange)]
    assert (change.scope, change.reason) == (
        Scope.UNKNOWN,
        "unscoped when pattern is left out",
    )
    assert scopes(code.replace('"*"', '"page:*"')) == []


def test_how_many_are_read_at_once_is_no_pattern() -> None:
    code = (
        "from redis import Redis\n\ndef clear(client: Redis, size: int = 500):\n"
        "    for key in client.scan_iter(match='page:*', count=size):\n        client.delete(key)\n"
    )
    assert scopes(code) == []


def test_a_loop_over_queues_empties_each_of_them() -> None:
    code = (
        "from rq import Queue\nfor queue in Queue.all(connection=redis):\n"
        "    try:\n        work(queue)\n    except Gone:\n        queue.empty()\n"
    )
    assert scopes(code) == [Scope.NONE]


@pytest.mark.parametrize(
    ("start", "found"),
    [("", [Confidence.LOW]), ("URL = 'redis://cache'\n", [Confidence.MEDIUM])],
)
def test_flushall_is_unmistakable_where_redis_is_spoken_of(
    start: str, found: list[Confidence]
) -> None:
    changes = [one for one in items(f"{start}region.client.flushall()") if isinstance(one, Effect)]
    assert [one.confidence for one in changes] == found


REPOSITORY = """
from motor.motor_asyncio import AsyncIOMotorCollection

class Repository:
    def __init__(self, collection: AsyncIOMotorCollection) -> None:
        self.collection = collection

    async def remove(self, where: dict | None = None) -> None:
        await self.collection.delete_many(where or {{}})

async def logout(tokens: Repository, user: str) -> None:
    await tokens.remove({given})
"""


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ("{'user': user}", ""),
        ("", "unscoped when where is empty"),
        ("{}", "unscoped when where is empty"),
    ],
)
def test_a_filter_that_every_call_gives_is_never_left_out(given: str, reason: str) -> None:
    changes = [one for one in items(REPOSITORY.format(given=given)) if isinstance(one, DataChange)]
    assert (changes[0].scope, changes[0].reason) == (Scope.UNKNOWN, reason)


MONGO = (
    "from pymongo import MongoClient\nusers = MongoClient(url).shop.users\n"
    "for one in users.find({given}){slice}:\n    users.delete_one({{'_id': one['_id']}})\n"
)


@pytest.mark.parametrize(
    ("given", "slice", "found"),
    [
        ("", "", [Scope.NONE]),
        ("projection={'_id': 1}", "", [Scope.TAUTOLOGY]),
        ("{}, {'_id': 1}", "", [Scope.TAUTOLOGY]),
        ("None, projection=['_id'], batch_size=100", "", [Scope.TAUTOLOGY]),
        ("{'old': True}", "", []),
        ("{'old': True}, {'_id': 1}", "", []),
        ("filter={'old': True}, projection={'_id': 1}", "", []),
        ("", "[:-10]", []),
        ("", "[10:]", []),
        ("", "[0:]", [Scope.NONE]),
    ],
)
def test_what_is_shown_of_documents_picks_none_of_them(
    given: str, slice: str, found: list[Scope]
) -> None:
    assert scopes(MONGO.format(given=given, slice=slice)) == found


def test_a_setting_s_default_names_what_is_dropped() -> None:
    code = (
        "import os\nfrom pymongo import MongoClient\n"
        "MongoClient(url).drop_database(os.environ.get('MONGO_DB', 'shop'))\n"
    )
    (change,) = [one for one in items(code) if isinstance(one, SchemaChange)]
    assert change.name == "shop"


def test_a_namespace_that_the_function_is_given_is_one_of_many() -> None:
    start = "from pinecone import Pinecone\nindex = Pinecone(key).Index('docs')\n"
    body = "index.delete(delete_all=True, namespace=space)\n"
    given = f"{start}def leave(space):\n    {body}"
    looped = f"{start}for space in index.describe_index_stats()['namespaces']:\n    {body}"
    assert scopes(given) == []
    assert scopes(looped) == [Scope.NONE]


PREFIXED = """
from redis import Redis
client = Redis.from_url(url)

def forget(prefix: str = ""):
    for key in client.scan_iter(f"{{prefix}}*"):
        client.delete(key)

def view(search):
    forget({given})
"""


@pytest.mark.parametrize(
    ("given", "reason"),
    [("", "unscoped when prefix is left out"), ("f'search:{search}:'", "")],
)
def test_a_text_around_nothing_stands_for_every_key(given: str, reason: str) -> None:
    changes = [one for one in items(PREFIXED.format(given=given)) if isinstance(one, DataChange)]
    assert [one.reason for one in changes if one.scope is Scope.UNKNOWN] == [reason]


QUEUES = (
    "import pika\nchannel = pika.BlockingConnection(parameters).channel()\n"
    "for name in {over}:\n    channel.queue_purge(name)\n"
)


@pytest.mark.parametrize(
    ("over", "scope"),
    [
        ("names", Scope.NONE),
        ("(n for n in names if n.startswith('tmp.'))", Scope.UNKNOWN),
        ("(n for n in names if not n.startswith('amq.'))", Scope.NONE),
    ],
)
def test_queues_that_a_name_picks_are_some_of_them(over: str, scope: Scope) -> None:
    assert scopes(QUEUES.format(over=over)) == [scope]


def test_an_application_of_celery_is_known_by_its_name() -> None:
    code = "from config.celery_app import app as celery_app\ncelery_app.control.purge()\n"
    assert scopes(code) == [Scope.NONE]


GENERATED = """
import boto3
s3 = boto3.client("s3")

def batches(cutoff):
    batch = []
    for page in s3.get_paginator("list_objects_v2").paginate(Bucket="shop"{prefix}):
        for one in page.get("Contents", []):
            {line}
            batch.append({{"Key": one["Key"]}})
            if len(batch) == 1000:
                yield batch
                batch = []
    if batch:
        yield batch

def clean(cutoff):
    for batch in batches(cutoff):
        s3.delete_objects(Bucket="shop", Delete={{"Objects": batch, "Quiet": True}})
"""


def test_a_list_that_a_generator_fills_and_gives_in_portions() -> None:
    assert scopes(GENERATED.format(prefix="", line="")) == [Scope.NONE]
    aged = 'if one["LastModified"] > cutoff: continue'
    assert Scope.NONE not in scopes(GENERATED.format(prefix="", line=aged))
    assert Scope.NONE not in scopes(GENERATED.format(prefix=', Prefix="tmp/"', line=""))


DAG = """
from airflow.decorators import dag, task
from airflow.models import Variable
from airflow.providers.amazon.aws.hooks.s3 import S3Hook

@dag(schedule="@daily")
def cleanup():
    @task
    def listed() -> list[str]:
        return S3Hook("lake").list_keys(bucket_name="exports", prefix={prefix}) or []

    @task
    def delete(keys: list[str]) -> None:
        S3Hook("lake").delete_objects(bucket="exports", keys=keys)

    delete(listed())

cleanup()
"""


@pytest.mark.parametrize(
    ("prefix", "found"),
    [
        ("''", [Scope.NONE]),
        ("Variable.get('prefix', default_var='')", [Scope.UNKNOWN]),
        ("Variable.get('prefix')", []),
        ("'tmp/'", []),
    ],
)
def test_what_one_task_lists_another_is_given(prefix: str, found: list[Scope]) -> None:
    assert scopes(DAG.format(prefix=prefix)) == found


LISTED_FIRST = """
import boto3
from itertools import batched

def chunks(items: list[str], size: int = 1000):
    for start in range(0, len(items), size):
        yield items[start : start + size]

bucket = boto3.resource("s3").Bucket("reports")
keys = {collected}
{loop}
    bucket.delete_objects(Delete={{"Objects": [{{"Key": key}} for key in {taken}]}})
"""


@pytest.mark.parametrize(
    ("loop", "taken"),
    [
        ("if keys:", "keys"),
        ("if keys:", "sorted(keys)"),
        ("for batch in chunks(keys):", "batch"),
        ("for batch in batched(keys, 1000):", "batch"),
        ("for at in range(0, len(keys), 9):", "keys[at : at + 9]"),
        ("while keys:\n    batch, keys = keys[:9], keys[9:]", "batch"),
    ],
)
@pytest.mark.parametrize(
    ("collected", "told"),
    [
        ("[one.key for one in bucket.objects.all()]", [Scope.NONE]),
        ("{one.key for one in bucket.objects.all()}", [Scope.NONE]),
        ('[one.key for one in bucket.objects.filter(Prefix="tmp/")]', []),
        ("[one.key for one in bucket.objects.all() if one.size == 0]", []),
    ],
)
def test_keys_are_of_what_they_were_collected_from(
    loop: str, taken: str, collected: str, told: list[Scope]
) -> None:
    assert scopes(LISTED_FIRST.format(collected=collected, loop=loop, taken=taken)) == told


@pytest.mark.parametrize("taken", ["keys[:-10]", "keys - wanted()", "keys if old(key)"])
def test_keys_of_which_some_are_left_out_are_not_all(taken: str) -> None:
    collected = "[one.key for one in bucket.objects.all()]"
    assert scopes(LISTED_FIRST.format(collected=collected, loop="if keys:", taken=taken)) == []


ADDED = """
import boto3
client = boto3.client("dynamodb")

def chunks(items, size):
    return [items[at : at + size] for at in range(0, len(items), size)]

def clean():
    keys = []
    for page in client.get_paginator("scan").paginate(TableName="orders"{filter}):
        {condition}{added}
    for part in chunks(keys, 25):
        client.batch_write_item(
            RequestItems={{"orders": [{{"DeleteRequest": {{"Key": key}}}} for key in part]}}
        )
"""


@pytest.mark.parametrize(
    "added",
    [
        'keys += [{"pk": one["pk"]} for one in page["Items"]]',
        'keys.extend({"pk": one["pk"]} for one in page["Items"])',
        'keys = keys + [{"pk": one["pk"]} for one in page["Items"]]',
    ],
)
@pytest.mark.parametrize(
    ("filter", "condition", "told"),
    [
        ("", "", [Scope.NONE]),
        (', FilterExpression="old = :yes"', "", []),
        ("", "if page['Count'] > limit: ", []),
    ],
)
def test_what_is_added_to_a_list_page_by_page_is_of_the_pages(
    added: str, filter: str, condition: str, told: list[Scope]
) -> None:
    code = ADDED.format(added=added, filter=filter, condition=condition)
    assert [one for one in scopes(code) if one is not Scope.UNKNOWN] == told


@pytest.mark.parametrize(
    ("given", "told"), [("", [Scope.NONE]), ("prefix='tmp/'", [Scope.FILTERED])]
)
def test_a_lambda_is_handed_each_of_what_is_mapped(given: str, told: list[Scope]) -> None:
    code = f"""
from concurrent.futures import ThreadPoolExecutor
from google.cloud import storage
bucket = storage.Client().bucket("shop")
with ThreadPoolExecutor(8) as pool:
    list(pool.map(lambda blob: blob.delete(), bucket.list_blobs({given})))
"""
    assert scopes(code) == told
