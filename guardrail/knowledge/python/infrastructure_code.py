"""Pulumi, CDK, CDK for Terraform and python-terraform: stacks destroyed, protections left out.

Source: the reference of pulumi 3 (`ResourceOptions`, `automation.Stack`), of the AWS providers for
Pulumi and CDKTF, of aws-cdk-lib 2 (`RemovalPolicy`, `auto_delete_objects`), and of
python-terraform 0.10. Arguments of provider classes aren't checked: the providers are large
generated packages, and aren't installed for the tests.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

BESIDE = ("pulumi", "pulumi_aws", "pulumi_gcp", "aws_cdk", "cdktf", "constructs", "imports")
ADMINISTRATORS = (
    "arn:aws:iam::aws:policy/AdministratorAccess",
    "arn:aws:iam::aws:policy/IAMFullAccess",
    "arn:aws:iam::aws:policy/PowerUserAccess",
    "aws.iam.ManagedPolicy.ADMINISTRATOR_ACCESS",
)
ANYBODY = (r"~~\bPeer\.(?:any_ipv[46]\(|ipv[46]\(\s*[\"'](?:0\.0\.0\.0|::)/0[\"'])",)
SERVED = (r"~~\bPort\.tcp\(\s*(?:80|443)\s*\)|\bPort\.HTTPS?\b",)
_ALL = ('["*"]', "['*']")
_CDK_START = "from aws_cdk import aws_ec2 as ec2\ngroup = ec2.SecurityGroup(self, 'db', vpc=vpc)\n"
LARGE = "the provider's package isn't installed"
_DESTROY = ("RemovalPolicy.DESTROY", "cdk.RemovalPolicy.DESTROY", "core.RemovalPolicy.DESTROY")
_DATABASES = (
    "pulumi_aws.rds.Instance",
    "pulumi_aws.rds.Cluster",
    "pulumi_aws.rds.InstanceArgs",
    "pulumi_aws.rds.ClusterArgs",
    "pulumi_aws.rds.ClusterInstance",
    "pulumi_aws.redshift.Cluster",
    "pulumi_aws.docdb.Cluster",
    "pulumi_aws.neptune.Cluster",
    "cdktf_cdktf_provider_aws.db_instance.DbInstance",
    "cdktf_cdktf_provider_aws.rds_cluster.RdsCluster",
    "imports.aws.db_instance.DbInstance",
)
_BUCKETS = (
    "pulumi_aws.s3.Bucket",
    "pulumi_aws.s3.BucketV2",
    "pulumi_aws.ecr.Repository",
    "pulumi_gcp.storage.Bucket",
    "cdktf_cdktf_provider_aws.s3_bucket.S3Bucket",
    "cdktf_cdktf_provider_google.storage_bucket.StorageBucket",
    "imports.aws.s3_bucket.S3Bucket",
)
_PROTECTED = (
    *_DATABASES,
    "pulumi_gcp.sql.DatabaseInstance",
    "pulumi_gcp.spanner.Database",
    "pulumi_gcp.bigquery.Table",
    "cdktf_cdktf_provider_google.sql_database_instance.SqlDatabaseInstance",
    "aws_cdk.aws_rds.DatabaseInstance",
    "aws_cdk.aws_rds.DatabaseCluster",
    "aws_cdk.aws_dynamodb.Table",
    "aws_cdk.aws_cognito.UserPool",
    "pulumi_aws.dynamodb.Table",
)
_CDK = (
    "aws_cdk.aws_s3.Bucket",
    "aws_cdk.aws_rds.DatabaseInstance",
    "aws_cdk.aws_rds.DatabaseCluster",
    "aws_cdk.aws_dynamodb.Table",
    "aws_cdk.aws_dynamodb.TableV2",
    "aws_cdk.aws_efs.FileSystem",
    "aws_cdk.aws_kms.Key",
    "aws_cdk.aws_logs.LogGroup",
    "aws_cdk.aws_cognito.UserPool",
    "aws_cdk.aws_ecr.Repository",
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "pulumi.automation.create_or_select_stack",
            "pulumi.automation.select_stack",
            "pulumi.automation.create_stack",
            "pulumi.automation.Stack",
            "pulumi.automation.Stack.select",
            "pulumi.automation.Stack.create_or_select",
        ),
        kind="pulumi stack",
        named=Argument(0, "stack_name"),
    ),
    Makes(names=("python_terraform.Terraform",), kind="terraform"),
    Makes(
        names=("aws_cdk.aws_ec2.SecurityGroup",),
        kind="cdk security group",
        named=Argument(1, "id"),
        unproved=LARGE,
    ),
    Makes(names=("pulumi.automation.LocalWorkspace",), kind="pulumi workspace"),
    Gives(kind="pulumi stack", member="workspace", gives="pulumi workspace"),
)


def _without(
    names: tuple[str, ...],
    argument: str,
    values: tuple[str, ...],
    what: str,
    *examples: str,
) -> ChangesObject:
    given: Condition = (Argument(-1, argument), values)
    example, twin = examples
    return ChangesObject(
        names=names,
        what="resource",
        verb=Verb.ALTER,
        store="infrastructure",
        target="" if names[0].startswith("pulumi.") else Argument(0, "resource_name"),
        when=(given,),
        protections=tuple((argument, value, what) for value in values),
        beside=BESIDE,
        unproved="" if names[0].startswith("pulumi.") else LARGE,
        example=example,
        twin=twin,
    )


_PULUMI = "import pulumi\nimport pulumi_aws as aws\n"
_START = "from pulumi import automation as auto\nstack = auto.select_stack(stack_name='prod')\n"

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".destroy",),
        on=("pulumi stack",),
        what="stack with all that is in it",
        store="pulumi",
        spared=(("preview_only", ("True",)),),
        beside=("pulumi",),
        example=_START + "stack.destroy(on_output=print)",
        twin=_START + "stack.preview(on_output=print)",
    ),
    ChangesObject(
        names=(".remove_stack",),
        on=("pulumi workspace",),
        what="state of the stack",
        store="pulumi",
        target=FIRST,
        when=((Argument(1, "force"), ("True",)),),
        beside=("pulumi",),
        example=(
            "from pulumi import automation as auto\n"
            "auto.LocalWorkspace().remove_stack('prod', force=True)"
        ),
        twin="from pulumi import automation as auto\nauto.LocalWorkspace().select_stack('prod')",
    ),
    ChangesObject(
        names=(".destroy",),
        on=("terraform",),
        what="infrastructure",
        store="terraform",
        beside=("python_terraform",),
        example="from python_terraform import Terraform\nTerraform('infra').destroy(force=True)",
        twin="from python_terraform import Terraform\nTerraform('infra').plan(destroy=True)",
    ),
    _without(
        ("pulumi.ResourceOptions",),
        "protect",
        ("False",),
        "protection from deletion",
        _PULUMI + "pulumi.ResourceOptions(protect=False)",
        _PULUMI + "pulumi.ResourceOptions(protect=True)",
    ),
    _without(
        _DATABASES,
        "skip_final_snapshot",
        ("True",),
        "a final snapshot",
        _PULUMI + "aws.rds.Instance('shop', skip_final_snapshot=True)",
        _PULUMI + "aws.rds.Instance('shop', skip_final_snapshot=False)",
    ),
    _without(
        _BUCKETS,
        "force_destroy",
        ("True",),
        "the check that it is empty",
        _PULUMI + "aws.s3.Bucket('shop', force_destroy=True)",
        _PULUMI + "aws.s3.Bucket('shop', force_destroy=False)",
    ),
    _without(
        _BUCKETS,
        "force_delete",
        ("True",),
        "the check that it is empty",
        _PULUMI + "aws.ecr.Repository('shop', force_delete=True)",
        _PULUMI + "aws.ecr.Repository('shop', force_delete=False)",
    ),
    _without(
        _PROTECTED,
        "deletion_protection",
        ("False",),
        "deletion protection",
        _PULUMI + "aws.rds.Instance('shop', deletion_protection=False)",
        _PULUMI + "aws.rds.Instance('shop', deletion_protection=True)",
    ),
    _without(
        _DATABASES,
        "backup_retention_period",
        ("0",),
        "automated backups",
        _PULUMI + "aws.rds.Instance('shop', backup_retention_period=0)",
        _PULUMI + "aws.rds.Instance('shop', backup_retention_period=7)",
    ),
    _without(
        ("cdktf.TerraformResourceLifecycle",),
        "prevent_destroy",
        ("False",),
        "protection from deletion",
        "import cdktf\ncdktf.TerraformResourceLifecycle(prevent_destroy=False)",
        "import cdktf\ncdktf.TerraformResourceLifecycle(prevent_destroy=True)",
    ),
    _without(
        _CDK,
        "removal_policy",
        _DESTROY,
        "what keeps its data when the stack goes",
        "import aws_cdk as cdk\nfrom aws_cdk import aws_s3 as s3\n"
        "s3.Bucket(self, 'shop', removal_policy=cdk.RemovalPolicy.DESTROY)",
        "import aws_cdk as cdk\nfrom aws_cdk import aws_s3 as s3\n"
        "s3.Bucket(self, 'shop', removal_policy=cdk.RemovalPolicy.RETAIN)",
    ),
    ChangesObject(
        names=_DATABASES,
        what="database",
        verb=Verb.GRANT,
        store="infrastructure",
        target=Argument(0, "resource_name"),
        when=((Argument(-1, "publicly_accessible"), ("True",)),),
        beside=BESIDE,
        unproved=LARGE,
        example=_PULUMI + "aws.rds.Instance('shop', publicly_accessible=True)",
        twin=_PULUMI + "aws.rds.Instance('shop', publicly_accessible=False)",
    ),
    ChangesObject(
        names=("pulumi_aws.s3.Bucket", "pulumi_aws.s3.BucketV2", "pulumi_aws.s3.BucketAclV2"),
        what="bucket",
        verb=Verb.GRANT,
        store="infrastructure",
        target=Argument(0, "resource_name"),
        when=((Argument(-1, "acl"), ("public-read", "public-read-write")),),
        beside=BESIDE,
        unproved=LARGE,
        example=_PULUMI + "aws.s3.Bucket('shop', acl='public-read')",
        twin=_PULUMI + "aws.s3.Bucket('shop', acl='private')",
    ),
    ChangesObject(
        names=(
            "pulumi_aws.iam.RolePolicyAttachment",
            "pulumi_aws.iam.UserPolicyAttachment",
            "pulumi_aws.iam.GroupPolicyAttachment",
            "cdktf_cdktf_provider_aws.iam_role_policy_attachment.IamRolePolicyAttachment",
        ),
        what="role or user",
        verb=Verb.ESCALATE,
        store="aws",
        target=Argument(0, "resource_name"),
        when=((Argument(-1, "policy_arn"), ADMINISTRATORS),),
        protections=tuple(
            ("policy_arn", one, "the policy of administrators") for one in ADMINISTRATORS
        ),
        beside=BESIDE,
        unproved=LARGE,
        example=_PULUMI
        + "aws.iam.RolePolicyAttachment('ci', role='ci',"
        + " policy_arn='arn:aws:iam::aws:policy/AdministratorAccess')",
        twin=_PULUMI
        + "aws.iam.RolePolicyAttachment('ci', role='ci',"
        + " policy_arn='arn:aws:iam::aws:policy/ReadOnlyAccess')",
    ),
    ChangesObject(
        names=(".add_ingress_rule",),
        on=("cdk security group",),
        what="security group",
        verb=Verb.GRANT,
        store="aws",
        when=((Argument(0, "peer"), ANYBODY),),
        spared=((Argument(1, "connection"), SERVED),),
        unmistakable=True,
        beside=("aws_cdk",),
        unproved=LARGE,
        example=_CDK_START + "group.add_ingress_rule(ec2.Peer.any_ipv4(), ec2.Port.tcp(22))",
        twin=_CDK_START + "group.add_ingress_rule(ec2.Peer.ipv4('10.0.0.0/8'), ec2.Port.tcp(22))",
    ),
    ChangesObject(
        names=("aws_cdk.aws_iam.ManagedPolicy.from_aws_managed_policy_name",),
        what="stack's identity",
        verb=Verb.ESCALATE,
        store="aws",
        target="",
        when=((Argument(0), ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")),),
        beside=("aws_cdk",),
        unproved=LARGE,
        example=(
            "from aws_cdk import aws_iam as iam\n"
            "iam.ManagedPolicy.from_aws_managed_policy_name('AdministratorAccess')"
        ),
        twin=(
            "from aws_cdk import aws_iam as iam\n"
            "iam.ManagedPolicy.from_aws_managed_policy_name('ReadOnlyAccess')"
        ),
    ),
    ChangesObject(
        names=("aws_cdk.aws_iam.PolicyStatement",),
        what="stack's identity",
        verb=Verb.ESCALATE,
        store="aws",
        target="",
        when=(("actions", _ALL), ("resources", _ALL)),
        spared=(("effect", ("iam.Effect.DENY", "Effect.DENY", "aws_iam.Effect.DENY")),),
        beside=("aws_cdk",),
        unproved=LARGE,
        example=(
            "from aws_cdk import aws_iam as iam\n"
            "iam.PolicyStatement(actions=['*'], resources=['*'])"
        ),
        twin=(
            "from aws_cdk import aws_iam as iam\n"
            "iam.PolicyStatement(actions=['s3:GetObject'], resources=['*'])"
        ),
    ),
    ChangesObject(
        names=("aws_cdk.aws_s3.Bucket",),
        what="bucket",
        verb=Verb.GRANT,
        store="aws",
        target=Argument(1, "id"),
        when=(("public_read_access", ("True",)),),
        beside=("aws_cdk",),
        unproved=LARGE,
        example=("from aws_cdk import aws_s3 as s3\ns3.Bucket(self, 'b', public_read_access=True)"),
        twin="from aws_cdk import aws_s3 as s3\ns3.Bucket(self, 'b', public_read_access=False)",
    ),
)
