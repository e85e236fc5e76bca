"""What a stack of CDK opens to everybody, and what it gives up of what keeps its data."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

STACK = """
from aws_cdk import Duration, RemovalPolicy, Stack, aws_dynamodb as dynamodb, aws_ec2 as ec2
from aws_cdk import aws_iam as iam, aws_lambda as lambda_, aws_rds as rds, aws_s3 as s3
from aws_cdk import aws_sqs as sqs


class Shop(Stack):
    def __init__(self, scope, name):
        super().__init__(scope, name)
        {0}
"""


def told(line: str) -> list[str]:
    """What one statement of a stack opens or gives up."""
    found = items(STACK.format(line))
    opened = [one.on for one in found if isinstance(one, PrivilegeChange)]
    lost = [one for one in found if isinstance(one, ResourceChange)]
    return [*opened, *(each for one in lost for each in one.protections)]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "iam.PolicyStatement(actions=['sqs:*'], principals=[iam.AnyPrincipal()])",
            (
                "iam.PolicyStatement(actions=['sqs:*'], principals=[iam.AnyPrincipal()],"
                " conditions={'StringEquals': {'aws:PrincipalOrgID': 'o-1'}})"
            ),
        ),
        (
            "iam.PolicyStatement(actions=['s3:*'], principals=[iam.StarPrincipal()])",
            (
                "iam.PolicyStatement(actions=['s3:*'], principals=[iam.StarPrincipal()],"
                " effect=iam.Effect.DENY)"
            ),
        ),
        (
            "sqs.Queue(self, 'q').grant_send_messages(iam.ArnPrincipal('*'))",
            "sqs.Queue(self, 'q').grant_send_messages(iam.AnyPrincipal().with_conditions(only))",
        ),
        (
            "iam.Role(self, 'r', assumed_by=iam.AnyPrincipal())",
            "iam.Role(self, 'r', assumed_by=iam.AccountRootPrincipal())",
        ),
        (
            "s3.Bucket(self, 'invoices').grant_public_access()",
            "s3.Bucket(self, 'invoices').grant_read(role)",
        ),
        (
            "handler.add_function_url(auth_type=lambda_.FunctionUrlAuthType.NONE)",
            "handler.add_function_url(auth_type=lambda_.FunctionUrlAuthType.AWS_IAM)",
        ),
        (
            "table.connections.allow_from_any_ipv4(ec2.Port.tcp(5432))",
            "front.connections.allow_from_any_ipv4(ec2.Port.tcp(443))",
        ),
        (
            "table.connections.allow_from(ec2.Peer.ipv4('0.0.0.0/0'), ec2.Port.all_traffic())",
            "table.connections.allow_from(application, ec2.Port.tcp(5432))",
        ),
        (
            "iam.PolicyStatement.from_json({'Effect': 'Allow', 'Action': '*', 'Resource': '*'})",
            "iam.PolicyStatement.from_json({'Effect': 'Deny', 'Action': '*', 'Resource': '*'})",
        ),
        (
            "rds.ServerlessCluster(self, 'orders', removal_policy=RemovalPolicy.DESTROY)",
            "rds.ServerlessCluster(self, 'orders', removal_policy=RemovalPolicy.SNAPSHOT)",
        ),
        (
            "dynamodb.Table(self, 'orders').apply_removal_policy(RemovalPolicy.DESTROY)",
            "iam.Role(self, 'r', assumed_by=user).apply_removal_policy(RemovalPolicy.DESTROY)",
        ),
        (
            "rds.DatabaseInstance(self, 'orders', storage_encrypted=False)",
            "rds.DatabaseInstance(self, 'orders', storage_encrypted=True)",
        ),
        (
            "s3.Bucket(self, 'a', lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(1))])",
            (
                "s3.Bucket(self, 'a', lifecycle_rules="
                "[s3.LifecycleRule(noncurrent_version_expiration=Duration.days(1))])"
            ),
        ),
        (
            "rds.DatabaseInstance(self, 'orders', backup_retention=Duration.days(0))",
            "rds.DatabaseInstance(self, 'orders', backup_retention=Duration.days(10))",
        ),
    ],
)
def test_what_a_stack_opens_or_gives_up(bad: str, good: str) -> None:
    assert len(told(bad)) == 1
    assert told(good) == []


def test_a_statement_that_is_given_its_principal_later() -> None:
    made = "statement = iam.PolicyStatement(actions=['sqs:*'])\n        "
    everybody = "statement.add_any_principal()"
    assert told(made + everybody) == ["the resource of the policy"]
    held = "\n        statement.add_condition('ArnEquals', {'aws:SourceArn': topic})"
    assert told(made + everybody + held) == []
    assert told(made.replace("*'", "*'], effect=iam.Effect.DENY, x=['") + everybody) == []
