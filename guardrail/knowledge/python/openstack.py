"""openstacksdk: servers, volumes, images, containers, projects and stacks deleted.

Source: the reference of openstacksdk 4 (`Connection` and its service proxies).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("openstack",)
_START = "import openstack\nconn = openstack.connect(cloud='shop')\n"
_CONNECTION = "openstack connection"

_OF_PROXIES: tuple[tuple[str, str, str, str], ...] = (
    ("compute", "delete_server", "server", "server"),
    ("block_storage", "delete_volume", "volume", "volume"),
    ("block_storage", "delete_snapshot", "snapshot", "snapshot"),
    ("block_storage", "delete_backup", "backup", "backup"),
    ("object_store", "delete_container", "container", "container"),
    ("identity", "delete_project", "project", "project"),
    ("image", "delete_image", "image", "image"),
    ("orchestration", "delete_stack", "stack", "stack"),
    ("database", "delete_instance", "database instance", "instance"),
    ("dns", "delete_zone", "zone", "zone"),
    ("network", "delete_network", "network", "network"),
)
"""The proxy, its method, what is deleted, the parameter that says which."""

_OF_CONNECTIONS: tuple[tuple[str, str, str, str], ...] = (
    ("delete_server", "server", "name_or_id", "get_server"),
    ("delete_volume", "volume", "name_or_id", "get_volume"),
    ("delete_volume_backup", "backup", "name_or_id", "get_volume_backup"),
    ("delete_volume_snapshot", "snapshot", "name_or_id", "get_volume_snapshot"),
    ("delete_image", "image", "name_or_id", "get_image"),
    ("delete_container", "container", "name", "get_container"),
    ("delete_project", "project", "name_or_id", "get_project"),
    ("delete_stack", "stack", "name_or_id", "get_stack"),
    ("delete_zone", "zone", "name_or_id", "get_zone"),
    ("delete_network", "network", "name_or_id", "get_network"),
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "openstack.connect",
            "openstack.connection.Connection",
            "openstack.connection.from_config",
        ),
        kind=_CONNECTION,
    ),
    *(
        Gives(kind=_CONNECTION, member=proxy, gives=f"openstack {proxy}")
        for proxy in dict.fromkeys(one[0] for one in _OF_PROXIES)
    ),
)

ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(f"openstack {proxy}",),
            what=what,
            store="openstack",
            target=Argument(0, argument),
            beside=_BESIDE,
            unproved="the proxies of the services are descriptors",
            example=f'{_START}conn.{proxy}.{method}("shop")',
            twin=f'{_START}conn.{proxy}.{method.replace("delete", "get")}("shop")',
        )
        for proxy, method, what, argument in _OF_PROXIES
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(_CONNECTION,),
            what=what,
            store="openstack",
            target=Argument(0, argument),
            beside=_BESIDE,
            example=f'{_START}conn.{method}("shop")',
            twin=f'{_START}conn.{twin}("shop")',
        )
        for method, what, argument, twin in _OF_CONNECTIONS
    ),
)
