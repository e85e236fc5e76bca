"""boto3: rules that are changed or written anew, and whole rights on one service.

Source: the service models of botocore 1.44 for names and arguments; the API references of EC2,
Lightsail, SQS, SNS, EKS, CodeBuild, Route 53, Backup and S3 for what each value opens or gives up.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import alters, off, row
from guardrail.knowledge.python.rows import Row

_WORLD = "0.0.0.0/0|::/0"
_PORTS = "every port"
_START = "import boto3\nboto3.client"
_PORT = '{"fromPort": 5432, "toPort": 5432, "protocol": "tcp", "cidrs": ["0.0.0.0/0"]}'

ROWS: tuple[Row, ...] = (
    row(
        "ec2",
        "modify_security_group_rules",
        "GroupId",
        Verb.GRANT,
        [
            ("SecurityGroupRules.CidrIpv4", _WORLD, _PORTS),
            ("SecurityGroupRules.CidrIpv6", _WORLD, _PORTS),
        ],
        kind="security group",
        example=(
            f'{_START}("ec2").modify_security_group_rules(GroupId="sg", SecurityGroupRules=['
            '{"SecurityGroupRule": {"FromPort": 22, "CidrIpv4": "0.0.0.0/0"}}])'
        ),
    ),
    row(
        "lightsail",
        "open_instance_public_ports",
        "instanceName",
        Verb.GRANT,
        [("portInfo.cidrs", _WORLD, _PORTS), ("portInfo.ipv6Cidrs", _WORLD, _PORTS)],
        kind="instance",
        example=(
            f'{_START}("lightsail").open_instance_public_ports(instanceName="a", portInfo={_PORT})'
        ),
    ),
    row(
        "lightsail",
        "put_instance_public_ports",
        "instanceName",
        Verb.GRANT,
        [("portInfos.cidrs", _WORLD, _PORTS), ("portInfos.ipv6Cidrs", _WORLD, _PORTS)],
        kind="instance",
        example=(
            f'{_START}("lightsail").put_instance_public_ports(instanceName="a",'
            f" portInfos=[{_PORT}])"
        ),
    ),
    row(
        "sqs",
        "add_permission",
        "QueueUrl",
        Verb.GRANT,
        [("AWSAccountIds", "[*]", "access")],
        kind="queue",
        example=(
            f'{_START}("sqs").add_permission(QueueUrl="a", Label="b", AWSAccountIds=["*"],'
            ' Actions=["*"])'
        ),
    ),
    row(
        "sns",
        "add_permission",
        "TopicArn",
        Verb.GRANT,
        [("AWSAccountId", "[*]", "access")],
        kind="topic",
        example=(
            f'{_START}("sns").add_permission(TopicArn="a", Label="b", AWSAccountId=["*"],'
            ' ActionName=["*"])'
        ),
    ),
    row(
        "codebuild",
        "update_project_visibility",
        "projectArn",
        Verb.GRANT,
        [("projectVisibility", "PUBLIC_READ", "its logs and artifacts")],
        kind="project",
    ),
    row(
        "eks",
        "associate_access_policy",
        "principalArn",
        Verb.ESCALATE,
        [
            (
                "policyArn",
                "*/AmazonEKSClusterAdminPolicy",
                "the policy of a cluster's administrators",
            )
        ],
        kind="identity",
        example=(
            f'{_START}("eks").associate_access_policy(clusterName="a", principalArn="b",'
            ' policyArn="arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",'
            ' accessScope={"type": "cluster"})'
        ),
    ),
    alters(
        "cognito-idp",
        "update_user_pool",
        "UserPoolId",
        "user pool",
        "DeletionProtection",
        "INACTIVE",
        "deletion protection",
    ),
    off("route53", "disable_hosted_zone_dnssec", "HostedZoneId", "zone", "its signatures"),
    alters(
        "eks",
        "update_cluster_config",
        "name",
        "cluster",
        "logging.enabled",
        "False",
        "the log of its control plane",
    ),
    row(
        "backup",
        "update_recovery_point_lifecycle",
        "RecoveryPointArn",
        Verb.ALTER,
        [("Lifecycle.DeleteAfterDays", "[1-6]", "the time that it is kept for")],
        kind="recovery point",
        example=(
            f'{_START}("backup").update_recovery_point_lifecycle(BackupVaultName="a",'
            ' RecoveryPointArn="b", Lifecycle={"DeleteAfterDays": 1})'
        ),
    ),
    *(
        row(
            "s3",
            method,
            "Bucket",
            Verb.ALTER,
            [("BypassGovernanceRetention", "True", "what its retention holds")],
            kind="bucket",
            example=(
                f'{_START}("s3").{method}(Bucket="a", {given}, BypassGovernanceRetention=True)'
            ),
        )
        for method, given in (
            ("delete_object", 'Key="b", VersionId="c"'),
            ("delete_objects", 'Delete={"Objects": [{"Key": "b", "VersionId": "c"}]}'),
        )
    ),
)
