"""What a clean-up of a cloud picks: by a prefix, by a time, by what is switched off."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

QUEUES = """\
import boto3
import click

PREFIXES = {PREFIXES}

def urls(sqs, prefix):
    for page in sqs.get_paginator("list_queues").paginate(QueueNamePrefix=prefix):
        yield from page["QueueUrls"]

@click.command()
@click.option("--stage", default=DEFAULT)
def main(stage):
    sqs = boto3.client("sqs")
    for url in urls(sqs, PREFIXES[stage]):
        sqs.purge_queue(QueueUrl=url)
"""


@pytest.mark.parametrize(
    ("prefixes", "default", "expected"),
    [
        ('"dev": "dev-orders", "stage": "stage-orders"', '"dev"', Level.INFO),
        ('"dev": "dev-orders", "qa": "qa-orders"', '"qa"', Level.INFO),
        ('"dev": "dev-orders", "live": "orders"', '"live"', Level.WARNING),
    ],
)
def test_queues_of_the_stage_by_default(prefixes: str, default: str, expected: Level) -> None:
    text = QUEUES.replace("PREFIXES}", f"{prefixes}}}").replace("DEFAULT", default)
    assert level("destroyed-resource", python(text)) is expected


LOGS = """\
import boto3
import typer

logs = boto3.client("logs")

def main(prefix: str = typer.Option({0})):
    for page in logs.get_paginator("describe_log_groups").paginate(logGroupNamePrefix=prefix):
        for group in page["logGroups"]:
            if group["logGroupName"] not in KEPT:
                logs.delete_log_group(logGroupName=group["logGroupName"])

typer.run(main)
"""


@pytest.mark.parametrize(
    ("prefix", "expected"),
    [('"/aws/lambda/"', Level.INFO), ('"/"', Level.WARNING), ('""', Level.WARNING)],
)
def test_logs_that_a_prefix_picks(prefix: str, expected: Level) -> None:
    assert level("destroyed-resource", python(LOGS.format(prefix))) is expected


KEYS = """\
from google.cloud import kms

State = kms.CryptoKeyVersion.CryptoKeyVersionState

def retired(version, primary):
    if version.name == primary:
        return False
    return {0}

def clean(client: kms.KeyManagementServiceClient, key, primary):
    for version in client.list_crypto_key_versions(request={{"parent": key}}):
        if retired(version, primary):
            client.destroy_crypto_key_version(request={{"name": version.name}})
"""


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("version.state in (State.ENABLED, State.DISABLED)", Level.WARNING),
        ("now() - version.create_time > timedelta(days=1)", Level.WARNING),
        ("version.state == State.DISABLED", Level.INFO),
        ("version.state == State.DISABLED and now() - version.create_time > YEAR", Level.INFO),
    ],
)
def test_versions_of_keys(asked: str, expected: Level) -> None:
    assert level("destroyed-resource", python(KEYS.format(asked))) is expected


POINTS = """\
import datetime as dt
from types import SimpleNamespace
import boto3

settings = SimpleNamespace(vault="daily", days={0})

class Pruner:
    def __init__(self, settings):
        self.settings = settings
        self.backup = boto3.client("backup")

    @property
    def cutoff(self):
        return dt.datetime.now() - dt.timedelta(days=self.settings.days)

    def prune(self):
        pages = self.backup.get_paginator("list_recovery_points_by_backup_vault")
        for page in pages.paginate(BackupVaultName="daily", ByCreatedBefore=self.cutoff):
            for point in page["RecoveryPoints"]:
                arn = point["RecoveryPointArn"]
                self.backup.delete_recovery_point(BackupVaultName="daily", RecoveryPointArn=arn)

Pruner(settings).prune()
"""


@pytest.mark.parametrize(("days", "expected"), [("0", Level.WARNING), ("400", Level.INFO)])
def test_a_time_that_a_property_gives(days: str, expected: Level) -> None:
    assert level("destroyed-resource", python(POINTS.format(days))) is expected


SOUGHT = """\
from google.cloud import pubsub_v1

class Backlog:
    def __init__(self, project, name):
        self.client = pubsub_v1.SubscriberClient()
        self.path = self.client.subscription_path(project, name)
        self.other = self.client.subscription_path(project, "other")

    def bookmark(self):
        return self.client.{0}

    def skip(self, now):
        self.bookmark()
        self.client.seek(request={{"subscription": self.path, "time": now}})
"""


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ('create_snapshot(request={"name": NAME, "subscription": self.path})', Level.INFO),
        ('create_snapshot(request={"name": NAME, "subscription": self.other})', Level.WARNING),
        ('get_subscription(request={"subscription": self.path})', Level.WARNING),
    ],
)
def test_a_method_that_keeps_what_goes(before: str, expected: Level) -> None:
    assert level("destroyed-resource", python(SOUGHT.format(before))) is expected
