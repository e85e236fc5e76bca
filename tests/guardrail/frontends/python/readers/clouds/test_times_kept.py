"""For how long clouds keep what is written over, waits, or has no time of its own."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, SchemaChange, Scope

S3 = "import boto3\nboto3.client('s3').put_bucket_lifecycle_configuration(Bucket='b', {0})\n"
RULE = "LifecycleConfiguration={{'Rules': [{{'Status': 'Enabled', 'Filter': {0}, {1}}}]}}"


def given_up(code: str) -> list[str]:
    """What resources lose by the code."""
    found = items(code)
    return [each for one in found if isinstance(one, ResourceChange) for each in one.protections]


@pytest.mark.parametrize(
    ("narrowed", "rule", "told"),
    [
        ("{}", "'Expiration': {'Days': 1}", True),
        ("{'Prefix': ''}", "'Expiration': {'Date': day}", True),
        ("{'Prefix': 'tmp/'}", "'Expiration': {'Days': 1}", False),
        ("{}", "'Expiration': {'ExpiredObjectDeleteMarker': True}", False),
        ("{}", "'NoncurrentVersionExpiration': {'NoncurrentDays': 1}", True),
        ("{}", "'NoncurrentVersionExpiration': {'NoncurrentDays': 90}", False),
        ("{'Prefix': 'tmp/'}", "'NoncurrentVersionExpiration': {'NoncurrentDays': 1}", False),
    ],
)
def test_a_lifecycle_of_every_object(narrowed: str, rule: str, told: bool) -> None:
    assert bool(given_up(S3.format(RULE.format(narrowed, rule)))) is told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("'Enabled': True, 'AttributeName': 'created_at'", True),
        ("'Enabled': False, 'AttributeName': 'created_at'", False),
        ("'Enabled': True, 'AttributeName': 'expires_at'", False),
        ("'Enabled': True, 'AttributeName': 'updated_until_ttl'", False),
    ],
)
def test_rows_that_end_when_they_were_made(asked: str, told: bool) -> None:
    code = (
        "import boto3\nboto3.client('dynamodb').update_time_to_live("
        f"TableName='orders', TimeToLiveSpecification={{{asked}}})\n"
    )
    assert bool(given_up(code)) is told


@pytest.mark.parametrize(
    ("name", "seconds", "told"),
    [
        ("orders", "3600", True),
        ("orders", "-1", False),
        ("orders", "None", False),
        ("orders", "86400 * 30", True),
        ("baskets", "86400 * 30", False),
        ("sessions", "3600", False),
    ],
)
def test_items_without_a_time_of_their_own(name: str, seconds: str, told: bool) -> None:
    code = (
        "from azure.cosmos import CosmosClient, PartitionKey\n"
        "database = CosmosClient(url, key).get_database_client('shop')\n"
        f"database.replace_container('{name}', PartitionKey(path='/id'), default_ttl={seconds})\n"
    )
    assert any(isinstance(one, SchemaChange) for one in items(code)) is told


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("'SELECT c.id FROM c'", True),
        ("query='select * from c', enable_cross_partition_query=True", True),
        ("\"SELECT * FROM c WHERE c.status = 'test'\"", False),
        ("query", False),
    ],
)
def test_what_a_query_of_cosmos_gives_a_loop(query: str, told: bool) -> None:
    code = (
        "from azure.cosmos import CosmosClient\n"
        "box = CosmosClient(url, key).get_database_client('shop').get_container_client('orders')\n"
        f"for one in box.query_items({query}):\n"
        "    box.delete_item(one['id'], partition_key=one['pk'])\n"
    )
    found = [one for one in items(code) if isinstance(one, DataChange)]
    assert any(one.scope in (Scope.NONE, Scope.TAUTOLOGY) for one in found) is told


@pytest.mark.parametrize(("days", "told"), [("days or 1", True), ("days or 400", False)])
def test_what_stands_behind_an_or_counts_where_nothing_is_given(days: str, told: bool) -> None:
    code = (
        "import boto3\ndef prune(group, days=None):\n    boto3.client('logs')"
        f".put_retention_policy(logGroupName=group, retentionInDays={days})\nprune('/audit')\n"
    )
    assert bool(given_up(code)) is told
