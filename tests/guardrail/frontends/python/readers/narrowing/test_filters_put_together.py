"""Filters, prefixes and documents that are put together elsewhere than in the call that picks."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import ResourceChange
from guardrail.model import Confidence


def changes(code: str) -> list[ResourceChange]:
    """The resources that the code deletes."""
    return [one for one in items(code) if isinstance(one, ResourceChange)]


FILTERED = """
import argparse, boto3
from airflow.models import Variable

def filters_for(pool, owner=None):
    filters = [{{"Name": "instance-state-name", "Values": ["running"]}}]
    {more}
    return filters

def recycle():
    ec2 = boto3.resource("ec2")
    pool = Variable.get("pool", default_var="default")
    found = ec2.instances.filter(Filters=filters_for(pool))
    boto3.client("ec2").terminate_instances(InstanceIds=[one.id for one in found])
"""
TAG = '{"Name": "tag:pool", "Values": [pool]}'


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (f"filters.append({TAG})", "label"),
        (f"filters += [{TAG}]", "label"),
        (f"filters.extend([{TAG}])", "label"),
        (f'if pool != "default":\n        filters.append({TAG})', ""),
        (f"if owner:\n        filters.append({TAG})", ""),
        (f"if owner is not None:\n        filters.append({TAG})", ""),
        ("print(filters)", ""),
    ],
)
def test_a_function_adds_to_the_filters_that_it_gives(more: str, told: str) -> None:
    assert [one.chosen for one in changes(FILTERED.format(more=more))] == [told]


PREFIXED = """
import boto3
cfn = boto3.client("cloudformation")

def reap(prefix):
    for stack in cfn.describe_stacks()["Stacks"]:
        if stack["StackName"].startswith(prefix):
            cfn.delete_stack(StackName=stack["StackName"])

def lambda_handler(event, context):
    reap({given})
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ('"pr-preview-"', "label"),
        ('"prod-"', ""),
        ('event["prefix"]', "name"),
    ],
)
def test_a_prefix_says_what_the_call_of_the_function_writes_out(given: str, told: str) -> None:
    assert [one.chosen for one in changes(PREFIXED.format(given=given))] == [told]


MATCHED = """
import re, boto3
PREVIEW = re.compile(r"^preview-(\\d+)$")
cfn = boto3.client("cloudformation")

def wanted(name, closed):
    match = PREVIEW.match(name)
    return {asked}

def reap(closed):
    for stack in cfn.describe_stacks()["Stacks"]:
        if wanted(stack["StackName"], closed):
            cfn.delete_stack(StackName=stack["StackName"])
"""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("match is not None and int(match.group(1)) in closed", "label"),
        ("match is None or int(match.group(1)) in closed", ""),
    ],
)
def test_a_name_that_matches_no_pattern_is_picked_by_nothing(asked: str, told: str) -> None:
    assert [one.chosen for one in changes(MATCHED.format(asked=asked))] == [told]


ZONES = """
import boto3

class Cleaner:
    def clean_all(self, zones, wanted):
        self.client = boto3.client("route53")
        for zone in zones.filter(name=wanted):
            self.clean_zone(zone.aws_id)

    def clean_zone(self, zone_id):
        changes = []
        for record in self.client.list_resource_record_sets(HostedZoneId=zone_id)["Records"]:
            if {asked}:
                changes.append({{"Action": "DELETE", "ResourceRecordSet": record}})
        self.client.change_resource_record_sets(
            HostedZoneId=zone_id, ChangeBatch={{"Changes": changes[:100]}}
        )
"""


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ('record["Type"] not in ("NS", "SOA")', ""),
        ('record["Name"].startswith("_acme-challenge.")', "label"),
    ],
)
def test_a_zone_that_is_given_by_name_says_nothing_of_its_records(asked: str, told: str) -> None:
    found = changes(ZONES.format(asked=asked))
    assert [(one.chosen, one.confidence) for one in found] == [(told, Confidence.HIGH)]


def test_what_is_deleted_already_is_a_label() -> None:
    code = """
from google.cloud import pubsub_v1
subscriber = pubsub_v1.SubscriberClient()
for one in subscriber.list_subscriptions(request={"project": "projects/home"}):
    if one.topic == GONE:
        subscriber.delete_subscription(request={"subscription": one.name})
"""
    assert [one.chosen for one in changes('GONE = "_deleted-topic_"' + code)] == ["label"]
    assert [one.chosen for one in changes('GONE = "projects/home/topics/a"' + code)] != ["label"]


LISTED = """
import boto3
dns = boto3.client("route53")

def obsolete(record):
    if record["Type"] in ("NS", "SOA"):
        return False
    return {asked}

def changes(zone):
    for page in dns.get_paginator("list_resource_record_sets").paginate(HostedZoneId=zone):
        for one in page["ResourceRecordSets"]:
            if obsolete(one):
                yield {{"Action": "DELETE", "ResourceRecordSet": one}}

def clean(zone):
    dns.change_resource_record_sets(
        HostedZoneId=zone, ChangeBatch={{"Changes": {kept}(changes(zone))}}
    )
"""


@pytest.mark.parametrize("kept", ["list", "tuple", "sorted"])
@pytest.mark.parametrize(
    ("asked", "told"), [("True", ""), ("record['Name'].startswith('_acme-challenge.')", "label")]
)
def test_a_list_of_what_a_function_gives_is_no_filter(kept: str, asked: str, told: str) -> None:
    assert [one.chosen for one in changes(LISTED.format(kept=kept, asked=asked))] == [told]


@pytest.mark.parametrize(
    ("old", "told"), [("not branch.default", ""), ("branch.merged and not branch.default", "label")]
)
def test_what_a_function_filters_is_what_it_is_given(old: str, told: str) -> None:
    code = f"""
import gitlab
gl = gitlab.Gitlab("https://git.acme.io")

def old(branch):
    return {old}

project = gl.projects.get(7)
for branch in filter(old, project.branches.list(iterator=True)):
    branch.delete()
"""
    assert [one.chosen for one in changes(code)] == [told]
