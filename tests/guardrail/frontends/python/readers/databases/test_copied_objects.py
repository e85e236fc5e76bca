"""Objects that a loop copies elsewhere before it deletes them, and copies that nobody waits for."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange

S3 = """
import boto3
s3 = boto3.client("s3")
for page in s3.get_paginator("list_objects_v2").paginate(Bucket="invoices"):
    for one in page["Contents"]:
        {0}
        s3.delete_object(Bucket="invoices", Key=one["Key"])
"""
GCS = """
from google.cloud import storage
client = storage.Client()
old, new = client.bucket("invoices"), client.bucket("invoices-eu")
for blob in old.list_blobs():
    {0}
    blob.delete()
"""
COPY = 's3.copy_object(Bucket="new", Key=one["Key"], CopySource=source)'
TRIED = f"try:\n            {COPY}\n        except ClientError:\n            "


@pytest.mark.parametrize(
    ("code", "told"),
    [
        (S3.format(COPY), False),
        (S3.format("print(one)"), True),
        (S3.format(f"{TRIED}print(one)"), True),
        (S3.format(f"{TRIED}continue"), False),
        (S3.format(f"{TRIED}raise"), False),
        (GCS.format("old.copy_blob(blob, new)"), False),
        (GCS.format("print(blob.name)"), True),
    ],
)
def test_what_is_moved_is_no_loss(code: str, told: bool) -> None:
    assert any(isinstance(one, DataChange) for one in items(code)) is told
