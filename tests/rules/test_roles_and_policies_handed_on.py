"""Roles that an option names, and policies that are made once a resource has its name."""

from __future__ import annotations

import pytest
from judged import level

from guardrail.example import python
from guardrail.model import Level

ROLES = """\
import argparse
import click
from azure.mgmt.authorization.models import RoleAssignmentCreateParameters

ROLES = {{
    "owner": "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
    "website-contributor": "de139f84-1756-47ae-9be6-808fbbe84772",
}}

def assign(client, subscription, role, principal):
    definition = (
        f"/subscriptions/{{subscription}}/providers"
        f"/Microsoft.Authorization/roleDefinitions/{{ROLES[role]}}"
    )
    parameters = RoleAssignmentCreateParameters(
        role_definition_id=definition, principal_id=principal
    )
    client.role_assignments.create("scope", "name", parameters)

{1}
"""
WAYS = [
    (
        '@click.command()\n@click.option("--role", default="{0}")\n'
        "def main(role):\n    assign(make(), SUBSCRIPTION, role, WHO)"
    ),
    (
        "parser = argparse.ArgumentParser()\n"
        'parser.add_argument("--role", choices=sorted(ROLES), default="{0}")\n'
        "args = parser.parse_args()\nassign(make(), SUBSCRIPTION, args.role, WHO)"
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_the_role_by_default(way: str) -> None:
    owner = python(ROLES.format("", way.format("owner")))
    assert level("broad-permission", owner) is Level.ERROR
    contributor = python(ROLES.format("", way.format("website-contributor")))
    assert level("broad-permission", contributor) is Level.OFF


BUCKET = """\
import json
import pulumi
import pulumi_aws as aws

PRINCIPAL = {0}
bucket = aws.s3.BucketV2("documents")

def policy_for(arn):
    statement = {{
        "Effect": "Allow", "Principal": PRINCIPAL,
        "Action": ["s3:GetObject", "s3:PutObject"], "Resource": f"{{arn}}/*",
    }}
    return json.dumps({{"Version": "2012-10-17", "Statement": [statement]}})

aws.s3.BucketPolicy("documents-policy", bucket=bucket.id, policy={1})
"""
APPLIED = [
    "bucket.arn.apply(policy_for)",
    "bucket.arn.apply(lambda arn: policy_for(arn))",
    (
        'bucket.arn.apply(lambda arn: json.dumps({"Statement": [{"Effect": "Allow",'
        ' "Principal": PRINCIPAL, "Action": "s3:*", "Resource": f"{arn}/*"}]}))'
    ),
    "pulumi.Output.all(bucket.arn).apply(lambda args: policy_for(args[0]))",
    (
        'pulumi.Output.json_dumps({"Statement": [{"Effect": "Allow", "Principal": PRINCIPAL,'
        ' "Action": "s3:*", "Resource": "*"}]})'
    ),
    "policy_for(bucket.arn)",
]


@pytest.mark.parametrize("applied", APPLIED)
def test_a_policy_that_is_made_later(applied: str) -> None:
    opened = python(BUCKET.format('"*"', applied))
    assert level("opened-to-the-world", opened) is Level.ERROR
    kept = python(BUCKET.format('{"AWS": "arn:aws:iam::123456789012:role/documents"}', applied))
    assert level("opened-to-the-world", kept) is Level.OFF
