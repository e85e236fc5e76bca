"""By what a function of the module's own picks: all it asks for, or the least of what is enough."""

import pytest
from reading_python import items

from guardrail.effects import ResourceChange

_STACKS = """
import boto3
cfn = boto3.client("cloudformation")

{0}

for stack in cfn.describe_stacks()["Stacks"]:
    {1}
    cfn.delete_stack(StackName=stack["StackName"])
"""
_TAG = """
def request_of(stack):
    for tag in stack.get("Tags", []):
        if tag["Key"] == "PullRequest":
            return tag["Value"]
    return None
"""


def _chosen(function: str, condition: str) -> list[str]:
    found = items(_STACKS.format(function, condition))
    return [one.chosen for one in found if isinstance(one, ResourceChange)]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("stack['Status'] == 'merged' or age(stack) > 30", "age"),
        ("stack['Status'] == 'merged' and age(stack) > 30", "label"),
        ("stack['Status'] == 'merged' or force", ""),
        ("not (stack['Status'] != 'merged' or age(stack) < 30)", "label"),
    ],
)
def test_of_what_is_enough_the_least_counts(given: str, told: str) -> None:
    function = f"def stale(stack):\n    if stack['Kept']:\n        return False\n    return {given}"
    assert _chosen(function, "if not stale(stack):\n        continue") == [told]


def test_what_is_so_without_a_reason_picks_nothing() -> None:
    function = (
        "def expired(stack):\n    value = stack['Tags'].get('expires')\n    if not value:\n"
        "        return {0}\n    return value < today\n"
    )
    left = "if not expired(stack):\n        continue"
    assert _chosen(function.format("True"), left) == [""]
    assert _chosen(function.format("False"), left) != [""]


@pytest.mark.parametrize(
    ("condition", "told"),
    [
        ("if number is None or is_open(number):\n        continue", "label"),
        ("if not number:\n        continue", "label"),
        ("if number and is_open(number):\n        continue", ""),
    ],
)
def test_that_there_is_any_says_as_much_as_what_gives_it(condition: str, told: str) -> None:
    found = _chosen(_TAG, f"number = request_of(stack)\n    {condition}")
    assert found == [told]


def test_the_words_of_a_prefix_count_where_it_stands_elsewhere() -> None:
    left = "if not stack['StackName'].startswith(PREFIX):\n        continue"
    assert _chosen("PREFIX = 'preview-'", left) == ["label"]
    assert _chosen("PREFIX = 'shop-'", left) == ["name"]


def test_the_words_of_a_pattern_count_too() -> None:
    left = "if not NAMES.match(stack['StackName']):\n        continue"
    assert _chosen("import re\nNAMES = re.compile(r'^review_pr_(\\d+)$')", left) == ["label"]
    assert _chosen("import re\nNAMES = re.compile(r'^shop_(\\d+)$')", left) == ["name"]


def test_a_method_of_its_own_picks_as_well() -> None:
    code = """
import boto3

class Cleanup:
    def __init__(self):
        self.client = boto3.client("route53")

    def _is_leftover(self, record):
        return {0}

    def run(self, records):
        changes = [
            {"Action": "DELETE", "ResourceRecordSet": one}
            for one in records if self._is_leftover(one)
        ]
        self.client.change_resource_record_sets(
            HostedZoneId=self.zone, ChangeBatch={"Changes": changes}
        )
"""
    for asked, told in (
        ("record['Name'].startswith('_acme-challenge.')", "label"),
        ("record['Type'] not in ('NS', 'SOA')", ""),
    ):
        found = items(code.replace("{0}", asked))
        assert [one.chosen for one in found if isinstance(one, ResourceChange)] == [told]


def test_the_address_of_a_server_picks_nothing() -> None:
    code = (
        "import os, gitlab\ngl = gitlab.Gitlab(os.environ.get('URL', 'https://git.acme.io'))\n"
        "for branch in gl.projects.get(7).branches.list(get_all=True):\n    branch.delete()\n"
    )
    assert [one.chosen for one in items(code) if isinstance(one, ResourceChange)] == [""]


def test_a_client_of_gitlab_goes_by_the_name_that_its_manual_gives_it() -> None:
    code = (
        "import gitlab\ndef tidy({0}):\n"
        "    for branch in {0}.projects.get(7).branches.list():\n        branch.delete()\n"
    )
    for name, told in (("gl", ["branch"]), ("shop", [])):
        found = items(code.replace("{0}", name))
        assert [one.kind for one in found if isinstance(one, ResourceChange)] == told


