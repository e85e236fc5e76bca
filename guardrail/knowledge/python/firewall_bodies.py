"""Rules of firewalls and lists of addresses that are handed over as documents, or as small objects.

Source: the REST references of Azure SQL (`Firewall Rules - Create Or Update`), of Compute Engine
(`firewalls.insert`), of Cloud SQL (`settings.ipConfiguration.authorizedNetworks`), of DigitalOcean
(`/v2/firewalls`, `/v2/databases/…/firewall`), of Linode (`/v4/networking/firewalls`) and of Hetzner
Cloud (`/v1/firewalls`); the classes of hcloud 2.27, python-digitalocean 1.17, pulumi-azure-native 3
and pulumi-aws 7.
"""

from __future__ import annotations

from guardrail.knowledge.python.rows import NOWHERE, Argument, OpensPorts, Row

_WORLD = "0.0.0.0/0|::/0"
_ANYWHERE = "[*]|0.0.0.0/0|Internet|Any"
_LAST = "255.255.255.255"
_UNPROVED = "the package isn't installed for the tests"
_COMPUTE = "from google.cloud import compute_v1\nclient = compute_v1.FirewallsClient()\n"
_RULE = (
    "{{'name': 'db', 'source_ranges': ['{0}'],"
    " 'allowed': [{{'I_p_protocol': 'tcp', 'ports': ['5432']}}]}}"
)
_SQL = (
    "from googleapiclient import discovery\ndiscovery.build('sqladmin', 'v1').instances().patch("
    "project='shop', instance='db', body={{'settings': {{'ipConfiguration':"
    " {{'authorizedNetworks': [{{'value': '{0}'}}]}}}}}})"
)
_AZURE = (
    "from azure.mgmt.sql import SqlManagementClient\n"
    "SqlManagementClient(key, 's').firewall_rules.create_or_update('rg', 'db', 'all',"
    " {{'start_ip_address': '0.0.0.0', 'end_ip_address': '{0}'}})"
)
_HETZNER = (
    "from hcloud.firewalls.domain import FirewallRule\n"
    "FirewallRule(direction='in', protocol='tcp', port='5432', source_ips=['{0}'])"
)
_OCEAN = (
    "import digitalocean\ndigitalocean.InboundRule(protocol='tcp', ports='5432',"
    " sources=digitalocean.Sources(addresses=['{0}']))"
)
_PYDO = (
    "from pydo import Client\nClient().firewalls.create(body={{'inbound_rules': [{{'protocol':"
    " 'tcp', 'ports': '5432', 'sources': {{'addresses': ['{0}']}}}}]}})"
)
_PYDO_STORE = (
    "from pydo import Client\nClient().databases.update_firewall_rules('db',"
    " body={{'rules': [{{'type': 'ip_addr', 'value': '{0}'}}]}})"
)
_LINODE = (
    "from linode_api4 import LinodeClient\nLinodeClient(key).networking.firewall_create('db',"
    " rules={{'inbound': [{{'protocol': 'TCP', 'ports': '5432',"
    " 'addresses': {{'ipv4': ['{0}']}}}}]}})"
)
_LINODE_POLICY = (
    "from linode_api4 import LinodeClient\nLinodeClient(key).networking.firewall_create('db',"
    " rules={{'inbound': [], 'inbound_policy': '{0}'}})"
)
_NATIVE = (
    "import pulumi_azure_native as azure\nazure.network.SecurityRule('db', access='Allow',"
    " direction='Inbound', source_address_prefix='{0}', destination_port_range='5432')"
)
_INGRESS = (
    "import pulumi_aws as aws\naws.vpc.SecurityGroupIngressRule('db', from_port=5432,"
    " ip_protocol='tcp', cidr_ipv4='{0}')"
)

