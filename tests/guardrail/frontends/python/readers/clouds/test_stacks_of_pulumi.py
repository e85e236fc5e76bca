"""What resources of Pulumi and CDKTF open to everybody, hand out or give up."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

START = """
import json
import pulumi_aws as aws, pulumi_azure_native as azure, pulumi_gcp as gcp, pulumi_kubernetes as k8s
import cdktf
from cdktf_cdktf_provider_aws.cloudtrail import Cloudtrail
from cdktf_cdktf_provider_azurerm.network_security_rule import NetworkSecurityRule
from cdktf_cdktf_provider_google.compute_firewall import ComputeFirewall
from cdktf_cdktf_provider_aws.sqs_queue_policy import SqsQueuePolicy
"""
EVERYBODY = {"Effect": "Allow", "Principal": "*", "Action": "sqs:*"}
ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess"
SECURE = {"Bool": {"aws:SecureTransport": "false"}}
ONE = {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::1:root"}, "Action": "sqs:*"}


def policy(*statements: object) -> str:
    """A document as a program writes it."""
    return f"json.dumps({{'Statement': {list(statements)}}})"


def told(line: str) -> list[str]:
    """What one resource opens, hands out or gives up."""
    found = items(START + line)
    opened = [one.on for one in found if isinstance(one, PrivilegeChange)]
    lost = [one for one in found if isinstance(one, ResourceChange)]
    return [*opened, *(each for one in lost for each in one.protections)]


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            f"aws.sqs.QueuePolicy('q', policy={policy(EVERYBODY)})",
            f"aws.sqs.QueuePolicy('q', policy={policy(ONE)})",
        ),
        (
            f"SqsQueuePolicy(self, 'q', queue_url=url, policy={policy(ONE, EVERYBODY)})",
            (
                f"SqsQueuePolicy(self, 'q', queue_url=url,"
                f" policy={policy(ONE, {**EVERYBODY, 'Effect': 'Deny', 'Condition': SECURE})})"
            ),
        ),
        (
            f"aws.iam.Role('r', assume_role_policy={policy(EVERYBODY)})",
            f"aws.iam.Role('r', assume_role_policy={policy(ONE)})",
        ),
        (
            f"aws.iam.Role('r', managed_policy_arns=['{ADMINISTRATOR}'])",
            "aws.iam.Role('r', managed_policy_arns=['arn:aws:iam::aws:policy/ReadOnlyAccess'])",
        ),
        (
            "aws.lambda_.Permission('p', principal='*', function='f')",
            "aws.lambda_.Permission('p', principal='*', function='f', principal_org_id='o-1')",
        ),
        (
            "gcp.storage.BucketIAMMember('m', role='roles/storage.admin', member='allUsers')",
            "gcp.storage.BucketIAMMember('m', role='roles/storage.admin', member='user:a')",
        ),
        (
            "gcp.projects.IAMMember('m', role='roles/owner', member='user:a')",
            "gcp.projects.IAMMember('m', role='roles/logging.logWriter', member='user:a')",
        ),
        (
            "azure.storage.BlobContainer('c', public_access=azure.storage.PublicAccess.BLOB)",
            "azure.storage.BlobContainer('c', public_access=azure.storage.PublicAccess.NONE)",
        ),
        (
            (
                "k8s.rbac.v1.ClusterRoleBinding('b',"
                " role_ref=k8s.rbac.v1.RoleRefArgs(kind='ClusterRole', name='cluster-admin'))"
            ),
            (
                "k8s.rbac.v1.ClusterRoleBinding('b',"
                " role_ref=k8s.rbac.v1.RoleRefArgs(kind='ClusterRole', name='view'))"
            ),
        ),
        (
            (
                "aws.dynamodb.Table('t',"
                " point_in_time_recovery=aws.dynamodb.TablePointInTimeRecoveryArgs(enabled=False))"
            ),
            (
                "aws.dynamodb.Table('t',"
                " point_in_time_recovery=aws.dynamodb.TablePointInTimeRecoveryArgs(enabled=True))"
            ),
        ),
        (
            "Cloudtrail(self, 'audit', name='audit', s3_bucket_name='logs', enable_logging=False)",
            "Cloudtrail(self, 'audit', name='audit', s3_bucket_name='logs', enable_logging=True)",
        ),
        (
            "database.add_override('deletion_protection', False)",
            "database.add_override('deletion_protection', True)",
        ),
        (
            (
                "ComputeFirewall(self, 'f', source_ranges=['0.0.0.0/0'],"
                " allow=[{'protocol': 'tcp', 'ports': ['22']}])"
            ),
            (
                "ComputeFirewall(self, 'f', source_ranges=['10.0.0.0/8'],"
                " allow=[{'protocol': 'tcp', 'ports': ['22']}])"
            ),
        ),
        (
            (
                "NetworkSecurityRule(self, 'r', access='Allow', direction='Inbound',"
                " source_address_prefix='*', destination_port_range='22')"
            ),
            (
                "NetworkSecurityRule(self, 'r', access='Deny', direction='Inbound',"
                " source_address_prefix='*', destination_port_range='22')"
            ),
        ),
        (
            "aws.secretsmanager.Secret('s', recovery_window_in_days=0)",
            "aws.secretsmanager.Secret('s', recovery_window_in_days=7)",
        ),
    ],
)
def test_what_a_resource_opens_or_gives_up(bad: str, good: str) -> None:
    assert len(told(bad)) == 1
    assert told(good) == []
