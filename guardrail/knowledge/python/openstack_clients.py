"""OpenStack by its services' own clients: servers, volumes, images, projects, objects deleted.

Source: the references of python-novaclient 18, python-cinderclient 9, python-glanceclient 4,
python-keystoneclient 5 and python-swiftclient 4.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import (
    RECEIVER,
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_UNPROVED = "the packages aren't installed for the tests"
_BESIDE = ("novaclient", "cinderclient", "glanceclient", "keystoneclient", "swiftclient")

_CLIENTS: tuple[tuple[str, tuple[str, ...], str, str, str], ...] = (
    ("nova", ("novaclient.client.Client",), "servers", "server", "delete force_delete"),
    ("cinder", ("cinderclient.client.Client",), "volumes", "volume", "delete force_delete"),
    ("cinder", ("cinderclient.client.Client",), "volume_snapshots", "snapshot", "delete"),
    ("cinder", ("cinderclient.client.Client",), "backups", "backup", "delete"),
    ("glance", ("glanceclient.Client", "glanceclient.client.Client"), "images", "image", "delete"),
    (
        "keystone",
        ("keystoneclient.v3.client.Client", "keystoneclient.client.Client"),
        "projects",
        "project",
        "delete",
    ),
    (
        "keystone",
        ("keystoneclient.v3.client.Client", "keystoneclient.client.Client"),
        "users",
        "user",
        "delete",
    ),
)
"""A service, its client, a collection of it, one of them, and the methods that delete one."""

_SWIFT = "import swiftclient\nconn = swiftclient.Connection(session=session)\n"

KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=names, kind=f"{service} client", unproved=_UNPROVED)
        for service, names in dict.fromkeys((one[0], one[1]) for one in _CLIENTS)
    ),
    *(
        kind
        for service, _, many, one, _ in _CLIENTS
        for kind in (
            Gives(kind=f"{service} client", member=many, gives=f"{service} {many}"),
            Gives(kind=f"{service} {many}", member="get() find()", gives=f"{service} {one}"),
            Gives(kind=f"{service} {many}", member="list()", gives=f"{service} listed {many}"),
            Gives(kind=f"{service} listed {many}", member="for []", gives=f"{service} {one}"),
        )
    ),
    Makes(
        names=("swiftclient.Connection", "swiftclient.client.Connection"),
        kind="swift connection",
        unproved=_UNPROVED,
    ),
    Gives(
        kind="swift connection",
        member="get_container()",
        gives="swift listing",
        filters=("prefix",),
    ),
    Gives(kind="swift listing", member="[]", gives="swift objects"),
    Gives(kind="swift objects", member="for", gives="swift object"),
    Gives(kind="swift object", member="[]", gives="swift object"),
)


def _start(service: str, name: str) -> str:
    module, _, _ = name.rpartition(".")
    return f"from {module} import Client\n{service} = Client('3', session=session)\n{service}."


def _objects(which: str) -> str:
    return (
        f"{_SWIFT}for one in conn.get_container('invoices'{which})[1]:\n"
        "    conn.delete_object('invoices', one['name'])"
    )


ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=tuple(f".{method}" for method in methods.split()),
            on=(f"{service} {kind}",),
            what=one,
            store="openstack",
            target=FIRST if kind == many else RECEIVER,
            beside=_BESIDE,
            unproved=_UNPROVED,
            example=_start(service, names[0])
            + (f"{many}.delete('7')" if kind == many else f"{many}.get('7').delete()"),
            twin=f"{_start(service, names[0])}{many}.get('7')",
        )
        for service, names, many, one, methods in _CLIENTS
        for kind in (many, one)
    ),
    ChangesObject(
        names=(".delete_container",),
        on=("swift connection",),
        what="container",
        store="openstack",
        target=FIRST,
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=_SWIFT + "conn.delete_container('invoices')",
        twin=_SWIFT + "conn.get_container('invoices')",
    ),
    ChangesData(
        names=(".delete_object",),
        on=("swift connection",),
        verb=Verb.DELETE,
        target=FIRST,
        filter=Argument(1, "obj"),
        each=True,
        store="swift",
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=_objects(""),
        twin=_objects(", prefix='tmp/'"),
    ),
)
