"""boto3: calls that open a resource to everybody, or hand out every right of an account.

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
_EVERYTHING = "*:policy/AdministratorAccess|*:policy/IAMFullAccess|*:policy/PowerUserAccess"
_BLOCKS = ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets")
_TAKEN_BACK = (("OperationType", "remove"),)
_POLICY = (
    "json.dumps({'Statement': [{'Effect': 'Allow', 'Principal': '*', 'Action': 's3:GetObject',"
    " 'Resource': '*'}]})"
)
_ADMIN = "json.dumps({'Statement': [{'Effect': 'Allow', 'Action': '*', 'Resource': '*'}]})"


def _public(service: str, method: str, id: str, kind: str = "") -> Row:
    given = [("PubliclyAccessible", "True", "an address that everybody reaches")]
    return row(service, method, id, Verb.GRANT, given, kind=kind)


def _policy(service: str, method: str, id: str, argument: str, kind: str) -> Row:
    example = (
        f'import boto3, json\nboto3.client("{service}").{method}({id}="shop", {argument}={_POLICY})'
    )
    return row(service, method, id, Verb.GRANT, [], kind=kind, document=argument, example=example)


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
        [
            ("ACL", ACL, "its access list"),
            ("AccessControlPolicy.URI", GROUPS, "its access list"),
            ("GrantRead", GROUPS, "its access list"),
            ("GrantWrite", GROUPS, "its access list"),
            ("GrantFullControl", GROUPS, "its access list"),
        ],
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
    _policy("dynamodb", "put_resource_policy", "ResourceArn", "Policy", "table"),
    _policy("iam", "update_assume_role_policy", "RoleName", "PolicyDocument", "role"),
    _policy("iam", "create_role", "RoleName", "AssumeRolePolicyDocument", "role"),
    row("s3", "delete_public_access_block", "Bucket", Verb.GRANT, [], kind="bucket"),
    row("s3control", "delete_public_access_block", "AccountId", Verb.GRANT, [], kind="account"),
    _policy("s3", "put_bucket_policy", "Bucket", "Policy", "bucket"),
    _policy("kms", "put_key_policy", "KeyId", "Policy", "key"),
    _policy("secretsmanager", "put_resource_policy", "SecretId", "ResourcePolicy", "secret"),
    _policy("ecr", "set_repository_policy", "repositoryName", "policyText", "repository"),
    _policy("sqs", "set_queue_attributes", "QueueUrl", "Attributes", "queue"),
    _policy("sns", "set_topic_attributes", "TopicArn", "AttributeValue", "topic"),
    _policy("es", "update_elasticsearch_domain_config", "DomainName", "AccessPolicies", "domain"),
    _policy("opensearch", "update_domain_config", "DomainName", "AccessPolicies", "domain"),
    _policy("opensearch", "create_domain", "DomainName", "AccessPolicies", "domain"),
    _policy("lambda", "put_resource_policy", "ResourceArn", "Policy", "function"),
    _policy("efs", "put_file_system_policy", "FileSystemId", "Policy", "file system"),
    _policy("backup", "put_backup_vault_access_policy", "BackupVaultName", "Policy", "vault"),
    _policy("s3control", "put_access_point_policy", "Name", "Policy", "access point"),
    _policy("logs", "put_resource_policy", "policyName", "policyDocument", "log groups"),
    _policy("ses", "put_identity_policy", "Identity", "Policy", "sender"),
    _policy("sesv2", "create_email_identity_policy", "EmailIdentity", "Policy", "sender"),
    _policy("mediastore", "put_container_policy", "ContainerName", "Policy", "container"),
    _policy("kafka", "put_cluster_policy", "ClusterArn", "Policy", "cluster"),
    _policy("s3tables", "put_table_bucket_policy", "tableBucketARN", "resourcePolicy", "bucket"),
    _policy(
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
)
