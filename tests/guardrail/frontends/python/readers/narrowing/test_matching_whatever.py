"""Patterns that every name matches pick nothing; the judged text's own pattern never takes long."""

from __future__ import annotations

from time import process_time

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

SNAPSHOTS = """\
import re

import boto3

ec2 = boto3.client("ec2")
PATTERN = re.compile(r"{pattern}")

for one in ec2.describe_snapshots(OwnerIds=["self"])["Snapshots"]:
    if PATTERN.{how}(one["Description"]):
        ec2.delete_snapshot(SnapshotId=one["SnapshotId"])
"""


def chosen(pattern: str, how: str = "match") -> str:
    """By what those are picked that match a pattern."""
    found = items(SNAPSHOTS.format(pattern=pattern, how=how))
    (change,) = [one for one in found if isinstance(one, ResourceChange)]
    return change.chosen


@pytest.mark.parametrize(
    ("pattern", "how"),
    [
        (r"(preview-\d+)?", "match"),
        (r"(?:preview-\d+|)", "match"),
        (r"preview*|[a-z]*", "search"),
        (r"^.*$", "match"),
        (r".*", "fullmatch"),
    ],
)
def test_what_every_name_matches_picks_nothing(pattern: str, how: str) -> None:
    assert chosen(pattern, how) == ""


@pytest.mark.parametrize(
    ("pattern", "how"),
    [
        (r"preview-\d+", "match"),
        (r"(preview-\d+)?", "fullmatch"),
        (r"preview-(\d+)?", "search"),
    ],
)
def test_what_some_match_picks_these(pattern: str, how: str) -> None:
    assert chosen(pattern, how) != ""


@pytest.mark.parametrize(
    "pattern",
    [
        "(((.?){999}){999}){999}",
        "(||)" * 19 + r"\b",
        "(|)" * 24 + "(?!)",
        "(|)" * 24 + r"(x)?\25",
        "(((((((.?)*)*)*)*)*)*)*$",
        "(a|a|a|)*" * 8 + "z",
    ],
)
def test_a_hostile_pattern_takes_no_time(pattern: str) -> None:
    started = process_time()
    chosen(pattern)
    assert process_time() - started < 2
