"""openstacksdk: servers, volumes, images, containers, projects and stacks deleted.

Source: the reference of openstacksdk 4 (`Connection` and its service proxies).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
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
    ("network", "delete_router", "router", "router"),
    ("network", "delete_ip", "address", "floating_ip"),
    ("identity", "delete_user", "user", "user"),
    ("identity", "delete_domain", "domain with all that is in it", "domain"),
    ("dns", "delete_recordset", "record", "recordset"),
    ("key_manager", "delete_secret", "secret", "secret"),
    ("load_balancer", "delete_load_balancer", "load balancer", "load_balancer"),
    ("container_infrastructure_management", "delete_cluster", "cluster", "cluster"),
    ("shared_file_system", "delete_share", "file share", "share"),
    ("compute", "rebuild_server", "disk of the server", "server"),
    ("compute", "delete_image", "image", "image"),
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
    Gives(
        kind="openstack object_store",
        member="objects()",
        gives="openstack objects",
        filters=("prefix",),
    ),
    Gives(kind="openstack objects", member="for", gives="openstack object"),
    Gives(kind="openstack object", member="name", gives="openstack object"),
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
            example=f'{_START}conn.{proxy}.{method}("shop")',
            twin=f'{_START}conn.{proxy}.find_{what.partition(" ")[0]}("shop")',
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
    ChangesData(
        names=(".delete_object",),
        on=("openstack object_store",),
        verb=Verb.DELETE,
        target=Argument(-1, "container"),
        filter=Argument(0, "obj"),
        each=True,
        store="swift",
        beside=_BESIDE,
        example=_START
        + "for one in conn.object_store.objects('shop'):\n"
        + "    conn.object_store.delete_object(one, container='shop')",
        twin=_START
        + "for one in conn.object_store.objects('shop', prefix='tmp/'):\n"
        + "    conn.object_store.delete_object(one, container='shop')",
    ),
    ChangesObject(
        names=(".project_cleanup",),
        on=(_CONNECTION,),
        what="project's resources",
        store="openstack",
        target="",
        when=((Argument(0, "dry_run"), ("False",)),),
        spared=(
            (Argument(-1, "filters"), ("*",)),
            (Argument(-1, "resource_evaluation_fn"), ("*",)),
        ),
        beside=_BESIDE,
        example=_START + "conn.project_cleanup(dry_run=False)",
        twin=_START + "conn.project_cleanup(dry_run=True)",
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=("openstack image", _CONNECTION),
            what="image",
            verb=Verb.GRANT,
            store="openstack",
            target=Argument(0, "image" if method == "update_image" else "name"),
            when=((Argument(-1, "visibility"), ("public", "community")),),
            beside=_BESIDE,
            unproved="properties are taken as any keywords",
            example=f"{_START}conn.image.{method}('shop', visibility='public')",
            twin=f"{_START}conn.image.{method}('shop', visibility='private')",
        )
        for method in ("update_image", "create_image")
    ),
    ChangesObject(
        names=(".update_port",),
        on=("openstack network", _CONNECTION),
        what="port",
        verb=Verb.ALTER,
        store="openstack",
        target=Argument(0, "port"),
        protections=(("port_security_enabled.", "False", "its firewall"),),
        beside=_BESIDE,
        unproved="properties are taken as any keywords",
        example=_START + "conn.network.update_port('web', port_security_enabled=False)",
        twin=_START + "conn.network.update_port('web', port_security_enabled=True)",
    ),
    ChangesObject(
        names=(".grant_role",),
        on=(_CONNECTION,),
        what="user or group",
        verb=Verb.ESCALATE,
        store="openstack",
        target="",
        protections=(("0.", "admin", "the role of administrators"),),
        when=((Argument(0, "name_or_id"), ("admin",)),),
        beside=_BESIDE,
        example=_START + "conn.grant_role('admin', user='ada', project='shop')",
        twin=_START + "conn.grant_role('reader', user='ada', project='shop')",
    ),
    ChangesObject(
        names=(".set_container_access",),
        on=(_CONNECTION,),
        what="container",
        verb=Verb.GRANT,
        store="openstack",
        target=Argument(0, "name"),
        when=((Argument(1, "access"), ("public",)),),
        beside=_BESIDE,
        example=_START + "conn.set_container_access('shop', 'public')",
        twin=_START + "conn.set_container_access('shop', 'private')",
    ),
    ChangesObject(
        names=(".set_container_metadata",),
        on=("openstack object_store",),
        what="container",
        verb=Verb.GRANT,
        store="openstack",
        target=Argument(0, "container"),
        protections=(("read_ACL.", ".r:[*]*", "reading"), ("write_ACL.", "*[*]:[*]*", "writing")),
        beside=_BESIDE,
        example=_START + "conn.object_store.set_container_metadata('shop', read_ACL='.r:*')",
        twin=_START + "conn.object_store.set_container_metadata('shop', read_ACL='ops:*')",
    ),
)
