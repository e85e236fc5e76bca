"""CDK: what keeps a stack's data, set aside: removal policies, backups, protection from deletion.

Source: aws-cdk-lib 2.275: `RemovalPolicy`, `CfnResource.apply_removal_policy`, and the properties
of `aws_rds`, `aws_dynamodb`, `aws_docdb`, `aws_opensearchservice`, `aws_backup`, `aws_fsx`,
`aws_kinesis` and `aws_ec2.Volume`, whose data stay by default. The package is too large to be
installed for the tests.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_LARGE = "the package isn't installed for the tests"
_KEEPS = "what keeps its data when the stack goes"
_DESTROY = r"~~\bRemovalPolicy\.DESTROY\b"
_NEVER = r"~~\bDuration\.\w+\(\s*0\s*\)"
_START = (
    "from aws_cdk import Duration, RemovalPolicy, aws_dynamodb as dynamodb, aws_rds as rds\n"
    "from aws_cdk import aws_opensearchservice as search\n"
)

_STORES = tuple(
    f"aws_cdk.aws_{one}"
    for one in (
        "s3.Bucket",
        "rds.DatabaseInstance",
        "rds.DatabaseInstanceFromSnapshot",
        "rds.DatabaseCluster",
        "rds.DatabaseClusterFromSnapshot",
        "rds.ServerlessCluster",
        "dynamodb.Table",
        "dynamodb.TableV2",
        "docdb.DatabaseCluster",
        "neptune_alpha.DatabaseCluster",
        "efs.FileSystem",
        "fsx.LustreFileSystem",
        "ec2.Volume",
        "kms.Key",
        "kinesis.Stream",
        "backup.BackupVault",
        "opensearchservice.Domain",
        "elasticsearch.Domain",
        "cognito.UserPool",
        "ecr.Repository",
    )
)
"""Constructs whose data outlive their stack by default."""

_TOLD_ELSEWHERE = frozenset(
    f"aws_cdk.aws_{one}"
    for one in (
        "s3.Bucket",
        "rds.DatabaseInstance",
        "rds.DatabaseCluster",
        "dynamodb.Table",
        "dynamodb.TableV2",
        "efs.FileSystem",
        "kms.Key",
        "cognito.UserPool",
        "ecr.Repository",
    )
)
"""Those whose removal policy the rows of infrastructure in general are about."""

KINDS: tuple[Kind, ...] = (
    Makes(names=_STORES, kind="cdk store", named=Argument(1, "id"), unproved=_LARGE),
)


def _without(
    names: tuple[str, ...], argument: str, value: str, what: str, shown: tuple[str, str]
) -> ChangesObject:
    example, twin = shown
    return ChangesObject(
        names=names,
        what="resource",
        verb=Verb.ALTER,
        store="infrastructure",
        target=Argument(1, "id"),
        when=((argument, (value,)),),
        protections=((argument, value, what),),
        beside=("aws_cdk",),
        unproved=_LARGE,
        example=_START + example,
        twin=_START + twin,
    )


ROWS: tuple[Row, ...] = (
    _without(
        tuple(one for one in _STORES if one not in _TOLD_ELSEWHERE),
        "removal_policy",
        _DESTROY,
        _KEEPS,
        (
            "search.Domain(self, 'orders', removal_policy=RemovalPolicy.DESTROY)",
            "search.Domain(self, 'orders', removal_policy=RemovalPolicy.RETAIN)",
        ),
    ),
    ChangesObject(
        names=(".apply_removal_policy",),
        on=("cdk store",),
        what="resource",
        verb=Verb.ALTER,
        store="infrastructure",
        when=((Argument(0, "policy"), (_DESTROY,)),),
        protections=(("policy", "-", _KEEPS), ("policy", "*", _KEEPS)),
        beside=("aws_cdk",),
        unproved=_LARGE,
        example=_START
        + "dynamodb.Table(self, 'orders').apply_removal_policy(RemovalPolicy.DESTROY)",
        twin=_START + "dynamodb.Table(self, 'orders').apply_removal_policy(RemovalPolicy.RETAIN)",
    ),
    _without(
        tuple(one for one in _STORES if ".Database" in one),
        "backup_retention",
        _NEVER,
        "automated backups",
        (
            "rds.DatabaseInstance(self, 'orders', backup_retention=Duration.days(0))",
            "rds.DatabaseInstance(self, 'orders', backup_retention=Duration.days(7))",
        ),
    ),
    _without(
        ("aws_cdk.aws_dynamodb.Table",),
        "point_in_time_recovery",
        "False",
        "point-in-time recovery",
        (
            "dynamodb.Table(self, 'orders', point_in_time_recovery=False)",
            "dynamodb.Table(self, 'orders', point_in_time_recovery=True)",
        ),
    ),
    _without(
        (
            "aws_cdk.aws_rds.CfnDBInstance",
            "aws_cdk.aws_rds.CfnDBCluster",
            "aws_cdk.aws_rds.DatabaseInstanceFromSnapshot",
            "aws_cdk.aws_rds.ServerlessCluster",
            "aws_cdk.aws_docdb.DatabaseCluster",
            "aws_cdk.aws_dynamodb.TableV2",
        ),
        "deletion_protection",
        "False",
        "deletion protection",
        (
            "rds.CfnDBInstance(self, 'orders', deletion_protection=False)",
            "rds.CfnDBInstance(self, 'orders', deletion_protection=True)",
        ),
    ),
    _without(
        ("aws_cdk.aws_rds.CfnDBInstance", "aws_cdk.aws_rds.CfnDBCluster"),
        "backup_retention_period",
        "0",
        "automated backups",
        (
            "rds.CfnDBInstance(self, 'orders', backup_retention_period=0)",
            "rds.CfnDBInstance(self, 'orders', backup_retention_period=7)",
        ),
    ),
    _without(
        tuple(one for one in _STORES if ".Database" in one or "ServerlessCluster" in one),
        "storage_encrypted",
        "False",
        "encryption of what it keeps",
        (
            "rds.DatabaseInstance(self, 'orders', storage_encrypted=False)",
            "rds.DatabaseInstance(self, 'orders', storage_encrypted=True)",
        ),
    ),
    _without(
        ("aws_cdk.Stack",),
        "termination_protection",
        "False",
        "protection from deletion",
        (
            "from aws_cdk import Stack\nStack(app, 'orders', termination_protection=False)",
            "from aws_cdk import Stack\nStack(app, 'orders', termination_protection=True)",
        ),
    ),
    _without(
        ("aws_cdk.aws_cloudtrail.CfnTrail",),
        "is_logging",
        "False",
        "the audit log",
        (
            (
                "from aws_cdk import aws_cloudtrail as trails\n"
                "trails.CfnTrail(self, 'audit', is_logging=False)"
            ),
            (
                "from aws_cdk import aws_cloudtrail as trails\n"
                "trails.CfnTrail(self, 'audit', is_logging=True)"
            ),
        ),
    ),
    _without(
        ("aws_cdk.aws_logs.LogGroup",),
        "retention",
        r"~~\bRetentionDays\.(?:ONE_DAY|THREE_DAYS)\b",
        "lines that are older than a few days",
        (
            (
                "from aws_cdk import aws_logs as logs\n"
                "logs.LogGroup(self, 'audit', retention=logs.RetentionDays.ONE_DAY)"
            ),
            (
                "from aws_cdk import aws_logs as logs\n"
                "logs.LogGroup(self, 'audit', retention=logs.RetentionDays.ONE_YEAR)"
            ),
        ),
    ),
    _without(
        ("aws_cdk.aws_s3.Bucket",),
        "lifecycle_rules",
        r"~~LifecycleRule\((?![^()]*(?:prefix|tag_filters|enabled=False))"
        r"(?:[^()]*,\s*)?expiration\s*=",
        "every object once it is old enough",
        (
            (
                "from aws_cdk import aws_s3 as s3\n"
                "s3.Bucket(self, 'orders',"
                " lifecycle_rules=[s3.LifecycleRule(expiration=Duration.days(1))])"
            ),
            (
                "from aws_cdk import aws_s3 as s3\n"
                "s3.Bucket(self, 'orders',"
                " lifecycle_rules=[s3.LifecycleRule(prefix='tmp/', expiration=Duration.days(1))])"
            ),
        ),
    ),
)
