"""What a loop deletes is said to be picked, and isn't: each beside the twin that picks."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

PROGRAM = """\
import boto3, datetime
ec2 = boto3.client("ec2")
now = datetime.datetime.now(datetime.timezone.utc)

def is_old(one):
    return one["Tags"].get("purpose") == "preview"

def clean(other):
    found = ec2.describe_volumes()["Volumes"]
    {0}
        ec2.delete_volume(VolumeId=one["VolumeId"])
"""
LOOP = "for one in found:\n        if {0}:\n    "
PICKED = 'going = [x for x in found if x["Tags"].get("purpose") == "preview"]\n    '
DAYS = "datetime.timedelta(days=30)"


def loud(inner: str) -> bool:
    """Whether the deletion is told of as one of whatever there is."""
    text = PROGRAM.format(inner)
    if inner.endswith(":\n    "):
        text = text.replace("    ec2.delete_volume", "        ec2.delete_volume")
    return level("destroyed-resource", python(text)) >= Level.WARNING


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        # another thing's label
        ('one["Tags"].get("purpose") == "preview"', True),
        ('other["Tags"].get("purpose") == "preview"', False),
        ('other.tags["purpose"].lower() == "preview"', False),
        # a function that nobody calls
        ("is_old(one)", True),
        ("is_old", False),
        ("one and is_old", False),
        # a beginning that everything has
        ('one["Name"].startswith(("preview-", "ci-"))', True),
        ('one["Name"].startswith(("preview-", ""))', False),
        # what has no label counts as one that has it
        ('one["Tags"].get("purpose", "preview") == "preview"', False),
        ('one["Tags"].get("env", "preview") == "preview"', False),
        ('one["Tags"].get("env", "") == "preview"', True),
        # whether there is one like that at all
        ('any(x["Tags"].get("env") == "preview" for x in found)', False),
        # a border that everything lies before
        (f'one["CreateTime"] < now + {DAYS}', False),
        ('one["CreateTime"] < now', False),
        (f'now + {DAYS} >= one["CreateTime"]', False),
    ],
)
def test_a_condition_picks_what_it_is_asked_of(condition: str, kept: bool) -> None:
    assert loud(LOOP.format(condition)) is not kept


@pytest.mark.parametrize(
    ("lines", "kept"),
    [
        ("for one in going:", True),
        ("going.append(found[0])\n    for one in going:", True),
        ("going.extend(found)\n    for one in going:", False),
        ("going += found\n    for one in going:", False),
        ('going.extend(ec2.describe_volumes()["Volumes"])\n    for one in going:', False),
        ("going.extend(x for x in found if is_old(x))\n    for one in going:", True),
        ("for one in found:", False),
    ],
)
def test_a_list_holds_what_is_put_to_it_later(lines: str, kept: bool) -> None:
    assert loud(PICKED + lines) is not kept


FILTER = """\
import boto3
ec2 = boto3.client("ec2")

def clean():
    wanted = [{{"Name": "tag:purpose", "Values": ["preview"]}}]
    {0}
    for one in ec2.describe_volumes(Filters=wanted)["Volumes"]:
        ec2.delete_volume(VolumeId=one["VolumeId"])
"""


@pytest.mark.parametrize(
    ("line", "kept"),
    [("print(wanted)", True), ("wanted.clear()", False), ("wanted = []", False)],
)
def test_a_filter_that_is_emptied(line: str, kept: bool) -> None:
    told = level("destroyed-resource", python(FILTER.format(line)))
    assert (told < Level.WARNING) is kept


ROWS = """\
import pymongo
from app.models import Order

def purge():
    db = pymongo.MongoClient()["shop"]
    wanted = {{"state": "cart", "kind": "x"}}
    {0}
    {1}
"""


@pytest.mark.parametrize(
    "call", ["Order.objects.filter(**wanted).delete()", "db.orders.delete_many(wanted)"]
)
@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("print(wanted)", True),
        ("wanted.clear()", False),
        ("wanted.get('state')", True),
        ("wanted.pop('state')", True),
        ("wanted.pop('state', None)\n    wanted.pop('kind', None)", False),
        ("del wanted['state']", True),
        ("del wanted['state']\n    del wanted['kind']", False),
        ("wanted.clear()\n    wanted['state'] = 'cart'", True),
    ],
)
def test_a_condition_that_is_taken_out(line: str, call: str, kept: bool) -> None:
    told = level("unscoped-delete", python(ROWS.format(line, call)))
    assert (told < Level.WARNING) is kept
