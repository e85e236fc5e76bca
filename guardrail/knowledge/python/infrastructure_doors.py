"""Pulumi and CDK for Terraform: resources that open something to everybody.

Source: the references of pulumi-aws 7, pulumi-gcp 9, pulumi-azure-native 3 and
pulumi-digitalocean 4, and of the Terraform providers of the same clouds, whose arguments CDKTF
takes under the same names. The providers' packages aren't installed for the tests.
"""

from __future__ import annotations

from guardrail.knowledge.python.infrastructure_code import BESIDE, LARGE
from guardrail.knowledge.python.infrastructure_names import either
from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts, Row

_WORLD = "0.0.0.0/0|::/0"
_EVERYBODY = "allUsers|allAuthenticatedUsers"
_NAME = Argument(0, "resource_name")
_PULUMI = "import json\nimport pulumi_aws as aws\n"
_POLICY = (
    "policy=json.dumps({{'Statement': [{{'Effect': 'Allow', 'Principal': {0}, 'Action': '*'}}]}})"
)

_ACCOUNT = (
    "import cdktf\n"
    "from cdktf_cdktf_provider_azurerm.storage_account import StorageAccount\n"
    "StorageAccount(self, 'a', allow_nested_items_to_be_public={0})"
)

_FEDERATED = (
    "aws.iam.get_policy_document(statements=[{{'actions': ['sts:AssumeRoleWithWebIdentity'],"
    " 'conditions': [{{'test': 'StringLike', 'values': ['{0}'],"
    " 'variable': 'token.actions.githubusercontent.com:sub'}}]}}])"
)

_POLICIES = (
    ("aws.s3.BucketPolicy", "S3BucketPolicy", "bucket", "policy"),
    ("aws.sqs.QueuePolicy", "SqsQueuePolicy", "queue", "policy"),
    ("aws.sqs.Queue", "SqsQueue", "queue", "policy"),
    ("aws.sns.TopicPolicy", "SnsTopicPolicy", "topic", "policy"),
    ("aws.sns.Topic", "SnsTopic", "topic", "policy"),
    ("aws.kms.Key", "KmsKey", "key", "policy"),
    ("aws.kms.KeyPolicy", "KmsKeyPolicy", "key", "policy"),
    ("aws.ecr.RepositoryPolicy", "EcrRepositoryPolicy", "image repository", "policy"),
    ("aws.secretsmanager.SecretPolicy", "SecretsmanagerSecretPolicy", "secret", "policy"),
    ("aws.secretsmanager.Secret", "SecretsmanagerSecret", "secret", "policy"),
    ("aws.efs.FileSystemPolicy", "EfsFileSystemPolicy", "file system", "policy"),
    ("aws.backup.VaultPolicy", "BackupVaultPolicy", "backup vault", "policy"),
    ("aws.cloudwatch.EventBusPolicy", "CloudwatchEventBusPolicy", "event bus", "policy"),
    ("aws.opensearch.DomainPolicy", "OpensearchDomainPolicy", "search domain", "access_policies"),
    ("aws.opensearch.Domain", "OpensearchDomain", "search domain", "access_policies"),
    ("aws.elasticsearch.Domain", "ElasticsearchDomain", "search domain", "access_policies"),
    ("aws.iam.Role", "IamRole", "role", "assume_role_policy"),
)
"""Resources of AWS that are given a policy as a document: in Pulumi, in CDKTF, which argument."""

_MEMBERS = (
    ("gcp.storage.BucketIAM", "StorageBucketIam", "bucket"),
    ("gcp.pubsub.TopicIAM", "PubsubTopicIam", "topic"),
    ("gcp.pubsub.SubscriptionIAM", "PubsubSubscriptionIam", "subscription"),
    ("gcp.bigquery.DatasetIam", "BigqueryDatasetIam", "dataset"),
    ("gcp.secretmanager.SecretIam", "SecretManagerSecretIam", "secret"),
    ("gcp.kms.CryptoKeyIAM", "KmsCryptoKeyIam", "key"),
    ("gcp.artifactregistry.RepositoryIam", "ArtifactRegistryRepositoryIam", "image repository"),
    ("gcp.projects.IAM", "ProjectIam", "project"),
    ("gcp.compute.InstanceIAM", "ComputeInstanceIam", "instance"),
)


