"""Addresses that firewalls let in where the environment says nothing else."""

from __future__ import annotations

import pytest

from guardrail.engine.examples import judge_example
from guardrail.engine.rulebook import load
from guardrail.example import python

RULE = load().classes["opened-to-the-world"]

DIGITALOCEAN = """\
import os
from pydo import Client
client = Client(token=key)

def open_to(rules):
    client.databases.update_firewall_rules("db", body={"rules": rules})
"""
AMAZON = """\
import os
import boto3

def open_to(rules):
    boto3.client("ec2").authorize_security_group_ingress(
        GroupId="sg-1", IpProtocol="tcp", FromPort=5432, ToPort=5432, CidrIp=rules
    )
"""
RULES = [
    'open_to([{"type": "ip_addr", "value": ASKED}])\n',
    'WHO = ASKED\nopen_to([{"type": "ip_addr", "value": WHO}])\n',
    'open_to([{"type": "ip_addr", "value": one} for one in ASKED.split(",")])\n',
    (
        'rules = []\nfor one in ASKED.split(","):\n'
        '    rules.append({"type": "ip_addr", "value": one.strip()})\nopen_to(rules)\n'
    ),
    (
        'WHO = ASKED\n\ndef entries():\n    found = [{"type": "tag", "value": "web"}]\n'
        '    for one in filter(None, WHO.split(",")):\n'
        '        found.append({"type": "ip_addr", "value": one.strip()})\n    return found\n\n'
        "open_to(entries())\n"
    ),
]
ADDRESSES = ["open_to(ASKED)\n", "WHO = ASKED\nopen_to(WHO)\n"]
CASES = [*((DIGITALOCEAN, one) for one in RULES), *((AMAZON, one) for one in ADDRESSES)]
BY_DEFAULT = ['os.environ.get("WHO", {0!r})', "os.getenv('WHO', {0!r})"]


def _told(start: str, way: str, asked: str) -> bool:
    return bool(judge_example(RULE, python(f"{start}\n{way.replace('ASKED', asked)}")))


@pytest.mark.parametrize("asked", BY_DEFAULT)
@pytest.mark.parametrize(("start", "way"), CASES)
def test_to_everybody(start: str, way: str, asked: str) -> None:
    assert _told(start, way, asked.format("0.0.0.0/0"))


@pytest.mark.parametrize("default", ["10.0.0.0/8", "", "203.0.113.7/32"])
@pytest.mark.parametrize(("start", "way"), CASES)
def test_to_somebody(start: str, way: str, default: str) -> None:
    assert not _told(start, way, BY_DEFAULT[0].format(default))


@pytest.mark.parametrize(("start", "way"), CASES)
def test_to_whom_the_environment_says(start: str, way: str) -> None:
    assert not _told(start, way, 'os.environ["WHO"]')
