"""Slices from the wrong end: the newest go, where the oldest were to go."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange

CODE = """
import heapq
import os
from itertools import islice
from operator import itemgetter
import boto3
KEEP = int(os.getenv("KEEP", "7"))
ec2 = boto3.client("ec2")

def by_date(points):
    return sorted(points, key=lambda p: p["StartTime"])

def surplus():
    points = ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]
    {0}

for one in surplus():
    ec2.delete_snapshot(SnapshotId=one["SnapshotId"])
"""


def chosen(body: str) -> list[str]:
    """What picked the snapshots that a function gives back."""
    found = items(CODE.format(body.replace("\n", "\n    ")))
    return [one.chosen for one in found if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (
            "return sorted(points, key=lambda p: p['StartTime'])[KEEP:]",
            "return sorted(points, key=lambda p: p['StartTime'])[:-KEEP]",
        ),
        (
            "return sorted(points, key=itemgetter('StartTime'))[-KEEP:]",
            "return sorted(points, key=itemgetter('StartTime'))[:-KEEP]",
        ),
        (
            "return sorted(points, key=lambda p: p['StartTime'], reverse=True)[:KEEP]",
            "return sorted(points, key=lambda p: p['StartTime'], reverse=True)[KEEP:]",
        ),
        (
            "return sorted(points, key=lambda p: -p['StartTime'].timestamp())[:-KEEP]",
            "return sorted(points, key=lambda p: -p['StartTime'].timestamp())[KEEP:]",
        ),
        (
            "points.sort(key=itemgetter('StartTime'))\nreturn points[KEEP:]",
            "points.sort(key=itemgetter('StartTime'), reverse=True)\nreturn points[KEEP:]",
        ),
        (
            "points.sort(key=itemgetter('StartTime'))\nreturn points[KEEP:]",
            "points.sort(key=itemgetter('StartTime'))\npoints.reverse()\nreturn points[KEEP:]",
        ),
        ("return by_date(points)[KEEP:]", "return by_date(points)[:-KEEP]"),
        (
            "return [p for p in by_date(points)[KEEP:] if p['State'] == 'completed']",
            "return [p for p in by_date(points)[:-KEEP] if p['State'] == 'completed']",
        ),
        (
            "return list(islice(by_date(points), KEEP, None))",
            "return list(islice(reversed(by_date(points)), KEEP, None))",
        ),
        (
            "return heapq.nlargest(KEEP, points, key=itemgetter('StartTime'))",
            "return heapq.nsmallest(len(points) - KEEP, points, key=itemgetter('StartTime'))",
        ),
    ],
)
def test_what_was_made_last_is_no_pick_of_what_may_go(wrong: str, right: str) -> None:
    assert chosen(wrong) == ["newest"]
    assert "newest" not in chosen(right)


@pytest.mark.parametrize(
    "body",
    [
        "return sorted(points, key=lambda p: p['VolumeSize'])[KEEP:]",
        "duplicates = by_date(points)\nreturn duplicates[1:]",
        "return points[KEEP:]",
    ],
)
def test_another_order_says_nothing_of_what_is_new(body: str) -> None:
    assert "newest" not in chosen(body)


IN_LOOPS = """
import boto3
rds = boto3.client("rds")
snaps = rds.describe_db_snapshots(SnapshotType="manual")["DBSnapshots"]
snaps.sort(key=lambda s: s["SnapshotCreateTime"]{0})
{1}
rds.delete_db_snapshot(DBSnapshotIdentifier=s["DBSnapshotIdentifier"])
"""


@pytest.mark.parametrize(
    ("order", "loop", "told"),
    [
        ("", "for i, s in enumerate(snaps):\n    if i >= 7:\n        ", "newest"),
        ("", "for i, s in enumerate(snaps):\n    if i < 7:\n        continue\n    ", "newest"),
        (", reverse=True", "for i, s in enumerate(snaps):\n    if i >= 7:\n        ", "age"),
        (", reverse=True", "for i, s in enumerate(snaps):\n    if 7 > i:\n        ", "newest"),
        ("", "while len(snaps) > 7:\n    s = snaps.pop()\n    ", "newest"),
        ("", "while len(snaps) > 7:\n    s = snaps.pop(0)\n    ", "age"),
        (", reverse=True", "while len(snaps) > 7:\n    s = snaps.pop()\n    ", "age"),
    ],
)
def test_a_number_in_a_row_and_the_end_of_a_list_say_what_goes(
    order: str, loop: str, told: str
) -> None:
    code = IN_LOOPS.format(order, loop).replace("    \nrds.", "    rds.")
    assert [one.chosen for one in items(code) if isinstance(one, ResourceChange)] == [told]


OBJECTS = """
import boto3
KEEP = 7
s3 = boto3.client("s3")
dumps = s3.list_objects_v2(Bucket="dumps")["Contents"]
for one in sorted(dumps, key=lambda o: o["LastModified"])[{0}]:
    s3.delete_object(Bucket="dumps", Key=one["Key"])
"""


@pytest.mark.parametrize(("part", "told"), [("KEEP:", True), (":-KEEP", False)])
def test_objects_of_a_bucket_go_from_one_end(part: str, told: bool) -> None:
    found = [one for one in items(OBJECTS.format(part)) if isinstance(one, DataChange)]
    assert any("newest" in one.reason for one in found) is told
