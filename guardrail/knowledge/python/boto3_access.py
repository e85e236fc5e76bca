"""boto3: calls that open a resource to everybody.

Source: the service models of botocore 1.44 for names and arguments; the API references of EC2, S3,
RDS, Redshift, Lambda, IAM, KMS and SQS for which values let everybody in.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.boto3 import row
from guardrail.knowledge.python.rows import Row

_WORLD = "0.0.0.0/0|::/0"
_PORTS = "every port"
ACL = "public-read|public-read-write|authenticated-read"
GROUPS = "*global/AllUsers*|*global/AuthenticatedUsers*"
OPEN_LIST = [
    ("ACL", ACL, "its access list"),
    ("AccessControlPolicy.URI", GROUPS, "its access list"),
    ("GrantRead", GROUPS, "its access list"),
    ("GrantWrite", GROUPS, "its access list"),
    ("GrantFullControl", GROUPS, "its access list"),
]
"""Arguments that let everybody, or everybody who has an account, into a bucket."""
_BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
_TAKEN_BACK = (("OperationType", "remove"),)
_POLICY = (
    "json.dumps({'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject',"
    " 'Resource': '*'}]})"
)


def _public(service: str, method: str, id: str, kind: str = "") -> Row:
    given = [("PubliclyAccessible", "True", "an address that everybody reaches")]
    return row(service, method, id, Verb.GRANT, given, kind=kind)


def opened_by_policy(service: str, method: str, id: str, argument: str, kind: str) -> Row:
    """One operation whose argument may be a policy that lets everybody in."""
    named = f'{id}="shop", ' if id else ""
    example = f'import boto3, json\nboto3.client("{service}").{method}({named}{argument}={_POLICY})'
    return row(service, method, id, Verb.GRANT, [], kind=kind, document=argument, example=example)


ROWS: tuple[Row, ...] = (
    row(
        "ec2",
        "authorize_security_group_ingress",
        "GroupId",
        Verb.GRANT,
        [
            ("CidrIp", _WORLD, _PORTS),
            ("IpPermissions.CidrIp", _WORLD, _PORTS),
            ("IpPermissions.CidrIpv6", _WORLD, _PORTS),
        ],
        kind="security group",
        example=(
            'import boto3\nboto3.client("ec2").authorize_security_group_ingress(GroupId="sg-1",'
            ' IpProtocol="tcp", FromPort=5432, ToPort=5432, CidrIp="0.0.0.0/0")'
        ),
    ),
    row(
        "ec2 security group",
        "authorize_ingress",
        "",
        Verb.GRANT,
        [
            ("CidrIp", _WORLD, _PORTS),
            ("IpPermissions.CidrIp", _WORLD, _PORTS),
            ("IpPermissions.CidrIpv6", _WORLD, _PORTS),
        ],
        kind="security group",
        example=(
            'import boto3\nboto3.resource("ec2").SecurityGroup("sg-1").authorize_ingress('
            'IpProtocol="tcp", FromPort=5432, ToPort=5432, CidrIp="0.0.0.0/0")'
        ),
    ),
    row(
        "redshift",
        "authorize_cluster_security_group_ingress",
        "ClusterSecurityGroupName",
        Verb.GRANT,
        [("CIDRIP", _WORLD, _PORTS)],
        kind="security group",
    ),
    _public("rds", "create_db_instance", "DBInstanceIdentifier"),
    _public("rds", "modify_db_instance", "DBInstanceIdentifier"),
    _public("rds", "create_db_cluster", "DBClusterIdentifier"),
    _public("rds", "restore_db_instance_from_db_snapshot", "DBInstanceIdentifier", "database"),
    _public("redshift", "create_cluster", "ClusterIdentifier"),
    _public("redshift", "modify_cluster", "ClusterIdentifier"),
    _public("dms", "create_replication_instance", "ReplicationInstanceIdentifier"),
    row(
        "rds",
        "modify_db_snapshot_attribute",
        "DBSnapshotIdentifier",
        Verb.GRANT,
        [("ValuesToAdd", "all", "restoring it in any account")],
        kind="database snapshot",
    ),
    row(
        "rds",
        "modify_db_cluster_snapshot_attribute",
        "DBClusterSnapshotIdentifier",
        Verb.GRANT,
        [("ValuesToAdd", "all", "restoring it in any account")],
        kind="cluster snapshot",
    ),
    row(
        "ec2",
        "modify_snapshot_attribute",
        "SnapshotId",
        Verb.GRANT,
        [
            ("GroupNames", "all", "copying it to any account"),
            ("CreateVolumePermission.Add.Group", "all", "copying it to any account"),
        ],
        kind="snapshot",
        unless=_TAKEN_BACK,
    ),
    row(
        "ec2",
        "modify_image_attribute",
        "ImageId",
        Verb.GRANT,
        [
            ("UserGroups", "all", "launching it in any account"),
            ("LaunchPermission.Add.Group", "all", "launching it in any account"),
        ],
        kind="image",
        unless=_TAKEN_BACK,
    ),
    row(
        "s3",
        "put_bucket_acl",
        "Bucket",
        Verb.GRANT,
        OPEN_LIST,
    ),
    row(
        "s3",
        "create_bucket",
        "Bucket",
        Verb.GRANT,
        [("ACL", ACL, "its access list")],
    ),
    row(
        "s3",
        "put_public_access_block",
        "Bucket",
        Verb.GRANT,
        [
            (f"PublicAccessBlockConfiguration.{name}", "False", "what was blocked for the public")
            for name in _BLOCKS
        ],
        kind="bucket",
        example=(
            'import boto3\nboto3.client("s3").put_public_access_block(Bucket="shop",'
            ' PublicAccessBlockConfiguration={"BlockPublicAcls": False})'
        ),
    ),
    row(
        "s3",
        "put_object_acl",
        "Key",
        Verb.GRANT,
        [("ACL", ACL, "its access list")],
        kind="object",
    ),
    row(
        "s3control",
        "put_public_access_block",
        "AccountId",
        Verb.GRANT,
        [
            (f"PublicAccessBlockConfiguration.{name}", "False", "what was blocked for the public")
            for name in _BLOCKS
        ],
        kind="account",
        example=(
            'import boto3\nboto3.client("s3control").put_public_access_block(AccountId="7",'
            ' PublicAccessBlockConfiguration={"BlockPublicAcls": False})'
        ),
    ),
    row("ec2", "disable_snapshot_block_public_access", "", Verb.GRANT, [], kind="snapshots"),
    row("ec2", "disable_image_block_public_access", "", Verb.GRANT, [], kind="images"),
    opened_by_policy("dynamodb", "put_resource_policy", "ResourceArn", "Policy", "table"),
    opened_by_policy("iam", "update_assume_role_policy", "RoleName", "PolicyDocument", "role"),
    opened_by_policy("iam", "create_role", "RoleName", "AssumeRolePolicyDocument", "role"),
    row("s3", "delete_public_access_block", "Bucket", Verb.GRANT, [], kind="bucket"),
    row("s3control", "delete_public_access_block", "AccountId", Verb.GRANT, [], kind="account"),
    opened_by_policy("s3", "put_bucket_policy", "Bucket", "Policy", "bucket"),
    opened_by_policy("kms", "put_key_policy", "KeyId", "Policy", "key"),
    opened_by_policy(
        "secretsmanager", "put_resource_policy", "SecretId", "ResourcePolicy", "secret"
    ),
    opened_by_policy("ecr", "set_repository_policy", "repositoryName", "policyText", "repository"),
    opened_by_policy("sqs", "set_queue_attributes", "QueueUrl", "Attributes", "queue"),
    opened_by_policy("sns", "set_topic_attributes", "TopicArn", "AttributeValue", "topic"),
    opened_by_policy(
        "es", "update_elasticsearch_domain_config", "DomainName", "AccessPolicies", "domain"
    ),
    opened_by_policy(
        "opensearch", "update_domain_config", "DomainName", "AccessPolicies", "domain"
    ),
    opened_by_policy("opensearch", "create_domain", "DomainName", "AccessPolicies", "domain"),
    opened_by_policy("lambda", "put_resource_policy", "ResourceArn", "Policy", "function"),
    opened_by_policy("efs", "put_file_system_policy", "FileSystemId", "Policy", "file system"),
    opened_by_policy(
        "backup", "put_backup_vault_access_policy", "BackupVaultName", "Policy", "vault"
    ),
    opened_by_policy("s3control", "put_access_point_policy", "Name", "Policy", "access point"),
    opened_by_policy("logs", "put_resource_policy", "policyName", "policyDocument", "log groups"),
    opened_by_policy("ses", "put_identity_policy", "Identity", "Policy", "sender"),
    opened_by_policy("sesv2", "create_email_identity_policy", "EmailIdentity", "Policy", "sender"),
    opened_by_policy("mediastore", "put_container_policy", "ContainerName", "Policy", "container"),
    opened_by_policy("kafka", "put_cluster_policy", "ClusterArn", "Policy", "cluster"),
    opened_by_policy(
        "s3tables", "put_table_bucket_policy", "tableBucketARN", "resourcePolicy", "bucket"
    ),
    opened_by_policy(
        "codeartifact",
        "put_repository_permissions_policy",
        "repository",
        "policyDocument",
        "repository",
    ),
    row(
        "lambda",
        "add_permission",
        "FunctionName",
        Verb.GRANT,
        [("Principal", "[*]", "calling it")],
        kind="function",
        example=(
            'import boto3\nboto3.client("lambda").add_permission(FunctionName="shop",'
            ' StatementId="all", Action="lambda:InvokeFunction", Principal="*")'
        ),
    ),
    row(
        "lambda",
        "create_function_url_config",
        "FunctionName",
        Verb.GRANT,
        [("AuthType", "NONE", "an address without authentication")],
        kind="function",
    ),
    row(
        "eks",
        "update_cluster_config",
        "name",
        Verb.GRANT,
        [("resourcesVpcConfig.publicAccessCidrs", _WORLD, "the API server")],
        kind="cluster",
        example=(
            'import boto3\nboto3.client("eks").update_cluster_config(name="shop",'
            ' resourcesVpcConfig={"publicAccessCidrs": ["0.0.0.0/0"]})'
        ),
    ),
)
