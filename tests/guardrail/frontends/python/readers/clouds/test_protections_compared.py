"""Protections whose value is a comparison, a member of an enumeration or made by a function."""

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

_AZURE = """
from azure.mgmt.storage import StorageManagementClient
from azure.mgmt.storage.models import BlobServiceProperties

def baseline(days):
    keep = {0}
    return BlobServiceProperties(is_versioning_enabled=keep)

def apply(days):
    client = StorageManagementClient(credential, subscription)
    client.blob_services.set_service_properties("shop", "files", baseline(days))

apply({1})
"""


@pytest.mark.parametrize(
    ("compared", "given", "lost"),
    [
        ("days is not None", "None", 1),
        ("days is not None", "30", 0),
        ("not days", "30", 1),
        ("days != 0", "0", 1),
        ("days == 0", "0", 0),
        ("days > 3", "1", 0),
    ],
)
def test_what_a_comparison_comes_to(compared: str, given: str, lost: int) -> None:
    found = [
        one for one in items(_AZURE.format(compared, given)) if isinstance(one, ResourceChange)
    ]
    assert [one.protections for one in found] == [("versions of its blobs",)] * lost


@pytest.mark.parametrize(("level", "opened"), [("CONTAINER", 1), ("BLOB", 1), ("OFF", 0)])
def test_a_member_of_an_enumeration_stands_for_its_word(level: str, opened: int) -> None:
    code = (
        "from azure.storage.blob import BlobServiceClient, PublicAccess\n"
        f"ACCESS: PublicAccess | None = PublicAccess.{level}\n"
        "BlobServiceClient(url, key).create_container('a', public_access=ACCESS)\n"
    )
    found = [one for one in items(code) if isinstance(one, PrivilegeChange)]
    assert len(found) == opened


_RECORDS = """
import boto3
route53 = boto3.client("route53")
changes = [{{"Action": "{0}", "ResourceRecordSet": one}} for one in records]
"""
_CHANGE = "route53.change_resource_record_sets(HostedZoneId='Z1', ChangeBatch={'Changes': %s})\n"


@pytest.mark.parametrize(
    "loop",
    [
        "for at in range(0, 9, 3):\n    " + _CHANGE % "changes[at : at + 3]",
        "for batch in batched(changes, 100):\n    " + _CHANGE % "batch",
        "for chunk in chunks(changes, 100):\n    " + _CHANGE % "list(chunk)",
    ],
)
def test_a_portion_of_a_list_holds_what_the_list_does(loop: str) -> None:
    for action, told in (("DELETE", 1), ("UPSERT", 0)):
        found = items(_RECORDS.format(action) + loop)
        assert len([one for one in found if isinstance(one, ResourceChange)]) == told


def test_a_set_of_what_a_caller_gives_holds_what_that_does() -> None:
    code = (
        "from google.cloud import storage\n\ndef add(bucket: storage.Bucket, members):\n"
        "    policy = bucket.get_iam_policy()\n"
        "    policy.bindings.append({'role': 'roles/viewer', 'members': set(members)})\n"
        "    bucket.set_iam_policy(policy)\n\nadd(bucket, [{0}])\n"
    )
    for member, told in (("'allUsers'", True), ("'group:ops@acme.io'", False)):
        found = items(code.replace("{0}", member))
        assert any(isinstance(one, PrivilegeChange) for one in found) is told


_AWS = """
import boto3

SETTINGS = {{"recovery": {0}, "of": {{"recovery": {0}}}, "other": {1}}}
client = boto3.client("dynamodb")

def apply(table):
    client.update_continuous_backups(
        TableName=table,
        PointInTimeRecoverySpecification={{"PointInTimeRecoveryEnabled": SETTINGS{2}}},
    )
"""


@pytest.mark.parametrize("key", ['["recovery"]', '["of"]["recovery"]'])
def test_what_stands_under_a_key_of_written_settings(key: str) -> None:
    def lost(*values: str) -> list[tuple[str, ...]]:
        found = items(_AWS.format(*values, key))
        return [one.protections for one in found if isinstance(one, ResourceChange)]

    assert lost("False", "True") == [("point-in-time recovery",)]
    assert lost("True", "False") == []
