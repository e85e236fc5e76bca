"""Prefixes that are split out of a setting: of an empty one there is one part that is empty."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

CODE = """
import os
import boto3
GIVEN = {0}
ec2 = boto3.client("ec2")
for one in ec2.describe_volumes()["Volumes"]:
    if {1}:
        ec2.delete_volume(VolumeId=one["VolumeId"])
"""
ANY = "any(one['Name'].startswith(prefix) for prefix in GIVEN{0})"


@pytest.mark.parametrize(
    ("given", "asked", "told"),
    [
        ("os.environ.get('P', '').split(',')", ANY.format(""), ""),
        ("os.environ.get('P', '').split(',')", ANY.format(" if prefix"), "name"),
        ("tuple(os.environ.get('P', '').split(','))", "one['Name'].startswith(GIVEN)", ""),
        ("[p.strip() for p in os.getenv('P', '').split(',')]", ANY.format(""), ""),
        ("[p for p in os.getenv('P', '').split(',') if p]", ANY.format(""), "name"),
        ("os.environ['P'].split(',')", ANY.format(""), "name"),
        ("os.environ.get('P', '').split()", ANY.format(""), "name"),
        ("('web-', 'api-')", ANY.format(""), "name"),
    ],
)
def test_a_part_of_nothing_begins_every_name(given: str, asked: str, told: str) -> None:
    found = items(CODE.format(given, asked))
    assert [one.chosen for one in found if isinstance(one, ResourceChange)] == [told]
