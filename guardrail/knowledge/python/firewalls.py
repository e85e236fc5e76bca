"""Rules of firewalls, policies and access lists that let everybody in.

Source: the references of boto3 1.44 (`upload_file`), of pulumi-aws 7 (`ec2.SecurityGroup`,
`SecurityGroupRule`), pulumi-gcp 9 (`compute.Firewall`), the AWS provider for CDKTF,
azure-mgmt-network 30 (`SecurityRule`), azure-mgmt-sql 4 (`FirewallRule`) and google-cloud-compute 1
(`Firewall`). The providers' packages aren't installed for the tests.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts, Row

_WORLD = "0.0.0.0/0|::/0"
_ANYWHERE = "[*]|0.0.0.0/0|Internet|Any"
_BESIDE = ("pulumi_aws", "pulumi_gcp", "cdktf", "imports", "azure", "google", "pulumi")

_EVERYBODY = "allUsers|allAuthenticatedUsers"
_GCS = (
    "from google.cloud import storage\nbucket = storage.Client().bucket('shop')\n"
    "policy = bucket.get_iam_policy(requested_policy_version=3)\n"
)
_ACL = "public-read|public-read-write|authenticated-read"
_S3 = "import boto3\ns3 = boto3.client('s3')\n"
_UPLOADS: tuple[tuple[str, int, str], ...] = (
    ("upload_file", 2, _S3 + "s3.upload_file('a.csv', 'shop', 'a.csv'"),
    ("upload_fileobj", 2, _S3 + "s3.upload_fileobj(file, 'shop', 'a.csv'"),
)
"""Methods that send a file, where they are given its key, and a call as far as that."""

ROWS: tuple[Row, ...] = (
    OpensPorts(
        names=("google.iam.v1.policy_pb2.Binding",),
        provider="gcp",
        kind="resource of the policy",
        id=NOWHERE,
        world=(("members", _EVERYBODY),),
        port="",
        what="access",
        beside=tuple(_EVERYBODY.split("|")),
        example=(
            "from google.iam.v1 import policy_pb2\n"
            "policy_pb2.Binding(role='roles/run.invoker', members=['allUsers'])"
        ),
        twin=(
            "from google.iam.v1 import policy_pb2\n"
            "policy_pb2.Binding(role='roles/run.invoker', members=['user:a'])  # not allUsers"
        ),
    ),
    OpensPorts(
        names=("google.cloud.bigquery.AccessEntry",),
        provider="gcp",
        kind="dataset of the entry",
        id=NOWHERE,
        world=(("entity_id", _EVERYBODY), ("2", _EVERYBODY)),
        port="",
        what="access",
        beside=tuple(_EVERYBODY.split("|")),
        example=(
            "from google.cloud import bigquery\n"
            "bigquery.AccessEntry('READER', 'specialGroup', 'allAuthenticatedUsers')"
        ),
        twin=(
            "from google.cloud import bigquery\n"
            "bigquery.AccessEntry('READER', 'groupByEmail', 'bi@acme.io')  # not allUsers"
        ),
    ),
    OpensPorts(
        names=(".setIamPolicy", ".set_iam_policy"),
        provider="gcp",
        kind="resource of the policy",
        id=NOWHERE,
        world=tuple((f"{one}.members", _EVERYBODY) for one in ("body", "request", "policy", "0")),
        port="",
        what="access",
        beside=tuple(_EVERYBODY.split("|")),
        example=(
            "from googleapiclient.discovery import build\n"
            "build('run', 'v1').projects().setIamPolicy(resource='shop', body={'policy':"
            " {'bindings': [{'role': 'roles/run.invoker', 'members': ['allUsers']}]}}).execute()"
        ),
        twin=(
            "from googleapiclient.discovery import build\n"
            "build('run', 'v1').projects().setIamPolicy(resource='shop', body={'policy':"
            " {'bindings': [{'role': 'roles/viewer', 'members': ['user:a']}]}})  # not allUsers"
        ),
    ),
    OpensPorts(
        names=(".set_bucket_policy",),
        provider="minio",
        kind="bucket",
        id=Argument(0, "bucket_name"),
        world=(("1.Principal", "[*]"), ("1.AWS", "[*]"), ("policy.AWS", "[*]")),
        port="",
        what="access",
        only=(("1.Effect", "Allow"),),
        beside=("minio",),
        example=(
            "import json\nfrom minio import Minio\nMinio('m').set_bucket_policy('shop', json.dumps("
            "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': ['*']}}]}))"
        ),
        twin=(
            "import json\nfrom minio import Minio\nMinio('m').set_bucket_policy('shop', json.dumps("
            "{'Statement': [{'Effect': 'Allow', 'Principal': {'AWS': ['arn:a']}}]}))"
        ),
    ),
    OpensPorts(
        names=(".begin_create_or_update",),
        provider="azure",
        kind="security group",
        id=Argument(1, "network_security_group_name"),
        world=(
            ("3.source_address_prefix", _ANYWHERE),
            ("2.source_address_prefix", _ANYWHERE),
            ("security_rule_parameters.source_address_prefix", _ANYWHERE),
            ("parameters.source_address_prefix", _ANYWHERE),
        ),
        port="destination_port_range",
        only=(
            ("3.access", "Allow"),
            ("3.direction", "Inbound"),
            ("2.access", "Allow"),
            ("2.direction", "Inbound"),
        ),
        beside=("source_address_prefix", "sourceAddressPrefix"),
        example=(
            "rules.begin_create_or_update('rg', 'nsg', 'ssh', {'access': 'Allow',"
            " 'direction': 'Inbound', 'source_address_prefix': '*',"
            " 'destination_port_range': '22'})"
        ),
        twin=(
            "rules.begin_create_or_update('rg', 'nsg', 'ssh', {'access': 'Deny',"
            " 'direction': 'Inbound', 'source_address_prefix': '*',"
            " 'destination_port_range': '22'})"
        ),
    ),
    OpensPorts(
        names=(".append",),
        provider="gcp",
        kind="resource of the policy",
        id=NOWHERE,
        world=(("0.members", _EVERYBODY),),
        port="",
        what="access",
        beside=tuple(_EVERYBODY.split("|")),
        example=_GCS
        + "policy.bindings.append({'role': 'roles/storage.objectViewer', 'members': {'allUsers'}})",
        twin=_GCS
        + "policy.bindings.append({'role': 'roles/storage.objectViewer', 'members': {'user:a'}})",
    ),
    OpensPorts(
        names=(".add",),
        provider="gcp",
        kind="resource of the policy",
        id=NOWHERE,
        world=(("0", _EVERYBODY), ("members", _EVERYBODY)),
        port="",
        what="access",
        beside=tuple(_EVERYBODY.split("|")),
        example=_GCS + "policy['roles/storage.objectViewer'].add('allUsers')",
        twin=_GCS + "policy['roles/storage.objectViewer'].add('user:a')  # not allUsers",
    ),
    OpensPorts(
        names=(
            "pulumi_aws.ec2.SecurityGroup",
            "cdktf_cdktf_provider_aws.security_group.SecurityGroup",
            "imports.aws.security_group.SecurityGroup",
        ),
        provider="aws",
        kind="security group",
        id=Argument(0, "resource_name"),
        world=(
            ("ingress.cidr_blocks", _WORLD),
            ("ingress.cidrBlocks", _WORLD),
            ("ingress.ipv6_cidr_blocks", _WORLD),
        ),
        port="from_port",
        beside=_BESIDE,
        example=(
            "import pulumi_aws as aws\naws.ec2.SecurityGroup('db', ingress=[{'from_port': 5432,"
            " 'to_port': 5432, 'protocol': 'tcp', 'cidr_blocks': ['0.0.0.0/0']}])"
        ),
        twin=(
            "import pulumi_aws as aws\naws.ec2.SecurityGroup('db', ingress=[{'from_port': 5432,"
            " 'to_port': 5432, 'protocol': 'tcp', 'cidr_blocks': ['10.0.0.0/16']}])"
        ),
    ),
    OpensPorts(
        names=(
            "pulumi_aws.ec2.SecurityGroupRule",
            "cdktf_cdktf_provider_aws.security_group_rule.SecurityGroupRule",
        ),
        provider="aws",
        kind="security group",
        id=Argument(0, "resource_name"),
        world=(("cidr_blocks", _WORLD), ("ipv6_cidr_blocks", _WORLD)),
        port="from_port",
        only=(("type", "ingress"),),
        beside=_BESIDE,
        example=(
            "import pulumi_aws as aws\naws.ec2.SecurityGroupRule('db', type='ingress',"
            " from_port=22, to_port=22, protocol='tcp', cidr_blocks=['0.0.0.0/0'])"
        ),
        twin=(
            "import pulumi_aws as aws\naws.ec2.SecurityGroupRule('db', type='egress',"
            " from_port=22, to_port=22, protocol='tcp', cidr_blocks=['0.0.0.0/0'])"
        ),
    ),
    OpensPorts(
        names=(
            "pulumi_gcp.compute.Firewall",
            "google.cloud.compute_v1.Firewall",
            "cdktf_cdktf_provider_google.compute_firewall.ComputeFirewall",
        ),
        provider="gcp",
        kind="firewall",
        id=Argument(0, "resource_name"),
        world=(("source_ranges", _WORLD),),
        port="ports",
        only=(("direction", "INGRESS"),),
        beside=_BESIDE,
        example=(
            "import pulumi_gcp as gcp\ngcp.compute.Firewall('db', network='default',"
            " allows=[{'protocol': 'tcp', 'ports': ['5432']}], source_ranges=['0.0.0.0/0'])"
        ),
        twin=(
            "import pulumi_gcp as gcp\ngcp.compute.Firewall('db', network='default',"
            " allows=[{'protocol': 'tcp', 'ports': ['5432']}], source_ranges=['10.0.0.0/8'])"
        ),
    ),
    OpensPorts(
        names=tuple(
            f"azure.mgmt.{one}.models.FirewallRule"
            for one in (
                "sql",
                "postgresqlflexibleservers",
                "mysqlflexibleservers",
                "rdbms.postgresql",
                "rdbms.mysql",
                "rdbms.postgresql_flexibleservers",
                "rdbms.mysql_flexibleservers",
                "redis",
            )
        ),
        unproved="not all of these packages are installed",
        provider="azure",
        kind="server",
        id=NOWHERE,
        world=(("end_ip_address", "255.255.255.255"), ("end_ip", "255.255.255.255")),
        port="",
        what="its port",
        beside=_BESIDE,
        example=(
            "from azure.mgmt.sql.models import FirewallRule\n"
            "FirewallRule(start_ip_address='0.0.0.0', end_ip_address='255.255.255.255')"
        ),
        twin=(
            "from azure.mgmt.sql.models import FirewallRule\n"
            "FirewallRule(start_ip_address='203.0.113.7', end_ip_address='203.0.113.7')"
        ),
    ),
    OpensPorts(
        names=("azure.mgmt.network.models.SecurityRule",),
        provider="azure",
        kind="security group",
        id=Argument(-1, "name"),
        world=(("source_address_prefix", _ANYWHERE), ("source_address_prefixes", _ANYWHERE)),
        port="destination_port_range",
        only=(("access", "Allow"), ("direction", "Inbound")),
        beside=_BESIDE,
        example=(
            "from azure.mgmt.network.models import SecurityRule\nSecurityRule(name='db',"
            " access='Allow', direction='Inbound', source_address_prefix='*',"
            " destination_port_range='5432', protocol='Tcp')"
        ),
        twin=(
            "from azure.mgmt.network.models import SecurityRule\nSecurityRule(name='db',"
            " access='Deny', direction='Inbound', source_address_prefix='*',"
            " destination_port_range='5432', protocol='Tcp')"
        ),
    ),
    *(
        OpensPorts(
            names=(f".{method}",),
            provider="aws",
            kind="object",
            id=Argument(place, "Key"),
            world=(("ACL", _ACL), ("ExtraArgs.ACL", _ACL), (f"{place + 1}.ACL", _ACL)),
            port="",
            what="its access list",
            beside=("public-read", "authenticated-read"),
            example=f"{given}, ExtraArgs={{'ACL': 'public-read'}})",
            twin=f"{given}, ExtraArgs={{'ACL': 'private'}})  # not public-read",
        )
        for method, place, given in _UPLOADS
    ),
    OpensPorts(
        names=(".put_object", ".copy_object", ".create_multipart_upload"),
        provider="aws",
        kind="object",
        id=Argument(-1, "Key"),
        world=(("ACL", _ACL),),
        port="",
        what="its access list",
        beside=("public-read", "authenticated-read"),
        example=_S3 + "s3.put_object(Bucket='shop', Key='a', Body=b'a', ACL='public-read')",
        twin=_S3 + "s3.put_object(Bucket='shop', Key='a', ACL='private')  # not public-read",
    ),
    OpensPorts(
        names=(".create_security_group_rule",),
        provider="openstack",
        kind="security group",
        id=Argument(0, "secgroup_name_or_id"),
        world=(("remote_ip_prefix", _WORLD),),
        port="port_range_min",
        only=(("direction", "ingress"),),
        beside=("openstack", "neutronclient"),
        example=(
            "import openstack\nopenstack.connect().network.create_security_group_rule("
            "direction='ingress', port_range_min=22, remote_ip_prefix='0.0.0.0/0')"
        ),
        twin=(
            "import openstack\nopenstack.connect().network.create_security_group_rule("
            "direction='egress', port_range_min=22, remote_ip_prefix='0.0.0.0/0')"
        ),
    ),
    OpensPorts(
        names=(".create_security_group_rule",),
        provider="openstack",
        kind="security group",
        id=Argument(0, "security_group_id"),
        world=(),
        port="port_range_min",
        must=(("direction", "ingress"),),
        unless_given=("remote_ip_prefix", "remote_group_id", "remote_address_group_id", "body"),
        beside=("openstack",),
        example=(
            "import openstack\nopenstack.connect().network.create_security_group_rule("
            "security_group_id='a', direction='ingress', port_range_min=22)"
        ),
        twin=(
            "import openstack\nopenstack.connect().network.create_security_group_rule("
            "security_group_id='a', direction='ingress', port_range_min=22, remote_group_id='b')"
        ),
    ),
    OpensPorts(
        names=(
            "pulumi_aws.s3.BucketPublicAccessBlock",
            "cdktf_cdktf_provider_aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock",
            "imports.aws.s3_bucket_public_access_block.S3BucketPublicAccessBlock",
            "aws_cdk.aws_s3.BlockPublicAccess",
        ),
        unproved="not all of these packages are installed",
        provider="aws",
        kind="bucket",
        id=NOWHERE,
        world=tuple(
            (one, "False")
            for one in (
                "block_public_acls",
                "block_public_policy",
                "ignore_public_acls",
                "restrict_public_buckets",
            )
        ),
        port="",
        what="what was blocked for the public",
        beside=(*_BESIDE, "aws_cdk"),
        example=(
            "import pulumi_aws as aws\n"
            "aws.s3.BucketPublicAccessBlock('shop', block_public_policy=False)"
        ),
        twin=(
            "import pulumi_aws as aws\n"
            "aws.s3.BucketPublicAccessBlock('shop', block_public_policy=True)"
        ),
    ),
    OpensPorts(
        names=(
            "pulumi_aws.rds.Instance",
            "pulumi_aws.rds.ClusterInstance",
            "pulumi_aws.redshift.Cluster",
            "cdktf_cdktf_provider_aws.db_instance.DbInstance",
            "cdktf_cdktf_provider_aws.redshift_cluster.RedshiftCluster",
            "imports.aws.db_instance.DbInstance",
            "aws_cdk.aws_rds.DatabaseInstance",
            "aws_cdk.aws_rds.CfnDBInstance",
        ),
        unproved="not all of these packages are installed",
        provider="aws",
        kind="database",
        id=NOWHERE,
        world=(("publicly_accessible", "True"),),
        port="",
        what="an address that everybody reaches",
        beside=("publicly_accessible",),
        example=("import pulumi_aws as aws\naws.rds.Instance('shop', publicly_accessible=True)"),
        twin="import pulumi_aws as aws\naws.rds.Instance('shop', publicly_accessible=False)",
    ),
    OpensPorts(
        names=(
            "azure.mgmt.keyvault.models.NetworkRuleSet",
            "azure.mgmt.storage.models.NetworkRuleSet",
            "azure.mgmt.cognitiveservices.models.NetworkRuleSet",
        ),
        unproved="not all of these packages are installed",
        provider="azure",
        kind="resource of the rules",
        id=NOWHERE,
        world=(("default_action", "Allow"),),
        port="",
        what="every network",
        beside=("azure",),
        example=(
            "from azure.mgmt.keyvault.models import NetworkRuleSet\n"
            "NetworkRuleSet(default_action='Allow', bypass='AzureServices')"
        ),
        twin=(
            "from azure.mgmt.keyvault.models import NetworkRuleSet\n"
            "NetworkRuleSet(default_action='Deny', bypass='AzureServices')"
        ),
    ),
)