@pytest.mark.parametrize(
    ("body", "told"),
    [
        ("return stack['Status'] not in DONE", ""),
        ("return stack['StackName'].startswith('preview-')", "label"),
    ],
)
def test_what_a_function_does_counts_not_what_it_is_called(body: str, told: str) -> None:
    function = f"DONE = {{'DELETED'}}\ndef is_preview(stack):\n    {body}\n"
    assert _chosen(function, "if not is_preview(stack):\n        continue") == [told]


@pytest.mark.parametrize(
    ("before", "told"),
    [
        ("if stack['Root']:\n        return True", "age"),
        ("if stack['Root'] or not stack['merged']:\n        return True", "label"),
        ("if not stack['merged']:\n        return True", "label"),
        ("if stack['merged']:\n        return True", "age"),
    ],
)
def test_what_a_function_is_left_for_before_picks_as_well(before: str, told: str) -> None:
    function = f"def kept(stack):\n    {before}\n    return stack['CreationTime'] > LIMIT\n"
    assert _chosen(function, "if kept(stack):\n        continue") == [told]


_IMAGES = """
import boto3
ecr = boto3.client("ecr")

def wanted():
    return [{0}]

def ids(repository):
    found = []
    pages = ecr.get_paginator("list_images").paginate(repositoryName=repository, filter={1})
    for page in pages:
        found += [{{"imageDigest": one["imageDigest"]}} for one in page["imageIds"]]
    return found

for name in [one for one in repositories() if one.startswith("pipelines/")]:
    ecr.batch_delete_image(repositoryName=name, imageIds=ids(name))
"""


@pytest.mark.parametrize(("status", "told"), [("ANY", ""), ("UNTAGGED", "label")])
def test_what_things_are_in_picks_none_of_them(status: str, told: str) -> None:
    code = _IMAGES.format("", {"tagStatus": status})
    found = [one.chosen for one in items(code) if isinstance(one, ResourceChange)]
    assert found == [told]


@pytest.mark.parametrize(
    ("tag", "told"), [("", ""), ("{'Name': 'tag:Role', 'Values': ['worker']}", "role")]
)
def test_a_filter_that_a_function_gives_picks(tag: str, told: str) -> None:
    code = (
        "import boto3\nec2 = boto3.resource('ec2')\n"
        f"def filters():\n    return [{{'Name': 'state', 'Values': ['running']}}, {tag}]\n\n"
        "ids = [one.id for one in ec2.instances.filter(Filters=filters())]\n"
        "ec2.instances.filter(InstanceIds=ids).terminate()\n"
    )
    found = [one.chosen for one in items(code) if isinstance(one, ResourceChange)]
    assert found == [told]


TOPICS = """
import argparse, fnmatch
from confluent_kafka.admin import AdminClient

def matching(client, pattern):
    return [one for one in client.list_topics().topics if fnmatch.fnmatch(one, pattern)]

parser = argparse.ArgumentParser()
parser.add_argument("--pattern", default={default})
args = parser.parse_args()
client = AdminClient(SETTINGS)
client.delete_topics(matching(client, args.pattern))
"""


@pytest.mark.parametrize(
    ("default", "told"), [("'it-*'", "label"), ("'tmp-*'", "label"), ("'*'", ""), ("None", "")]
)
def test_the_default_of_an_option_says_what_it_picks(default: str, told: str) -> None:
    found = [one for one in items(TOPICS.format(default=default)) if hasattr(one, "chosen")]
    assert [one.chosen == "label" for one in found] == [told == "label"]


PREVIEWS = """
from confluent_kafka.admin import AdminClient

def matching(client, prefix):
    return [one for one in client.list_topics().topics if one.startswith(prefix)]

def close(number: int):
    prefix = {prefix}
    client = AdminClient(SETTINGS)
    client.delete_topics(matching(client, prefix))
"""


@pytest.mark.parametrize(
    ("prefix", "told"),
    [
        ('f"preview-{number}-"', "label"),
        ('f"shop-{number}-"', "name"),
        ('""', ""),
    ],
)
def test_what_is_known_of_a_prefix_that_a_function_is_given(prefix: str, told: str) -> None:
    code = PREVIEWS.replace("{prefix}", prefix)
    assert [one.chosen for one in items(code) if isinstance(one, ResourceChange)] == [told]