def _setting(
    names: tuple[str, ...], kind: str, what: str, where: str, shown: tuple[str, str, str]
) -> OpensPorts:
    """A resource of which an argument's value alone opens it."""
    values, example, twin = shown
    return OpensPorts(
        names=names,
        unproved=LARGE,
        provider="infrastructure",
        kind=kind,
        id=_NAME,
        world=((where, values),),
        port="",
        what=what,
        beside=(*BESIDE, "pulumi_azure_native", "pulumi_digitalocean"),
        example=example,
        twin=twin,
    )


ROWS: tuple[Row, ...] = (
    *(
        OpensPorts(
            names=either(pulumi, terraform),
            unproved=LARGE,
            provider="aws",
            kind=kind,
            id=_NAME,
            world=(),
            document=where,
            port="",
            what="access",
            beside=BESIDE,
            example=f"{_PULUMI}{pulumi}('shop', {_POLICY.format(repr('*'))})".replace(
                "policy=", f"{where}="
            ),
            twin=f"{_PULUMI}{pulumi}('shop', {_POLICY.format({'Service': 'a'})})".replace(
                "policy=", f"{where}="
            ),
        )
        for pulumi, terraform, kind, where in _POLICIES
    ),
    OpensPorts(
        names=(
            "pulumi_aws.iam.get_policy_document",
            "cdktf_cdktf_provider_aws.data_aws_iam_policy_document.DataAwsIamPolicyDocument",
        ),
        unproved=LARGE,
        provider="aws",
        kind="resource of the policy",
        id=NOWHERE,
        world=(
            ("statements.identifiers", "[*]"),
            ("statement.identifiers", "[*]"),
        ),
        port="",
        what="access",
        only=(("statements.effect", "Allow"), ("statement.effect", "Allow")),
        unless_given=("statements.conditions", "statement.condition", "statements.condition"),
        beside=BESIDE,
        example=_PULUMI
        + "aws.iam.get_policy_document(statements=[{'actions': ['s3:*'],"
        + " 'principals': [{'type': '*', 'identifiers': ['*']}]}])",
        twin=_PULUMI
        + "aws.iam.get_policy_document(statements=[{'actions': ['s3:*'],"
        + " 'principals': [{'type': 'Service', 'identifiers': ['ec2.amazonaws.com']}]}])",
    ),
    OpensPorts(
        names=(
            "pulumi_aws.iam.get_policy_document",
            "pulumi_aws.iam.get_policy_document_output",
            "cdktf_cdktf_provider_aws.data_aws_iam_policy_document.DataAwsIamPolicyDocument",
        ),
        unproved=LARGE,
        provider="aws",
        kind="role",
        id=NOWHERE,
        world=(),
        conditions=Argument(-1, "statements"),
        port="",
        what="workflows of any repository",
        beside=BESIDE,
        example=_PULUMI + _FEDERATED.format("repo:*"),
        twin=_PULUMI + _FEDERATED.format("repo:acme/shop:*"),
    ),
    _setting(
        either("aws.lambda_.FunctionUrl", "LambdaFunctionUrl"),
        "function",
        "its address",
        "authorization_type",
        (
            "NONE",
            _PULUMI + "aws.lambda_.FunctionUrl('a', authorization_type='NONE')",
            _PULUMI + "aws.lambda_.FunctionUrl('a', authorization_type='AWS_IAM')",
        ),
    ),
    OpensPorts(
        names=either("aws.lambda_.Permission", "LambdaPermission"),
        unproved=LARGE,
        provider="aws",
        kind="function",
        id=_NAME,
        world=(("principal", "[*]"),),
        port="",
        what="access",
        unless_given=("source_arn", "source_account", "principal_org_id"),
        beside=BESIDE,
        example=_PULUMI + "aws.lambda_.Permission('a', function='a', principal='*')",
        twin=_PULUMI + "aws.lambda_.Permission('a', function='a', principal='sns.amazonaws.com')",
    ),
    *(
        OpensPorts(
            names=either(f"{pulumi}{sort}", f"{terraform}{sort}"),
            unproved=LARGE,
            provider="gcp",
            kind=kind,
            id=_NAME,
            world=(("member", _EVERYBODY), ("members", _EVERYBODY)),
            port="",
            what="access",
            beside=tuple(_EVERYBODY.split("|")),
            example="import pulumi_gcp as gcp\n"
            f"{pulumi}{sort}('a', role='roles/viewer', member='allUsers')",
            twin="import pulumi_gcp as gcp\n"
            f"{pulumi}{sort}('a', role='roles/viewer', member='user:a')  # not allUsers",
        )
        for pulumi, terraform, kind in _MEMBERS
        for sort in ("Member", "Binding")
    ),
    _setting(
        (
            "pulumi_azure_native.storage.BlobContainer",
            "pulumi_azure.storage.Container",
            "cdktf_cdktf_provider_azurerm.storage_container.StorageContainer",
        ),
        "container",
        "its access level",
        "public_access",
        (
            "Blob|Container",
            (
                "import pulumi_azure_native as azure\n"
                "azure.storage.BlobContainer('a', public_access=azure.storage.PublicAccess.BLOB)"
            ),
            (
                "import pulumi_azure_native as azure\n"
                "azure.storage.BlobContainer('a', public_access=azure.storage.PublicAccess.NONE)"
            ),
        ),
    ),
    _setting(
        ("cdktf_cdktf_provider_azurerm.storage_container.StorageContainer",),
        "container",
        "its access level",
        "container_access_type",
        (
            "blob|container",
            (
                "import cdktf\n"
                "from cdktf_cdktf_provider_azurerm.storage_container import StorageContainer\n"
                "StorageContainer(self, 'a', name='a', container_access_type='blob')"
            ),
            (
                "import cdktf\n"
                "from cdktf_cdktf_provider_azurerm.storage_container import StorageContainer\n"
                "StorageContainer(self, 'a', name='a', container_access_type='private')"
            ),
        ),
    ),
    OpensPorts(
        names=either("aws.s3.BucketAcl", "S3BucketAcl"),
        unproved=LARGE,
        provider="aws",
        kind="bucket",
        id=_NAME,
        world=(("acl", "public-read|public-read-write|authenticated-read"),),
        port="",
        what="its access list",
        beside=BESIDE,
        example=_PULUMI + "aws.s3.BucketAcl('a', acl='public-read')",
        twin=_PULUMI + "aws.s3.BucketAcl('a', acl='private')",
    ),
    OpensPorts(
        names=(
            "cdktf_cdktf_provider_azurerm.mssql_firewall_rule.MssqlFirewallRule",
            *(
                f"cdktf_cdktf_provider_azurerm.{one}_flexible_server_firewall_rule."
                f"{one.capitalize()}FlexibleServerFirewallRule"
                for one in ("postgresql", "mysql")
            ),
            *(
                f"pulumi_azure_native.{one}.FirewallRule"
                for one in ("dbforpostgresql", "dbformysql", "redis", "redisenterprise")
            ),
        ),
        unproved=LARGE,
        provider="azure",
        kind="server",
        id=NOWHERE,
        world=(("end_ip_address", "255.255.255.255"), ("end_ip", "255.255.255.255")),
        port="",
        what="its port",
        beside=("pulumi_azure_native", "cdktf"),
        example="import pulumi_azure_native as azure\n"
        "azure.dbforpostgresql.FirewallRule('a', start_ip_address='0.0.0.0',"
        " end_ip_address='255.255.255.255')",
        twin="import pulumi_azure_native as azure\n"
        "azure.dbforpostgresql.FirewallRule('a', start_ip_address='203.0.113.7',"
        " end_ip_address='203.0.113.7')",
    ),
    OpensPorts(
        names=(
            "pulumi_hcloud.Firewall",
            "cdktf_cdktf_provider_hcloud.firewall.Firewall",
        ),
        unproved=LARGE,
        provider="hetzner",
        kind="firewall",
        id=_NAME,
        world=(("rules.source_ips", _WORLD), ("rule.source_ips", _WORLD)),
        port="port",
        only=(("rules.direction", "in"), ("rule.direction", "in")),
        beside=("pulumi_hcloud", "cdktf"),
        example="import pulumi_hcloud as hcloud\nhcloud.Firewall('a', rules=[{'direction': 'in',"
        " 'protocol': 'tcp', 'port': '5432', 'source_ips': ['0.0.0.0/0']}])",
        twin="import pulumi_hcloud as hcloud\nhcloud.Firewall('a', rules=[{'direction': 'in',"
        " 'protocol': 'tcp', 'port': '5432', 'source_ips': ['10.0.0.0/8']}])",
    ),
    _setting(
        ("cdktf_cdktf_provider_azurerm.storage_account.StorageAccount",),
        "storage account",
        "public access to its containers",
        "allow_nested_items_to_be_public",
        (
            "True",
            _ACCOUNT.format("True"),
            _ACCOUNT.format("False"),
        ),
    ),
    _setting(
        ("pulumi_azure_native.storage.StorageAccount",),
        "storage account",
        "public access to its containers",
        "allow_blob_public_access",
        (
            "True",
            (
                "import pulumi_azure_native as azure\n"
                "azure.storage.StorageAccount('a', allow_blob_public_access=True)"
            ),
            (
                "import pulumi_azure_native as azure\n"
                "azure.storage.StorageAccount('a', allow_blob_public_access=False)"
            ),
        ),
    ),
    OpensPorts(
        names=(
            "pulumi_azure_native.network.NetworkSecurityGroup",
            "pulumi_azure.network.NetworkSecurityGroup",
        ),
        unproved=LARGE,
        provider="azure",
        kind="security group",
        id=_NAME,
        world=tuple(
            (f"security_rules.source_address_{one}", "[*]|0.0.0.0/0|Internet|Any")
            for one in ("prefix", "prefixes")
        ),
        port="destination_port_range",
        only=(("security_rules.access", "Allow"), ("security_rules.direction", "Inbound")),
        beside=("pulumi_azure_native", "pulumi_azure"),
        example="import pulumi_azure_native as azure\n"
        "azure.network.NetworkSecurityGroup('a', security_rules=[{'access': 'Allow',"
        " 'direction': 'Inbound', 'source_address_prefix': '*', 'destination_port_range': '22'}])",
        twin="import pulumi_azure_native as azure\n"
        "azure.network.NetworkSecurityGroup('a', security_rules=[{'access': 'Deny',"
        " 'direction': 'Inbound', 'source_address_prefix': '*', 'destination_port_range': '22'}])",
    ),
    OpensPorts(
        names=(
            "pulumi_digitalocean.Firewall",
            "cdktf_cdktf_provider_digitalocean.firewall.Firewall",
        ),
        unproved=LARGE,
        provider="digitalocean",
        kind="firewall",
        id=_NAME,
        world=tuple(
            (f"{one}.source_addresses", _WORLD) for one in ("inbound_rules", "inbound_rule")
        ),
        port="port_range",
        beside=("pulumi_digitalocean", "cdktf"),
        example="import pulumi_digitalocean as do\ndo.Firewall('a', inbound_rules=[{'protocol':"
        " 'tcp', 'port_range': '5432', 'source_addresses': ['0.0.0.0/0']}])",
        twin="import pulumi_digitalocean as do\ndo.Firewall('a', inbound_rules=[{'protocol':"
        " 'tcp', 'port_range': '5432', 'source_addresses': ['10.0.0.0/8']}])",
    ),
    OpensPorts(
        names=("pulumi_digitalocean.DatabaseFirewall",),
        unproved=LARGE,
        provider="digitalocean",
        kind="database",
        id=_NAME,
        world=(("rules.value", _WORLD),),
        port="",
        what="its port",
        beside=("pulumi_digitalocean",),
        example="import pulumi_digitalocean as do\n"
        "do.DatabaseFirewall('a', rules=[{'type': 'ip_addr', 'value': '0.0.0.0/0'}])",
        twin="import pulumi_digitalocean as do\n"
        "do.DatabaseFirewall('a', rules=[{'type': 'ip_addr', 'value': '203.0.113.7'}])",
    ),
    OpensPorts(
        names=("pulumi_digitalocean.SpacesBucket",),
        unproved=LARGE,
        provider="digitalocean",
        kind="bucket",
        id=_NAME,
        world=(("acl", "public-read|public-read-write"),),
        port="",
        what="its access list",
        beside=("pulumi_digitalocean",),
        example="import pulumi_digitalocean as do\ndo.SpacesBucket('a', acl='public-read')",
        twin="import pulumi_digitalocean as do\ndo.SpacesBucket('a', acl='private')",
    ),
)
