"""Protections that are given up for what nobody would miss, and for what somebody would."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

TABLES = """\
import boto3

dynamodb = boto3.client("dynamodb")

def names():
    for page in dynamodb.get_paginator("list_tables").paginate():
        for name in page["TableNames"]:
            if {0}:
                yield name

for name in names():
    dynamodb.update_continuous_backups(
        TableName=name,
        PointInTimeRecoverySpecification={{"PointInTimeRecoveryEnabled": False}},
    )
"""
SETTINGS = """\
from azure.identity import DefaultAzureCredential
from azure.mgmt.monitor import MonitorManagementClient

client = MonitorManagementClient(DefaultAzureCredential(), "sub")
for setting in client.diagnostic_settings.list(URI):
    if {0}:
        client.diagnostic_settings.delete(URI, setting.name)
"""
BY_STAGE = """\
import boto3

POLICIES = {{"prod": "{0}", "staging": "{1}", "dev": "{2}"}}

def apply(efs, one):
    status = POLICIES{3}
    efs.put_backup_policy(FileSystemId=one["Id"], BackupPolicy={{"Status": status}})
"""


@pytest.mark.parametrize("condition", ['name.startswith("dev-")', '"sandbox" in name'])
def test_what_is_named_for_passing(condition: str) -> None:
    assert level("protection-removed", python(TABLES.format(condition))) is Level.INFO


@pytest.mark.parametrize(
    "condition", ['name.startswith("")', 'name != "audit"', 'name.startswith("orders-")', "name"]
)
def test_what_is_not(condition: str) -> None:
    assert level("protection-removed", python(TABLES.format(condition))) is Level.WARNING


def test_the_arguments_of_what_is_altered_pick_nothing() -> None:
    code = """\
import boto3

boto3.client("rds").modify_db_instance(
    DBInstanceIdentifier=which(), DeletionProtection=False, Tags=[{"Key": "env", "Value": "dev"}]
)
"""
    assert level("protection-removed", python(code)) is Level.WARNING


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ('setting.name.startswith("dup-")', Level.INFO),
        ('setting.name != "audit" and setting.name.startswith("dup-")', Level.INFO),
        ('setting.name != "audit"', Level.WARNING),
        ("setting.workspace_id", Level.WARNING),
    ],
)
def test_settings_that_say_the_same_twice(condition: str, expected: Level) -> None:
    assert level("protection-removed", python(SETTINGS.format(condition))) is expected


@pytest.mark.parametrize("looked_up", ["[one['stage']]", ".get(one['stage'])"])
@pytest.mark.parametrize(
    ("policies", "expected"),
    [
        (("ENABLED", "ENABLED", "DISABLED"), Level.OFF),
        (("DISABLED", "DISABLED", "DISABLED"), Level.WARNING),
        (("ENABLED", "DISABLED", "ENABLED"), Level.WARNING),
        (("DISABLED", "ENABLED", "ENABLED"), Level.WARNING),
    ],
)
def test_a_policy_by_stage(policies: tuple[str, str, str], looked_up: str, expected: Level) -> None:
    code = BY_STAGE.format(*policies, looked_up)
    assert level("protection-removed", python(code)) is expected


def test_what_is_put_on_one_thing_says_that_it_stays() -> None:
    code = """\
import boto3

for stack in boto3.resource("cloudformation").stacks.all():
    if stack.stack_name.startswith("old-"):
        stack.meta.client.update_termination_protection(
            StackName=stack.name, EnableTerminationProtection=False
        )
"""
    assert level("protection-removed", python(code)) is Level.WARNING
