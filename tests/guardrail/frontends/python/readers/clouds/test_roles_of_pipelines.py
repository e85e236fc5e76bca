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
