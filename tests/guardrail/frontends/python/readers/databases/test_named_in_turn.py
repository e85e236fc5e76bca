"""Objects that are made of a name, deleted for each name that a listing gives."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

S3 = """
import boto3
bucket = boto3.resource("s3").Bucket("shop")
for one in bucket.objects.{0}:
    {1}bucket.Object(one.key).delete()
"""
COLLECTED = """
import boto3
bucket = boto3.resource("s3").Bucket("shop")
keys = {{one.key for one in bucket.objects.{0}}}
for key in keys:
    {1}bucket.Object(key).delete()
"""
AZURE = """
from azure.storage.blob import ContainerClient
container = ContainerClient.from_connection_string(conn, "shop")
for one in container.list_blobs({0}):
    {1}container.get_blob_client(one.name).delete_blob()
"""


def scopes(code: str) -> list[Scope]:
    """Which rows each change reaches."""
    return [one.scope for one in items(code) if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    ("code", "whole", "part"),
    [
        (S3, "all()", 'filter(Prefix="tmp/")'),
        (COLLECTED, "all()", 'filter(Prefix="tmp/")'),
        (AZURE, "", 'name_starts_with="tmp/"'),
    ],
)
def test_each_name_of_a_listing_is_all_of_them(code: str, whole: str, part: str) -> None:
    assert scopes(code.format(whole, "")) == [Scope.NONE]
    assert scopes(code.format(part, "")) == [Scope.KEYED]
    assert scopes(code.format(whole, "if old(one): ")) == [Scope.UNKNOWN]


def test_one_that_is_named_is_one() -> None:
    assert scopes(S3.format("all()", "print(one)\nbucket.Object('a').delete()\n#")) == [Scope.KEYED]


SECRETS = """
import base64
from kubernetes import client
for one in client.CoreV1Api().list_namespaced_secret("shop").items:
    {0}
"""


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("for k, v in (one.data or {}).items():\n        print(k, base64.b64decode(v))", True),
        ("print(one.metadata.name, sorted(one.data or {}))", False),
    ],
)
def test_what_a_secret_holds_or_nothing_is_a_secret(shown: str, told: bool) -> None:
    assert bool(items(SECRETS.replace("{0}", shown))) is told
