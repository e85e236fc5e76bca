"""Machines and groups that a loop deletes: what picked them said that they may go, or nothing."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

AZURE = """\
import datetime as dt
from azure.identity import DefaultAzureCredential
from azure.mgmt.compute import ComputeManagementClient
from azure.mgmt.resource import ResourceManagementClient

TODAY = dt.date.today()

def age(thing):
    made = (thing.tags or {{}}).get("created", "2020-01-01")
    return TODAY - dt.date.fromisoformat(made)

def may_go(thing):
    tags = thing.tags or {{}}
    return {0}

{1}
"""
GROUPS = """\
def sweep(client):
    for group in client.resource_groups.list():
        if may_go(group):
            client.resource_groups.begin_delete(group.name)

sweep(ResourceManagementClient(DefaultAzureCredential(), "s"))
"""
HANDED = """\
def each(client, action):
    for vm in client.virtual_machines.list_all():
        if may_go(vm):
            action(client, vm)

def remove(client, vm):
    client.virtual_machines.begin_delete("web", vm.name).result()

each(ComputeManagementClient(DefaultAzureCredential(), "s"), remove)
"""
ANYBODYS = [
    "age(thing) > dt.timedelta(days=7)",
    '"owner" in tags',
    '"owner" in tags and age(thing) > dt.timedelta(days=7)',
    'tags.get("team") is not None',
    '"created" in tags and age(thing) > dt.timedelta(days=7)',
    'dt.date.fromisoformat(tags.get("expires", "1970-01-01")) < TODAY',
    'tags.get("keep") != "yes"',
    'tags.get("purpose") in (None, "preview")',
    'tags.get("purpose", "") in ("", "preview")',
    '(thing.tags or {}).get("purpose") in [None, "preview"]',
    '(thing.tags or {}).get("env", "dev") == "dev"',
    'not tags.get("purpose") not in (None, "preview")',
]
THEIRS = [
    'tags.get("purpose") == "preview"',
    'tags.get("purpose") == "preview" and age(thing) > dt.timedelta(days=7)',
    '"expires" in tags and dt.date.fromisoformat(tags["expires"]) < TODAY',
    'tags.get("env") == "dev"',
    'tags.get("lifetime") == "temporary"',
    'tags.get("owner") == "nightly-testbed"',
    'tags.get("purpose") in ("preview", "e2e-test")',
    'tags.get("purpose", "") in ("preview", "review")',
    '(thing.tags or {}).get("env", "none") in ("dev", "test")',
]


@pytest.mark.parametrize("asked", ANYBODYS)
def test_groups_that_say_nothing_of_going(asked: str) -> None:
    assert level("destroyed-resource", python(AZURE.format(asked, GROUPS))) is Level.WARNING


@pytest.mark.parametrize("asked", THEIRS)
@pytest.mark.parametrize("listed", [GROUPS, HANDED])
def test_what_a_label_gives_up(asked: str, listed: str) -> None:
    assert level("destroyed-resource", python(AZURE.format(asked, listed))) is Level.INFO


def test_machines_that_a_function_is_handed() -> None:
    kept = python(AZURE.format('tags.get("keep") != "yes"', HANDED))
    assert level("destroyed-resource", kept) is Level.WARNING


FILTERED = """\
from azure.identity import DefaultAzureCredential
from azure.mgmt.resource import ResourceManagementClient

REVIEW = "tagName eq 'env' and tagValue eq 'review'"

def groups(client, tag_filter=None):
    for group in client.resource_groups.list(filter=tag_filter):
        yield group

client = ResourceManagementClient(DefaultAzureCredential(), "s")
for group in groups({0}):
    client.resource_groups.begin_delete(group.name)
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("client", Level.WARNING),
        ("client, REVIEW", Level.INFO),
        ("client, tag_filter=REVIEW", Level.INFO),
    ],
)
def test_a_filter_that_is_nothing_by_default(given: str, expected: Level) -> None:
    assert level("destroyed-resource", python(FILTERED.format(given))) is expected
