"""Pulumi and CDK for Terraform: protections set aside, and every right handed out.

Source: the references of pulumi-aws 7, pulumi-gcp 9, pulumi-azure-native 3 and pulumi-kubernetes 4,
and of the Terraform providers of the same clouds; the table "Azure built-in roles". The providers'
packages aren't installed for the tests.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.azure_rights import ROLES
from guardrail.knowledge.python.infrastructure_code import ADMINISTRATORS, BESIDE, LARGE
from guardrail.knowledge.python.infrastructure_names import either
from guardrail.knowledge.python.kinds import ChangesObject
from guardrail.knowledge.python.rows import FIRST, NOWHERE, Argument, Row

_AZURE = ("pulumi_azure_native", "pulumi_kubernetes")
_MOST = "roles/owner|roles/editor|roles/iam.securityAdmin|roles/resourcemanager.organizationAdmin"
_STARTS = {
    "aws": "import pulumi_aws as aws\n",
    "gcp": "import pulumi_gcp as gcp\n",
    "azure": "import pulumi_azure_native as azure\n",
    "k8s": "import pulumi_kubernetes as k8s\n",
}

_PROTECTIONS: tuple[tuple[tuple[str, ...], str, str, str, str, str], ...] = (
    (
        either("aws.dynamodb.Table", "DynamodbTable"),
        "point_in_time_recovery.enabled",
        "False",
        "point-in-time recovery",
        "aws.dynamodb.Table('a', point_in_time_recovery={'enabled': False})",
        "aws.dynamodb.Table('a', point_in_time_recovery={'enabled': True})",
    ),
    (
        either("aws.dynamodb.Table", "DynamodbTable"),
        "deletion_protection_enabled.",
        "False",
        "deletion protection",
        "aws.dynamodb.Table('a', deletion_protection_enabled=False)",
        "aws.dynamodb.Table('a', deletion_protection_enabled=True)",
    ),
    (
        (
            *either("aws.rds.Instance", "DbInstance"),
            *either("aws.rds.Cluster", "RdsCluster"),
        ),
        "storage_encrypted.",
        "False",
        "encryption of what it keeps",
        "aws.rds.Instance('a', storage_encrypted=False)",
        "aws.rds.Instance('a', storage_encrypted=True)",
    ),
    (
        either("aws.cloudtrail.Trail", "Cloudtrail"),
        "enable_logging.",
        "False",
        "the audit log",
        "aws.cloudtrail.Trail('a', enable_logging=False)",
        "aws.cloudtrail.Trail('a', enable_logging=True)",
    ),
    (
        either("aws.guardduty.Detector", "GuarddutyDetector"),
        "enable.",
        "False",
        "threat detection",
        "aws.guardduty.Detector('a', enable=False)",
        "aws.guardduty.Detector('a', enable=True)",
    ),
    (
        either("aws.cfg.RecorderStatus", "ConfigConfigurationRecorderStatus"),
        "is_enabled.",
        "False",
        "the record of its configuration",
        "aws.cfg.RecorderStatus('a', is_enabled=False)",
        "aws.cfg.RecorderStatus('a', is_enabled=True)",
    ),
    (
        either("aws.secretsmanager.Secret", "SecretsmanagerSecret"),
        "recovery_window_in_days.",
        "0",
        "time to take a deletion back",
        "aws.secretsmanager.Secret('a', recovery_window_in_days=0)",
        "aws.secretsmanager.Secret('a', recovery_window_in_days=30)",
    ),
    (
        (
            *either("aws.s3.BucketVersioning", "S3BucketVersioning"),
            *either("aws.s3.BucketVersioningV2", "S3BucketVersioning"),
        ),
        "versioning_configuration.status",
        "Suspended|Disabled",
        "versioning",
        "aws.s3.BucketVersioningV2('a', versioning_configuration={'status': 'Suspended'})",
        "aws.s3.BucketVersioningV2('a', versioning_configuration={'status': 'Enabled'})",
    ),
    (
        either("aws.backup.Vault", "BackupVault"),
        "force_destroy.",
        "True",
        "the check that it is empty",
        "aws.backup.Vault('a', force_destroy=True)",
        "aws.backup.Vault('a', force_destroy=False)",
    ),
    (
        either("gcp.bigquery.Dataset", "BigqueryDataset"),
        "delete_contents_on_destroy.",
        "True",
        "the check that it is empty",
        "gcp.bigquery.Dataset('a', delete_contents_on_destroy=True)",
        "gcp.bigquery.Dataset('a', delete_contents_on_destroy=False)",
    ),
    (
        (
            *either("gcp.container.Cluster", "ContainerCluster"),
            *either("gcp.bigquery.Table", "BigqueryTable"),
            *either("gcp.alloydb.Cluster", "AlloydbCluster"),
        ),
        "deletion_protection.",
        "False",
        "deletion protection",
        "gcp.container.Cluster('a', deletion_protection=False)",
        "gcp.container.Cluster('a', deletion_protection=True)",
    ),
    (
        either("gcp.storage.Bucket", "StorageBucket"),
        "versioning.enabled",
        "False",
        "versioning",
        "gcp.storage.Bucket('a', versioning={'enabled': False})",
        "gcp.storage.Bucket('a', versioning={'enabled': True})",
    ),
    (
        ("pulumi_azure_native.keyvault.Vault",),
        "properties.enable_soft_delete",
        "False",
        "time to take a deletion back",
        "azure.keyvault.Vault('a', properties={'enable_soft_delete': False})",
        "azure.keyvault.Vault('a', properties={'enable_soft_delete': True})",
    ),
    (
        ("pulumi_azure_native.keyvault.Vault",),
        "properties.enable_purge_protection",
        "False",
        "protection from purging",
        "azure.keyvault.Vault('a', properties={'enable_purge_protection': False})",
        "azure.keyvault.Vault('a', properties={'enable_purge_protection': True})",
    ),
)
"""Resources, the place of a setting, the value that gives a protection up, and what that is."""

_RIGHTS: tuple[tuple[tuple[str, ...], str, tuple[str, ...], str, str, str, str], ...] = (
    (
        either("aws.iam.Role", "IamRole"),
        "aws",
        ("managed_policy_arns.",),
        "|".join(ADMINISTRATORS),
        "the policy of administrators",
        f"aws.iam.Role('a', managed_policy_arns=['{ADMINISTRATORS[0]}'])",
        "aws.iam.Role('a', managed_policy_arns=['arn:aws:iam::aws:policy/ReadOnlyAccess'])",
    ),
    (
        (
            *either("gcp.projects.IAMMember", "ProjectIamMember"),
            *either("gcp.projects.IAMBinding", "ProjectIamBinding"),
            *either("gcp.organizations.IAMMember", "OrganizationIamMember"),
            *either("gcp.folder.IAMMember", "FolderIamMember"),
        ),
        "gcp",
        ("role.",),
        _MOST,
        "the role of owners",
        "gcp.projects.IAMMember('a', role='roles/owner', member='user:a')",
        "gcp.projects.IAMMember('a', role='roles/viewer', member='user:a')",
    ),
    (
        ("pulumi_azure_native.authorization.RoleAssignment",),
        "azure",
        ("role_definition_id.",),
        ROLES,
        "the role of administrators",
        (
            "azure.authorization.RoleAssignment('a', principal_id='b',"
            f" role_definition_id='/subscriptions/c/roleDefinitions/{ROLES.split('|')[0][1:]}')"
        ),
        (
            "azure.authorization.RoleAssignment('a', principal_id='b',"
            " role_definition_id='/subscriptions/c/roleDefinitions/acdd72a7')"
        ),
    ),
    (
        (
            "pulumi_kubernetes.rbac.v1.ClusterRoleBinding",
            "cdktf_cdktf_provider_kubernetes.cluster_role_binding.ClusterRoleBinding",
        ),
        "kubernetes",
        ("role_ref.name",),
        "cluster-admin",
        "every right",
        "k8s.rbac.v1.ClusterRoleBinding('a', role_ref={'name': 'cluster-admin'})",
        "k8s.rbac.v1.ClusterRoleBinding('a', role_ref={'name': 'view'})",
    ),
)
"""Resources that hand rights out, the places of a role, the roles that hold all, what that is."""


def _start(example: str) -> str:
    return _STARTS[example.partition(".")[0]] + example


_OVERRIDES = (
    (("deletion_protection", "lifecycle.prevent_destroy", "prevent_destroy"), "False", "True"),
    (("skip_final_snapshot", "force_destroy", "force_delete"), "True", "False"),
    (("publicly_accessible",), "True", "False"),
)
"""What is put into Terraform's own configuration past the classes, and the value that hurts."""

ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(".add_override",),
            what="resource",
            verb=Verb.ALTER,
            store="infrastructure",
            target="",
            when=((FIRST._replace(keyword="path"), paths), (Argument(1, "value"), (bad,))),
            protections=(("-", "-", paths[0].replace("_", " ")),),
            beside=("cdktf",),
            unproved=LARGE,
            example=f"import cdktf\ndatabase.add_override('{paths[0]}', {bad})",
            twin=f"import cdktf\ndatabase.add_override('{paths[0]}', {good})",
        )
        for paths, bad, good in _OVERRIDES
    ),
    *(
        ChangesObject(
            names=names,
            what="resource",
            verb=Verb.ALTER,
            store="infrastructure",
            target=Argument(0, "resource_name"),
            protections=((where, value, what),),
            beside=(*BESIDE, *_AZURE),
            unproved=LARGE,
            example=_start(example),
            twin=_start(twin),
        )
        for names, where, value, what, example, twin in _PROTECTIONS
    ),
    *(
        ChangesObject(
            names=names,
            what="receiver of the role",
            verb=Verb.ESCALATE,
            store=store,
            target=NOWHERE,
            protections=tuple((one, values, what) for one in where),
            beside=(*BESIDE, *_AZURE),
            unproved=LARGE,
            example=_start(example),
            twin=_start(twin),
        )
        for names, store, where, values, what, example, twin in _RIGHTS
    ),
)
