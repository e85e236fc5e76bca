"""AWS: what is given back one at a time every day, and all of it; what guards, and what holds."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, ResourceChange, Scope, Verb

LOOPS = """\
import boto3

client = boto3.client("{0}")

def listed():
    for page in client.get_paginator("{1}").paginate({2}):
        for one in page["Found"]:
            if {3}:
                yield one

class Cleaner:
    def run(self):
        for one in listed():
            client.{4}(Id=one["Id"])
"""
ALL = ("", "one")


def _scopes(service: str, listing: str, given: str, condition: str, method: str) -> list[Scope]:
    told = items(LOOPS.format(service, listing, given, condition, method))
    return [one.scope for one in told if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    ("service", "listing", "method"),
    [
        ("iam", "list_users", "delete_login_profile"),
        ("ec2", "describe_addresses", "release_address"),
        ("events", "list_rules", "disable_rule"),
        ("identitystore", "list_users", "delete_user"),
        ("iot", "list_things", "delete_thing"),
    ],
)
def test_all_there_are(service: str, listing: str, method: str) -> None:
    assert _scopes(service, listing, *ALL, method) == [Scope.NONE]
    assert Scope.NONE not in _scopes(service, listing, "", "'AssociationId' not in one", method)
    assert Scope.NONE not in _scopes(service, listing, "Filters=[MINE]", "one", method)


def test_one_of_them() -> None:
    code = """\
import boto3

def leave(name):
    boto3.client("iam").delete_login_profile(UserName=name)
"""
    assert not [one for one in items(code) if isinstance(one, (DataChange, ResourceChange))]


def test_what_guards_and_what_holds() -> None:
    code = """\
import boto3

boto3.client("wafv2").delete_web_acl(Name="shop", Scope="REGIONAL", Id="a", LockToken="b")
boto3.client("rekognition").delete_collection(CollectionId="staff")
"""
    told = [(one.verb, one.kind) for one in items(code) if isinstance(one, ResourceChange)]
    assert told == [(Verb.DISABLE, "firewall"), (Verb.DELETE, "collection of faces")]
