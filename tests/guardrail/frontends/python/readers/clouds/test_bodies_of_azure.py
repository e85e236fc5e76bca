"""Settings in the bodies of Azure's management calls: wherever they are given, however spelt."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import PrivilegeChange, ResourceChange

START = """
from azure.mgmt.network import NetworkManagementClient
from azure.mgmt.rdbms.postgresql_flexibleservers import PostgreSQLManagementClient
from azure.mgmt.redis import RedisManagementClient
from azure.mgmt.sql import SqlManagementClient
from azure.mgmt.storage import StorageManagementClient
storage, sql = StorageManagementClient(key, "s"), SqlManagementClient(key, "s")
network, redis = NetworkManagementClient(key, "s"), RedisManagementClient(key, "s")
postgres = PostgreSQLManagementClient(key, "s")
"""


def told(line: str) -> list[str]:
    """What one call opens or gives up."""
    found = items(START + line)
    opened = [each for one in found if isinstance(one, PrivilegeChange) for each in one.privileges]
    lost = [each for one in found if isinstance(one, ResourceChange) for each in one.protections]
    return [*opened, *lost]


@pytest.mark.parametrize(
    "call",
    [
        'storage.storage_accounts.update("g", "a", {"allow_blob_public_access": SET})',
        'storage.storage_accounts.update("g", "a", {"properties": {"allowBlobPublicAccess": SET}})',
        (
            "storage.storage_accounts.update(resource_group_name='g', account_name='a',"
            " parameters={'allow_blob_public_access': SET})"
        ),
        'redis.redis.begin_update("g", "cache", {"enable_non_ssl_port": SET})',
    ],
)
def test_a_setting_counts_by_place_and_by_name(call: str) -> None:
    assert len(told(call.replace("SET", "True"))) == 1
    assert told(call.replace("SET", "False")) == []


@pytest.mark.parametrize(
    ("call", "bad", "good"),
    [
        (
            (
                'sql.backup_short_term_retention_policies.begin_create_or_update("g", "s", "d",'
                ' "default", {"retention_days": SET})'
            ),
            "1",
            "14",
        ),
        (
            (
                'postgres.configurations.begin_update("g", "s", "require_secure_transport",'
                ' {"value": "SET"})'
            ),
            "OFF",
            "ON",
        ),
        (
            (
                'storage.storage_accounts.update("g", "a",'
                ' {"networkAcls": {"defaultAction": "SET"}})'
            ),
            "Allow",
            "Deny",
        ),
        (
            (
                'network.security_rules.begin_create_or_update("g", "n", "r", {"properties":'
                ' {"access": "Allow", "direction": "Inbound", "sourceAddressPrefix": "SET",'
                ' "destinationPortRange": "22"}})'
            ),
            "*",
            "10.0.0.0/8",
        ),
    ],
)
def test_what_a_body_opens_or_gives_up(call: str, bad: str, good: str) -> None:
    assert len(told(call.replace("SET", bad))) == 1
    assert told(call.replace("SET", good)) == []


@pytest.mark.parametrize(
    ("access", "told"),
    [
        ("'container'", True),
        ("PublicAccess.BLOB", True),
        ("None", False),
        ("PublicAccess.OFF", False),
        ("wanted(name)", False),
    ],
)
def test_a_container_is_opened_by_an_access_level_that_is_known(access: str, told: bool) -> None:
    found = items(
        "from azure.storage.blob import ContainerClient, PublicAccess\n"
        "container = ContainerClient.from_container_url(url)\n"
        f"container.set_container_access_policy({{}}, public_access={access})\n"
    )
    assert any(isinstance(one, PrivilegeChange) for one in found) is told


@pytest.mark.parametrize(
    ("network", "told"), [("0.0.0.0/0", True), ("::/0", False), ("203.0.113.16/29", False)]
)
def test_the_ends_of_a_network_are_addresses(network: str, told: bool) -> None:
    found = items(
        f"{START}import ipaddress\nfrom azure.mgmt.sql.models import FirewallRule\n"
        f"net = ipaddress.ip_network({network!r})\n"
        "sql.firewall_rules.create_or_update('g', 's', 'r', FirewallRule(\n"
        "    start_ip_address=str(net.network_address),\n"
        "    end_ip_address=str(net.broadcast_address)))\n"
    )
    assert any(isinstance(one, PrivilegeChange) for one in found) is told
