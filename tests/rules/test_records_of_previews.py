"""Records of a zone that are named for passing, and others."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

RECORD = """\
import boto3

def remove(zone, number):
    boto3.client("route53").change_resource_record_sets(
        HostedZoneId=zone,
        ChangeBatch={{
            "Changes": [
                {{"Action": "DELETE", "ResourceRecordSet": {{"Name": {0}, "Type": "CNAME"}}}}
            ]
        }},
    )
"""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ('f"pr-{number}.preview.acme.com"', Level.INFO),
        ('"sandbox.acme.com"', Level.INFO),
        ('"www.acme.com"', Level.WARNING),
        ('f"{number}.acme.com"', Level.WARNING),
        ('"preview.prod.acme.com"', Level.WARNING),
        ("number", Level.WARNING),
    ],
)
def test_the_name_says_whether_it_may_go(name: str, expected: Level) -> None:
    assert level("destroyed-resource", python(RECORD.format(name))) is expected