ROWS: tuple[Row, ...] = (
    OpensPorts(
        names=(".create_or_update", ".begin_create_or_update"),
        provider="azure",
        kind="server",
        id=Argument(1, "server_name"),
        world=tuple(
            (f"{place}.{key}", _LAST)
            for place in ("3", "parameters")
            for key in ("end_ip_address", "endIpAddress", "end_ip", "endIP")
        ),
        port="",
        what="its port",
        beside=("end_ip_address", "endIpAddress", "end_ip", "endIP"),
        example=_AZURE.format(_LAST),
        twin=_AZURE.format("0.0.0.0"),
    ),
    OpensPorts(
        names=(".insert", ".patch", ".update"),
        provider="gcp",
        kind="firewall",
        id=Argument(-1, "firewall"),
        world=tuple(
            (f"{argument}.{key}", _WORLD)
            for argument in ("firewall_resource", "body")
            for key in ("source_ranges", "sourceRanges")
        ),
        port="ports",
        only=(("firewall_resource.direction", "INGRESS"), ("body.direction", "INGRESS")),
        beside=("source_ranges", "sourceRanges"),
        example=_COMPUTE
        + f"client.insert(project='shop', firewall_resource={_RULE})".format("0.0.0.0/0"),
        twin=_COMPUTE
        + f"client.insert(project='shop', firewall_resource={_RULE})".format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=(".insert", ".patch", ".update"),
        provider="gcp",
        kind="database",
        id=Argument(-1, "instance"),
        world=(
            ("body.authorizedNetworks.value", _WORLD),
            ("body.authorized_networks.value", _WORLD),
        ),
        port="",
        what="its port",
        beside=("authorizedNetworks", "authorized_networks"),
        example=_SQL.format("0.0.0.0/0"),
        twin=_SQL.format("203.0.113.7/32"),
    ),
    OpensPorts(
        names=("hcloud.firewalls.domain.FirewallRule", "hcloud.firewalls.FirewallRule"),
        provider="hetzner",
        kind="firewall of the rule",
        id=NOWHERE,
        world=(("source_ips", _WORLD),),
        port="port",
        only=(("direction", "in"),),
        beside=("hcloud",),
        example=_HETZNER.format("0.0.0.0/0"),
        twin=_HETZNER.format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=("digitalocean.InboundRule", "digitalocean.Firewall.InboundRule"),
        provider="digitalocean",
        kind="firewall of the rule",
        id=NOWHERE,
        world=(("sources.addresses", _WORLD),),
        port="ports",
        beside=("digitalocean",),
        unproved="the class takes any keywords",
        example=_OCEAN.format("0.0.0.0/0"),
        twin=_OCEAN.format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=(".create", ".update", ".add_rules"),
        provider="digitalocean",
        kind="firewall",
        id=Argument(-1, "firewall_id"),
        world=(("body.inbound_rules.sources.addresses", _WORLD),),
        port="ports",
        beside=("inbound_rules",),
        example=_PYDO.format("0.0.0.0/0"),
        twin=_PYDO.format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=(".update_firewall_rules",),
        provider="digitalocean",
        kind="database",
        id=Argument(0, "database_cluster_uuid"),
        world=(("body.rules.value", _WORLD), ("1.rules.value", _WORLD)),
        port="",
        what="its port",
        beside=("pydo",),
        example=_PYDO_STORE.format("0.0.0.0/0"),
        twin=_PYDO_STORE.format("203.0.113.7"),
    ),
    OpensPorts(
        names=(".firewall_create", ".update_rules"),
        provider="linode",
        kind="firewall",
        id=Argument(0, "label"),
        world=tuple(
            (f"{place}.inbound.addresses.{version}", _WORLD)
            for place in ("rules", "1", "0")
            for version in ("ipv4", "ipv6")
        ),
        port="ports",
        beside=("linode_api4",),
        example=_LINODE.format("0.0.0.0/0"),
        twin=_LINODE.format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=(".firewall_create", ".update_rules"),
        provider="linode",
        kind="firewall",
        id=Argument(0, "label"),
        world=tuple((f"{place}.inbound_policy", "ACCEPT") for place in ("rules", "1", "0")),
        port="",
        what="every port",
        beside=("linode_api4",),
        example=_LINODE_POLICY.format("ACCEPT"),
        twin=_LINODE_POLICY.format("DROP"),
    ),
    OpensPorts(
        names=(
            "pulumi_azure_native.network.SecurityRule",
            "pulumi_azure.network.NetworkSecurityRule",
            "cdktf_cdktf_provider_azurerm.network_security_rule.NetworkSecurityRule",
        ),
        provider="azure",
        kind="security group",
        id=Argument(0, "resource_name"),
        world=(("source_address_prefix", _ANYWHERE), ("source_address_prefixes", _ANYWHERE)),
        port="destination_port_range",
        only=(("access", "Allow"), ("direction", "Inbound")),
        beside=("pulumi_azure_native", "pulumi_azure", "cdktf"),
        unproved=_UNPROVED,
        example=_NATIVE.format("*"),
        twin=_NATIVE.format("10.0.0.0/8"),
    ),
    OpensPorts(
        names=("pulumi_aws.vpc.SecurityGroupIngressRule",),
        provider="aws",
        kind="security group",
        id=Argument(0, "resource_name"),
        world=(("cidr_ipv4", _WORLD), ("cidr_ipv6", _WORLD)),
        port="from_port",
        beside=("pulumi_aws",),
        unproved=_UNPROVED,
        example=_INGRESS.format("0.0.0.0/0"),
        twin=_INGRESS.format("10.0.0.0/8"),
    ),
)
