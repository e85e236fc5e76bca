"""How long signed links last, wherever that is said."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

START = """
import boto3, os, time
from datetime import date, datetime, timedelta, timezone
from google.cloud import storage
from azure.storage.blob import BlobSasPermissions, generate_blob_sas, generate_container_sas
blob = storage.Client().bucket("shop").blob("a.csv")
"""
BLOB = "generate_blob_sas('a', 'c', 'b', permission='r', expiry={0})"
GOOGLE = "blob.generate_signed_url(expiration={0})"
AMAZON = "boto3.client('s3').generate_presigned_url('{1}', Params=where, ExpiresIn={0})"


def told(code: str) -> list[tuple[str, ...]]:
    """What the links of a program are good for, and how long."""
    return [one.privileges for one in items(START + code) if isinstance(one, PrivilegeChange)]


@pytest.mark.parametrize("how", [BLOB, GOOGLE])
@pytest.mark.parametrize(
    ("time", "lasts"),
    [
        ("datetime.now(timezone.utc) + timedelta(days=30)", "for 30 days"),
        ("timedelta(days=30) + datetime.utcnow()", "for 30 days"),
        ("(datetime.utcnow() + timedelta(weeks=2)).isoformat()", "for 14 days"),
        ("int(time.time()) + 3600 * 24 * 365", "for 365 days"),
        ("datetime(2099, 1, 1)", "for many years"),
        ("'2099-01-01T00:00:00Z'", "for many years"),
        ("datetime.utcnow() + timedelta(hours=2)", ""),
        ("int(time.time()) + 3600", ""),
        ("datetime(2027, 1, 1)", ""),
        ("soon()", ""),
    ],
)
def test_until_when(how: str, time: str, lasts: str) -> None:
    found = told(how.format(time))
    assert [one[-1] for one in found] == ([lasts] if lasts else [])


@pytest.mark.parametrize(
    ("code", "lasts"),
    [
        (f"TTL = 7 * 86400\n{AMAZON.format('TTL', 'get_object')}", [("get", "for 7 days")]),
        (
            f"TTL = int(os.environ.get('TTL', '604800'))\n{AMAZON.format('TTL', 'put_object')}",
            [("put", "for 7 days")],
        ),
        (f"def link(ttl=604800):\n    return {AMAZON.format('ttl', 'get_object')}", 1),
        (f"def link(ttl=900):\n    return {AMAZON.format('ttl', 'get_object')}", []),
        (f"def link(ttl):\n    return {AMAZON.format('ttl', 'get_object')}\nlink(604800)", 1),
        (f"def link(ttl):\n    return {AMAZON.format('ttl', 'get_object')}\nlink(60)", []),
    ],
)
def test_by_whom_it_is_said(code: str, lasts: list[tuple[str, ...]] | int) -> None:
    found = told(code)
    assert len(found) == lasts if isinstance(lasts, int) else found == lasts


@pytest.mark.parametrize(
    ("rights", "days", "lasts"),
    [("'r'", 2, 0), ("'rwd'", 2, 1), ("BlobSasPermissions(read=True, delete=True)", 2, 1)],
)
def test_writing_into_a_whole_container_is_too_much_for_a_day(
    rights: str, days: int, lasts: int
) -> None:
    end = f"datetime.utcnow() + timedelta(days={days})"
    code = f"generate_container_sas('a', 'c', permission={rights}, expiry={end})"
    assert len(told(code)) == lasts
