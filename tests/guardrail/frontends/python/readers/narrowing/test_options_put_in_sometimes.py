"""Arguments that are put into a dictionary only where somebody gives them."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange

BUCKET = """
import argparse
import boto3

def pages(client, prefix{0}):
    options = {{"Bucket": "shop"}}
    if prefix:
        options["Prefix"] = prefix
    yield from client.get_paginator("list_objects_v2").paginate(**options)

def clear(client, prefix{0}):
    for page in pages(client, prefix):
        keys = [{{"Key": one["Key"]}} for one in page["Contents"]]
        client.delete_objects(Bucket="shop", Delete={{"Objects": keys}})

def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--prefix", {1})
    args = parser.parse_args()
    clear(boto3.client("s3"), args.prefix)

main()
"""
GROUPS = """
import os
import boto3
PREFIX = os.environ.get("GROUPS", {0})
logs = boto3.client("logs")

def groups():
    options = {{"limit": 50}}
    if PREFIX:
        options["logGroupNamePrefix"] = PREFIX
    yield from logs.describe_log_groups(**options)["logGroups"]

for one in groups():
    logs.delete_log_group(logGroupName=one["logGroupName"])
"""


@pytest.mark.parametrize(
    ("option", "told"), [("default=''", True), ("required=True", False), ("default='tmp/'", False)]
)
def test_an_option_that_is_empty_by_default_leaves_every_object(option: str, told: bool) -> None:
    found = [one for one in items(BUCKET.format("", option)) if isinstance(one, DataChange)]
    assert any(one.reason for one in found) is told


@pytest.mark.parametrize(("default", "told"), [("''", ""), ("'/preview/'", "label")])
def test_a_prefix_of_the_environment_picks_where_it_has_a_default(default: str, told: str) -> None:
    found = items(GROUPS.format(default))
    assert [one.chosen for one in found if isinstance(one, ResourceChange)] == [told]


@pytest.mark.parametrize(("default", "told"), [("None", ""), ("'purpose=loadtest'", "label")])
def test_a_selector_that_a_command_hands_on(default: str, told: str) -> None:
    code = (
        "import typer\nfrom hcloud import Client\nclient = Client(token=token)\n"
        "def servers(selector):\n    return client.servers.get_all(label_selector=selector)\n\n"
        f"def down(selector: str = typer.Option({default})):\n"
        "    for one in servers(selector):\n        client.servers.delete(one)\n"
    )
    assert [one.chosen for one in items(code) if isinstance(one, ResourceChange)] == [told]


@pytest.mark.parametrize(
    ("condition", "told"),
    [("url.rsplit('/', 1)[-1].startswith('pr-')", "label"), ("url.rsplit('/', 1)[-1]", "")],
)
def test_texts_of_one_letter_dont_hide_those_behind_them(condition: str, told: str) -> None:
    code = (
        "import boto3\nsqs = boto3.client('sqs')\n"
        f"for url in [url for url in sqs.list_queues()['QueueUrls'] if {condition}]:\n"
        "    sqs.delete_queue(QueueUrl=url)\n"
    )
    assert [one.chosen for one in items(code) if isinstance(one, ResourceChange)] == [told]


BY_FUNCTION = """
import boto3

def asked(bucket, prefix=None):
    options = {{"Bucket": bucket}}
    if prefix:
        options["Prefix"] = prefix
    return options

def clear(bucket, prefix{0}):
    client = boto3.client("s3")
    for page in client.get_paginator("list_objects_v2").paginate(**asked(bucket, prefix)):
        keys = [{{"Key": one["Key"]}} for one in page["Contents"]]
        client.delete_objects(Bucket=bucket, Delete={{"Objects": keys}})

clear("shop"{1})
"""


@pytest.mark.parametrize(
    ("default", "given", "told"),
    [("=None", "", True), ("=''", "", True), ("", ", 'tmp/'", False)],
)
def test_options_that_a_function_puts_together_may_be_left_out_as_well(
    default: str, given: str, told: bool
) -> None:
    found = [
        one for one in items(BY_FUNCTION.format(default, given)) if isinstance(one, DataChange)
    ]
    assert any(one.reason for one in found) is told


CLAIMS = """
import os
from kubernetes import client

def selected(pr):
    args = {{"namespace": "shop"}}
    if {0}:
        args["label_selector"] = f"preview=pr-{{pr}}"
    return args

def tear_down(pr):
    args = selected(pr)
    client.CoreV1Api().delete_collection_namespaced_persistent_volume_claim(**args)

def main():
    pr = {1}
    tear_down(pr)

main()
"""


@pytest.mark.parametrize(
    ("asked", "given", "told"),
    [
        ("pr", "os.environ.get('PR', '')", ""),
        ("pr", "os.environ.get('PR')", ""),
        ("pr is not None", "os.environ.get('PR')", ""),
        ("pr is not None", "int(os.environ['PR'])", "label"),
        ("pr", "os.environ['PR']", "label"),
    ],
)
def test_what_a_helper_puts_in_for_a_setting_picks_where_that_must_be_set(
    asked: str, given: str, told: str
) -> None:
    found = items(CLAIMS.format(asked, given))
    assert [one.chosen for one in found if isinstance(one, ResourceChange)] == [told]
