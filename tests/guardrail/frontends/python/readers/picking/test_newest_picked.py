"""Slices from the wrong end: the newest go, where the oldest were to go."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

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
