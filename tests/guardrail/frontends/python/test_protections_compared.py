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
