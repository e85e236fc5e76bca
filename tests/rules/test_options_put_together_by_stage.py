"""Options that a stack's code puts together in branches for each stage: production's count."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

BUCKET = """\
from aws_cdk import RemovalPolicy, Stack
from aws_cdk import aws_s3 as s3

def options_of(stage):
    options = {{"versioned": True}}
    if {0}:
        options["removal_policy"] = RemovalPolicy.DESTROY
        options["auto_delete_objects"] = True
    else:
        options["removal_policy"] = RemovalPolicy.RETAIN
    return options

class Documents(Stack):
    def __init__(self, scope, id, *, stage):
        super().__init__(scope, id)
        {1}
"""
WAYS = [
    's3.Bucket(self, "Documents", **options_of(stage))',
    'options = options_of(stage)\n        s3.Bucket(self, "Documents", **options)',
    (
        "policy = RemovalPolicy.DESTROY if {0} else RemovalPolicy.RETAIN\n"
        '        s3.Bucket(self, "Documents", removal_policy=policy)'
    ),
    (
        's3.Bucket(self, "Documents", removal_policy='
        "RemovalPolicy.DESTROY if {0} else RemovalPolicy.RETAIN)"
    ),
]
LASTING = ['stage in ("dev", "prod")', 'stage == "prod"', 'stage not in ("dev", "test")']
PASSING = ['stage == "dev"', 'stage in ("dev", "test")', 'stage != "prod"']


def _level(asked: str, way: str) -> Level:
    return level("protection-removed", python(BUCKET.format(asked, way.format(asked))))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asked", LASTING)
def test_what_production_loses(asked: str, way: str) -> None:
    assert _level(asked, way) is Level.WARNING


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("asked", PASSING)
def test_what_goes_before_production(asked: str, way: str) -> None:
    assert _level(asked, way) is Level.OFF
