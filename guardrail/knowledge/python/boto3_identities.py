"""boto3: calls that hand out every right of an account to an identity.

Source: the service models of botocore 1.44 for names and arguments; the API references of IAM and
IAM Identity Center for which policies are an administrator's.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import row
from guardrail.knowledge.python.rows import Row

_EVERYTHING = "*:policy/AdministratorAccess|*:policy/IAMFullAccess|*:policy/PowerUserAccess"
_ADMIN = "json.dumps({'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]})"


def _admin(method: str, id: str, kind: str) -> Row:
    given = [("PolicyArn", _EVERYTHING, "the policy of administrators")]
    example = (
        f'import boto3\nboto3.client("iam").{method}({id}="ci",'
        ' PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")'
    )
    return row("iam", method, id, Verb.ESCALATE, given, kind=kind, example=example)


def _inline(method: str, id: str, kind: str) -> Row:
    example = (
        f'import boto3, json\nboto3.client("iam").{method}({id}="ci", PolicyDocument={_ADMIN})'
    )
    return row(
        "iam",
        method,
        id,
        Verb.ESCALATE,
        [],
        kind=kind,
        document="PolicyDocument",
        example=example,
    )


ROWS: tuple[Row, ...] = (
    _admin("attach_role_policy", "RoleName", "role"),
    _admin("attach_user_policy", "UserName", "user"),
    _admin("attach_group_policy", "GroupName", "group"),
    row(
        "iam",
        "attach_policy",
        "",
        Verb.ESCALATE,
        [("PolicyArn", _EVERYTHING, "the policy of administrators")],
        kind="identity",
        example=(
            'import boto3\nboto3.resource("iam").Role("ci").attach_policy('
            'PolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")'
        ),
    ),
    _inline("put_role_policy", "RoleName", "role"),
    _inline("put_user_policy", "UserName", "user"),
    _inline("put_group_policy", "GroupName", "group"),
    _inline("create_policy", "PolicyName", "policy"),
    _inline("create_policy_version", "PolicyArn", "policy"),
    row(
        "sso-admin",
        "attach_managed_policy_to_permission_set",
        "PermissionSetArn",
        Verb.ESCALATE,
        [("ManagedPolicyArn", _EVERYTHING, "the policy of administrators")],
        kind="permission set",
        example=(
            'import boto3\nboto3.client("sso-admin").attach_managed_policy_to_permission_set('
            'InstanceArn="a", PermissionSetArn="b",'
            ' ManagedPolicyArn="arn:aws:iam::aws:policy/AdministratorAccess")'
        ),
    ),
    row(
        "sso-admin",
        "put_inline_policy_to_permission_set",
        "PermissionSetArn",
        Verb.ESCALATE,
        [],
        kind="permission set",
        document="InlinePolicy",
        example=(
            'import boto3, json\nboto3.client("sso-admin").put_inline_policy_to_permission_set('
            f'InstanceArn="a", PermissionSetArn="b", InlinePolicy={_ADMIN})'
        ),
    ),
)
