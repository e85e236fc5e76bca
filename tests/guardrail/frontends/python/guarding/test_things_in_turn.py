"""A condition on one thing among many says nothing of where the program runs."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange
from guardrail.effects.guarding import NOT_IN_PRODUCTION

LOOP = """\
import os
import boto3

ec2 = boto3.resource("ec2")

def sweep():
    for one in {0}:
        tags = {{t["Key"]: t["Value"] for t in one.tags or []}}
        if {1}:
            {2}one.terminate()
"""
LISTED = "ec2.instances.all()"


def _guarded(over: str, condition: str, then: str = "") -> bool:
    told = [
        one for one in items(LOOP.format(over, condition, then)) if isinstance(one, ResourceChange)
    ]
    return any(guard.endswith(NOT_IN_PRODUCTION) for one in told for guard in one.guards)


@pytest.mark.parametrize(
    ("condition", "then"),
    [
        ('tags.get("env") != "prod"', ""),
        ('one.id not in ("i-prod",)', ""),
        ('tags.get("env") == "production"', "continue\n        "),
    ],
)
def test_all_but_a_few_go(condition: str, then: str) -> None:
    assert not _guarded(LISTED, condition, then)


@pytest.mark.parametrize(
    "condition", ['os.environ["ENV"] != "production"', 'ENV not in ("prod", "production")']
)
def test_the_program_runs_elsewhere(condition: str) -> None:
    assert _guarded(LISTED, condition)


def test_stages_that_are_written_out() -> None:
    code = """\
import boto3

rds = boto3.client("rds")
for stage in ("dev", "staging", "prod"):
    if stage != "prod":
        rds.delete_db_instance(DBInstanceIdentifier=f"shop-{stage}")
"""
    told = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert all(any(g.endswith(NOT_IN_PRODUCTION) for g in one.guards) for one in told)
    assert told
