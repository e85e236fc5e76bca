"""What picks resources where it is handed over: an age to the listing, an option's default."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

POINTS = """
import os
import boto3
from datetime import datetime, timedelta

backup = boto3.client("backup")
DAYS = int(os.environ.get("DAYS", "{days}"))


def points(before):
    pages = backup.get_paginator("list_recovery_points_by_backup_vault").paginate(
        BackupVaultName="daily", ByCreatedBefore=before
    )
    for page in pages:
        yield from page["RecoveryPoints"]


for point in points(datetime.now() - timedelta(days=DAYS)):
    backup.delete_recovery_point(
        BackupVaultName="daily", RecoveryPointArn=point["RecoveryPointArn"]
    )
"""

MOUNTS = """
import argparse, click, hvac, typer

vault = hvac.Client()


def leftovers(prefix):
    mounts = vault.sys.list_mounted_secrets_engines()["data"]
    return [one for one in mounts if one.startswith(prefix)]


{head}
    for path in leftovers(prefix):
        vault.sys.disable_secrets_engine(path=path)
"""

GROUPS = """
from datetime import date
from azure.mgmt.resource.resources import ResourceManagementClient

client = ResourceManagementClient(key, "shop")
for group in client.resource_groups.list():
    lease = (group.tags or {{}}).get("{tag}")
    if lease{more}:
        client.resource_groups.begin_delete(group.name)
"""


def chosen(code: str) -> list[str]:
    """What picked each resource that the code deletes."""
    return [item.chosen for item in items(code) if isinstance(item, ResourceChange)]


@pytest.mark.parametrize(("days", "told"), [("90", "age"), ("0", "")])
def test_until_when_a_listing_goes_is_an_age_unless_it_is_now(days: str, told: str) -> None:
    assert chosen(POINTS.format(days=days)) == [told]


@pytest.mark.parametrize(
    "head",
    [
        "def clean(prefix={0}):",
        "def clean(prefix: str = typer.Option({0}, help='which')):",
        "@click.command()\n@click.option('--prefix', default={0})\ndef clean(prefix):",
    ],
)
@pytest.mark.parametrize(("default", "told"), [('"preview-"', "label"), ('""', "")])
def test_a_prefix_is_what_an_option_is_by_default(head: str, default: str, told: str) -> None:
    assert chosen(MOUNTS.format(head=head.format(default))) == [told]


@pytest.mark.parametrize(
    ("tag", "more", "told"),
    [
        ("lease-until", "", "label"),
        ("lease-until", " and date.fromisoformat(lease) < date.today()", "label"),
        ("owner", "", ""),
        ("keep", "", ""),
    ],
)
def test_a_label_picks_also_under_a_name(tag: str, more: str, told: str) -> None:
    assert chosen(GROUPS.format(tag=tag, more=more)) == [told]


@pytest.mark.parametrize(("which", "told"), [("Filters=WANTED", "label"), ("", "")])
@pytest.mark.parametrize("taken", ["ec2.delete_volume(VolumeId=one['VolumeId'])", "drop(one)"])
def test_what_is_mapped_over_picks_what_a_lambda_is_given(
    which: str, told: str, taken: str
) -> None:
    code = (
        "import boto3\nec2 = boto3.client('ec2')\n"
        "WANTED = [{'Name': 'tag:made-by', 'Values': ['tests']}]\n"
        "def drop(one):\n    ec2.delete_volume(VolumeId=one['VolumeId'])\n\n"
        f"found = list(ec2.describe_volumes({which})['Volumes'])\n"
        f"pool.map(lambda one: {taken}, found)\n"
    )
    assert chosen(code)[-1] == told


@pytest.mark.parametrize("taken", ["one.get('Tags', [])", "one['Tags']"])
@pytest.mark.parametrize("name", ["tags", "held"])
def test_whether_there_is_any_label_at_all_picks_nothing(taken: str, name: str) -> None:
    code = (
        "import boto3\nec2 = boto3.client('ec2')\n"
        "for one in ec2.describe_volumes()['Volumes']:\n"
        f"    {name} = {taken}\n    if {name}:\n"
        "        ec2.delete_volume(VolumeId=one['VolumeId'])\n"
    )
    assert chosen(code) == [""]


@pytest.mark.parametrize(
    ("listing", "told"), [("logGroupNamePrefix='/preview/'", "label"), ("limit=50", "")]
)
def test_what_a_pool_hands_a_function_was_picked_where_it_was_listed(
    listing: str, told: str
) -> None:
    code = (
        "import boto3\nfrom concurrent.futures import ThreadPoolExecutor\n"
        "logs = boto3.client('logs')\ndef groups():\n"
        f"    for page in logs.get_paginator('describe_log_groups').paginate({listing}):\n"
        "        yield from (one['logGroupName'] for one in page['logGroups'])\n"
        "def drop(name):\n    logs.delete_log_group(logGroupName=name)\n"
        "with ThreadPoolExecutor(8) as pool:\n    list(pool.map(drop, groups()))\n"
    )
    found = [one for one in items(code) if isinstance(one, ResourceChange)]
    assert [one.chosen for one in found] == [told]
