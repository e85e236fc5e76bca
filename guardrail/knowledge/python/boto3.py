"""boto3: clients' calls that delete managed resources or give up what protects them.

Source: the AWS API references of RDS, EC2, S3, DynamoDB, EKS, KMS, Secrets Manager, CloudFormation
and Lambda, whose operations boto3 names in snake case.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.rows import ChangesResource, Row

_SNAPSHOT = (("SkipFinalSnapshot", "True", "a final snapshot"),)


def _deletes(
    service: str,
    method: str,
    kind: str,
    id: str,
    protections: tuple[tuple[str, str, str], ...] = (),
) -> ChangesResource:
    return ChangesResource(
        names=(f".{method}",),
        verb=Verb.DELETE,
        provider="aws",
        service=service,
        kind=kind,
        id=id,
        protections=protections,
        example=f'boto3.client("{service}").{method}({id}="shop")',
    )


ROWS: tuple[Row, ...] = (
    _deletes(
        "rds",
        "delete_db_instance",
        "database instance",
        "DBInstanceIdentifier",
        (*_SNAPSHOT, ("DeleteAutomatedBackups", "True", "automated backups")),
    ),
    _deletes("rds", "delete_db_cluster", "database cluster", "DBClusterIdentifier", _SNAPSHOT),
    _deletes("rds", "delete_db_snapshot", "database snapshot", "DBSnapshotIdentifier"),
    _deletes(
        "rds", "delete_db_cluster_snapshot", "cluster snapshot", "DBClusterSnapshotIdentifier"
    ),
    _deletes("dynamodb", "delete_table", "table", "TableName"),
    _deletes("dynamodb", "delete_backup", "table backup", "BackupArn"),
    _deletes("s3", "delete_bucket", "bucket", "Bucket"),
    _deletes("ec2", "terminate_instances", "instance", "InstanceIds"),
    _deletes("ec2", "delete_volume", "volume", "VolumeId"),
    _deletes("ec2", "delete_snapshot", "snapshot", "SnapshotId"),
    _deletes("efs", "delete_file_system", "file system", "FileSystemId"),
    _deletes("eks", "delete_cluster", "cluster", "name"),
    _deletes("cloudformation", "delete_stack", "stack", "StackName"),
    _deletes("kms", "schedule_key_deletion", "key", "KeyId"),
    _deletes(
        "secretsmanager",
        "delete_secret",
        "secret",
        "SecretId",
        (("ForceDeleteWithoutRecovery", "True", "a recovery window"),),
    ),
    ChangesResource(
        names=(".modify_db_instance", ".modify_db_cluster"),
        verb=Verb.ALTER,
        provider="aws",
        service="rds",
        kind="database",
        id="DBInstanceIdentifier",
        protections=(
            ("DeletionProtection", "False", "deletion protection"),
            ("BackupRetentionPeriod", "0", "automated backups"),
        ),
        example=(
            'boto3.client("rds").modify_db_instance('
            'DBInstanceIdentifier="shop", DeletionProtection=False)'
        ),
    ),
)
