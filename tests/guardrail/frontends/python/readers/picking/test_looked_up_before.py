"""What is said of a thing by what was looked up of it before it goes."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange
from guardrail.stream import Embedded

KEY = """\
import boto3

kms = boto3.client("kms")

def retire(key_id):
    meta = kms.describe_key(KeyId=key_id)["KeyMetadata"]
    if {0}:
        raise SystemExit("it stays")
    kms.schedule_key_deletion(KeyId=key_id, PendingWindowInDays=30)
"""


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ('meta["KeyState"] != "Disabled"', "label"),
        ('meta["KeyState"] == "PendingDeletion"', ""),
        ('meta["KeyManager"] != "CUSTOMER"', ""),
        ("other()", ""),
    ],
)
def test_what_a_check_of_it_says(condition: str, told: str) -> None:
    found = [one.chosen for one in items(KEY.format(condition)) if isinstance(one, ResourceChange)]
    assert found == [told]


DISK = """\
from google.cloud import compute_v1

def retire(zone, disk, other):
    {0}
    compute_v1.DisksClient().delete(project="shop", zone=zone, disk=disk)
"""


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ('copy = compute_v1.Snapshot(name="last", source_disk=f"zones/a/disks/{disk}")', "made"),
        ('copy = compute_v1.Snapshot(name="last", source_disk=f"zones/a/disks/{other}")', ""),
        ("print(disk)", ""),
    ],
)
def test_a_copy_that_is_described_before_it_is_taken(before: str, told: str) -> None:
    found = [one.chosen for one in items(DISK.format(before)) if isinstance(one, ResourceChange)]
    assert found == [told]


BUCKETS = """\
import boto3

class Cleaner:
    def __init__(self, prefix{0}):
        self.s3 = boto3.client("s3")
        self.prefix = prefix

    def names(self):
        found = [one["Name"] for one in self.s3.list_buckets()["Buckets"]]
        return [name for name in found if name.startswith(self.prefix)]

    def run(self):
        for name in self.names():
            self.s3.delete_bucket(Bucket=name)

Cleaner({1}).run()
"""


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [
        ('="it-"', "", "label"),
        ('="it-"', '"sandbox-"', "label"),
        ('="it-"', "which()", "name"),
        ('=""', "", ""),
        ("", "which()", "name"),
    ],
)
def test_a_prefix_that_an_object_keeps(default: str, given: str, told: str) -> None:
    found = [
        one for one in items(BUCKETS.format(default, given)) if isinstance(one, ResourceChange)
    ]
    assert [one.chosen for one in found] == [told]


EDITOR = """\
class Editor:
    sql_drop = "DROP TABLE %(table)s"

    def remake(self, model, field=None):
        if field and field.name == copied.key:
            copied.key = None
        self.remove(model)

    def remove(self, model):
        self.execute(self.sql_drop % {"table": self.quote(model.table)})

    def change(self, model):
        self.remake(model)
"""


def test_a_name_that_is_never_bound_is_looked_past() -> None:
    (ran,) = [one for one in items(EDITOR) if isinstance(one, Embedded)]
    assert ran.source.text.startswith("DROP TABLE")
