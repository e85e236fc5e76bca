"""Protections that hang on the stage: what is said for production is what counts."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

CHOSEN = """\
from aws_cdk import Duration, RemovalPolicy, Stack, aws_rds as rds

class Database(Stack):
    def __init__(self, scope, id, *, stage, **kwargs):
        super().__init__(scope, id, **kwargs)
        passing = {0}
        rds.DatabaseInstance(
            self, "orders", engine=ENGINE, vpc=VPC,
            backup_retention=Duration.days(0 if passing else 14),
            removal_policy=RemovalPolicy.DESTROY if passing else RemovalPolicy.SNAPSHOT,
        )
"""
PASSING = [
    'stage != "production"',
    'stage in ("dev", "test")',
    'not stage.startswith("prod")',
    'stage == "dev" or stage == "sandbox"',
    "not self.is_production",
]
LASTING = [
    'stage == "production"',
    'stage not in ("dev", "test")',
    'stage.startswith("prod")',
    'not stage != "prod"',
    "self.is_production",
]


@pytest.mark.parametrize("asked", PASSING)
def test_what_is_given_up_before_production(asked: str) -> None:
    assert level("protection-removed", python(CHOSEN.format(asked))) is Level.OFF


@pytest.mark.parametrize("asked", LASTING)
def test_what_is_given_up_in_production(asked: str) -> None:
    assert level("protection-removed", python(CHOSEN.format(asked))) is Level.WARNING


PROFILES = """\
import pulumi
import pulumi_aws as aws

stack = pulumi.get_stack()
PROFILES = {{
    "dev": dict(backup_retention_period=1, skip_final_snapshot=True, deletion_protection=False),
    "prod": dict(
        backup_retention_period={0}, skip_final_snapshot={1}, deletion_protection={2}
    ),
}}
SIZES = {{"dev": {{"allocated_storage": 20}}, "prod": {{"allocated_storage": 400}}}}
{3}
"""
WAYS = [
    (
        'profile = PROFILES["prod" if stack == "prod" else "dev"]\n'
        'aws.rds.Instance("orders", engine="postgres", **profile)'
    ),
    (
        'env = "prod" if stack == "prod" else "dev"\n'
        'aws.rds.Instance("orders", engine="postgres", **SIZES[env], **PROFILES[env])'
    ),
    (
        'profile = PROFILES["prod"] if stack == "prod" else PROFILES["dev"]\n'
        'aws.rds.Instance("orders", engine="postgres", **profile)'
    ),
    (
        'def profile(stage):\n    if stage in ("dev", "test"):\n        return PROFILES["dev"]\n'
        '    return PROFILES["prod"]\n'
        'aws.rds.Instance("orders", engine="postgres", **profile(stack))'
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_profile_for_each_stage(way: str) -> None:
    kept = python(PROFILES.format(14, False, True, way))
    assert level("protection-removed", kept) is Level.OFF
    lost = python(PROFILES.format(0, True, False, way))
    assert level("protection-removed", lost) >= Level.WARNING
