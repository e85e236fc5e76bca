"""Doors that documents open: which ports, and what keeps them shut."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange

SERVICE = """
from kubernetes import client
def service():
    return client.V1Service(
        metadata=client.V1ObjectMeta(name="basket", annotations={0}),
        spec=client.V1ServiceSpec(
            type="{1}", {2} ports=[client.V1ServicePort(port={3}, target_port={3})]
        ),
    )
client.CoreV1Api().create_namespaced_service("shop", service())
"""
INTERNAL = {"service.beta.kubernetes.io/aws-load-balancer-internal": "true"}
RANGES = "load_balancer_source_ranges=['{0}'],"


def opened(code: str) -> list[str]:
    """What a program opens, rule by rule."""
    return [
        each for one in items(code) if isinstance(one, PrivilegeChange) for each in one.privileges
    ]


@pytest.mark.parametrize(
    ("annotations", "kind", "ranges", "port", "told"),
    [
        ({}, "LoadBalancer", RANGES.format("0.0.0.0/0"), 6379, ["port 6379"]),
        ({}, "LoadBalancer", RANGES.format("0.0.0.0/0"), 443, ["port 443"]),
        ({}, "LoadBalancer", RANGES.format("10.0.0.0/8"), 6379, []),
        ({}, "LoadBalancer", "", 5432, ["port 5432"]),
        ({}, "LoadBalancer", "", 8000, []),
        (INTERNAL, "LoadBalancer", "", 5432, []),
        ({}, "ClusterIP", "", 5432, []),
    ],
)
def test_a_store_behind_a_load_balancer(
    annotations: dict[str, str], kind: str, ranges: str, port: int, told: list[str]
) -> None:
    assert opened(SERVICE.format(annotations, kind, ranges, port)) == told


def test_the_ports_beside_the_addresses_count_however_deep_they_are() -> None:
    code = (
        "from google.cloud import compute_v1\n"
        "rule = {'name': 'db', 'source_ranges': ['0.0.0.0/0'],"
        " 'allowed': [{'I_p_protocol': 'tcp', 'ports': ['5432', '6379']}]}\n"
        "compute_v1.FirewallsClient().insert(project='shop', firewall_resource=rule)\n"
    )
    assert opened(code) == ["port 5432, 6379"]
    assert opened(code.replace("0.0.0.0/0", "10.0.0.0/8")) == []
    egress = code.replace("'name'", "'direction': 'EGRESS', 'name'")
    assert opened(egress) == []


def test_the_port_of_a_rule_that_is_given_by_its_place_is_told() -> None:
    code = (
        "from azure.mgmt.network import NetworkManagementClient\n"
        "NetworkManagementClient(key, 's').security_rules.begin_create_or_update('rg', 'nsg', 'a',"
        " {'access': 'Allow', 'direction': 'Inbound', 'source_address_prefix': '*',"
        " 'destination_port_range': '3389'})\n"
    )
    assert opened(code) == ["port 3389"]


RULE = """
from hcloud.firewalls.domain import FirewallRule
FirewallRule(direction={0}, protocol="tcp", port="2375", source_ips=["0.0.0.0/0"])
"""


@pytest.mark.parametrize(
    ("direction", "told"),
    [
        ('"in"', ["port 2375"]),
        ("FirewallRule.DIRECTION_IN", ["port 2375"]),
        ("FirewallRule.DIRECTION_OUT", []),
        ('"out"', []),
    ],
)
def test_a_member_of_an_enumeration_is_the_word_it_is_called_for(
    direction: str, told: list[str]
) -> None:
    assert opened(RULE.format(direction)) == told


@pytest.mark.parametrize(("access", "told"), [("ALLOW", ["port 5432"]), ("DENY", [])])
def test_and_so_it_is_in_azure(access: str, told: list[str]) -> None:
    code = (
        "from azure.mgmt.network.models import SecurityRule, SecurityRuleAccess as Access\n"
        "from azure.mgmt.network.models import SecurityRuleDirection as Way\n"
        f"SecurityRule(access=Access.{access}, direction=Way.INBOUND, protocol='Tcp',"
        " source_address_prefixes=['*'], destination_port_range='5432')\n"
    )
    assert opened(code) == told


def test_without_an_address_a_rule_of_openstack_is_for_everybody() -> None:
    code = (
        "import openstack\nopenstack.connect().network.create_security_group_rule("
        "security_group_id='a', direction='ingress', port_range_min=3306{0})"
    )
    assert opened(code.format("")) == ["port 3306"]
    assert opened(code.format(", remote_group_id='b'")) == []
    assert opened(code.format(", **more")) == []


PORT = {"fromPort": 5432, "toPort": 5432, "protocol": "tcp", "cidrs": ["0.0.0.0/0"]}
RULES = [{"SecurityGroupRule": {"FromPort": 5432, "CidrIpv4": "0.0.0.0/0"}}]


@pytest.mark.parametrize(
    "call",
    [
        f"client('lightsail').open_instance_public_ports(instanceName='a', portInfo={PORT})",
        f"client('lightsail').put_instance_public_ports(instanceName='a', portInfos={[PORT]})",
        f"client('ec2').modify_security_group_rules(GroupId='a', SecurityGroupRules={RULES})",
    ],
)
def test_rules_that_are_changed_or_written_anew(call: str) -> None:
    code = f"import boto3\nboto3.{call}"
    assert opened(code) == ["port 5432"]
    assert opened(code.replace("5432", "443")) == ["port 443"]
    assert opened(code.replace("0.0.0.0/0", "10.0.0.0/8")) == []


@pytest.mark.parametrize(
    ("ranges", "told"),
    [
        (["0.0.0.0/0"], True),
        (["0.0.0.0/1", "128.0.0.0/1"], True),
        (["::/1"], True),
        (["10.0.0.0/8"], False),
        (["2001:db8::/32"], False),
    ],
)
def test_two_halves_of_the_world_are_the_world(ranges: list[str], told: bool) -> None:
    listed = [{"CidrIp": one} for one in ranges]
    code = (
        "import boto3\nboto3.client('ec2').authorize_security_group_ingress(GroupId='sg',"
        " IpPermissions=[{'IpProtocol': 'tcp', 'FromPort': 5432, 'ToPort': 5432,"
        f" 'IpRanges': {listed}}}])\n"
    )
    assert bool(opened(code)) is told
