"""Roles that workflows of a forge take: of one repository, or of any."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

ROLE = """\
import json
import boto3

FORGE = "token.actions.githubusercontent.com"

def trust(subject):
    return {{
        "Version": "2012-10-17",
        "Statement": [{{
            "Effect": "Allow",
            "Principal": {{"Federated": f"arn:aws:iam::1:oidc-provider/{{FORGE}}"}},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {{
                "StringEquals": {{f"{{FORGE}}:aud": "sts.amazonaws.com"}},
                {0}
            }},
        }}],
    }}

boto3.client("iam").create_role(
    RoleName="deploy", AssumeRolePolicyDocument=json.dumps(trust("repo:acme/shop:*"))
)
"""


def _opened(condition: str) -> bool:
    return any(isinstance(one, PrivilegeChange) for one in items(ROLE.format(condition)))


@pytest.mark.parametrize(
    "condition",
    ["", '"StringLike": {f"{FORGE}:sub": "repo:*"}', '"StringLike": {f"{FORGE}:sub": ["*"]}'],
)
def test_any_repository(condition: str) -> None:
    assert _opened(condition)


@pytest.mark.parametrize(
    "condition",
    [
        '"StringLike": {f"{FORGE}:sub": subject}',
        '"StringLike": {f"{FORGE}:sub": "repo:acme/*"}',
        '"StringEquals": {f"{FORGE}:repository": "acme/shop"}',
        '"StringLike": {f"{FORGE}:sub": which()}',
    ],
)
def test_those_of_somebody(condition: str) -> None:
    assert not _opened(condition)


STACK = """\
from aws_cdk import aws_iam as iam
import pulumi_aws as aws

FORGE = "token.actions.githubusercontent.com"
FOR_AWS = {{"StringEquals": {{f"{{FORGE}}:aud": "sts.amazonaws.com"}}}}

def tokens_of(subject):
    return {{**FOR_AWS, "StringLike": {{f"{{FORGE}}:sub": subject}}}}

{0}
"""

WRITTEN = [
    'iam.WebIdentityPrincipal(arn, {"StringLike": {f"{FORGE}:sub": SUBJECT}})',
    'iam.WebIdentityPrincipal(arn, conditions={"StringLike": {f"{FORGE}:sub": [SUBJECT]}})',
    'iam.OpenIdConnectPrincipal(provider, {"StringLike": {f"{FORGE}:sub": SUBJECT}})',
    (
        'iam.FederatedPrincipal(arn, {"StringLike": {f"{FORGE}:sub": SUBJECT}},'
        ' "sts:AssumeRoleWithWebIdentity")'
    ),
    (
        'iam.OpenIdConnectPrincipal(provider).with_conditions({"StringLike":'
        ' {f"{FORGE}:sub": SUBJECT}})'
    ),
    (
        'iam.PrincipalWithConditions(iam.WebIdentityPrincipal(arn), conditions={"StringLike":'
        ' {f"{FORGE}:sub": SUBJECT}})'
    ),
    "iam.WebIdentityPrincipal(arn, tokens_of(SUBJECT))",
    (
        'aws.iam.get_policy_document(statements=[{"conditions": [{"test": "StringLike",'
        ' "variable": f"{FORGE}:sub", "values": [SUBJECT]}]}])'
    ),
]
OF_ANYBODY = ["*", "repo:*", "repo:*/*:*", "repo:*:environment:production", "repo:*/shop:*"]
OF_SOMEBODY = ["repo:acme/*", "repo:acme/shop:ref:refs/heads/main", "repo:acme/shop:pull_request"]


def _shown(written: str, subject: str) -> bool:
    text = STACK.format(written.replace("SUBJECT", f'"{subject}"'))
    return any(isinstance(one, PrivilegeChange) for one in items(text))


@pytest.mark.parametrize("subject", OF_ANYBODY)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_stacks_role_for_any_repository(written: str, subject: str) -> None:
    assert _shown(written, subject)


@pytest.mark.parametrize("subject", OF_SOMEBODY)
@pytest.mark.parametrize("written", WRITTEN)
def test_a_stacks_role_for_some_repositories(written: str, subject: str) -> None:
    assert not _shown(written, subject)


def test_a_token_that_says_no_more_than_whom_it_is_for() -> None:
    assert any(
        isinstance(one, PrivilegeChange)
        for one in items(STACK.format("iam.WebIdentityPrincipal(arn, FOR_AWS)"))
    )


@pytest.mark.parametrize(
    "conditions",
    [
        # Whose it is stands beside it.
        (
            '{"StringLike": {f"{FORGE}:sub": "repo:*"},'
            ' "StringEquals": {f"{FORGE}:repository_owner": "acme"}}'
        ),
        '{"StringEquals": {"cognito-identity.amazonaws.com:aud": pool}}',
        '{"StringLike": {f"{FORGE}:sub": subjects()}}',
        "conditions()",
    ],
)
def test_what_else_may_be_asked_of_a_token(conditions: str) -> None:
    assert not any(
        isinstance(one, PrivilegeChange)
        for one in items(STACK.format(f"iam.WebIdentityPrincipal(arn, {conditions})"))
    )
