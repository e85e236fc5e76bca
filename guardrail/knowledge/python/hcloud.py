"""hcloud: what protects servers and volumes of Hetzner, disks written over, addresses and zones.

Source: the reference of hcloud 2 (`BoundServer`, `ServersClient`, `change_protection`, `rebuild`,
`disable_backup`) and the API's pages "Protection" and "Server actions". What an object can be told
to do, its collection can be told of it: `server.rebuild(image)`, `servers.rebuild(server, image)`.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import RECEIVER, ChangesObject, Gives, Kind
from guardrail.knowledge.python.rows import FIRST, Row

_HETZNER = "from hcloud import Client\nclient = Client(token=token)\n"
_PROTECTED = ("server", "volume", "network", "image", "load_balancer", "floating_ip", "primary_ip")
_MORE = (
    ("floating_ips", "floating ip", False),
    ("primary_ips", "primary ip", False),
    ("zones", "zone", False),
    ("firewalls", "firewall", True),
    ("certificates", "certificate", True),
)

KINDS: tuple[Kind, ...] = tuple(
    kind
    for many, one, _ in _MORE
    for kind in (
        Gives(kind="hcloud client", member=many, gives=f"hcloud {many}"),
        Gives(
            kind=f"hcloud {many}",
            member="get()" if many == "zones" else "get_by_id() get_by_name()",
            gives=f"hcloud {one}",
            named=FIRST,
        ),
        Gives(kind=f"hcloud {many}", member="get_all()", gives=f"hcloud listed {many}"),
        Gives(kind=f"hcloud listed {many}", member="for []", gives=f"hcloud {one}"),
    )
)


def _deleted(many: str, one: str, again: bool) -> ChangesObject:
    got = "get" if many == "zones" else "get_by_name"
    return ChangesObject(
        names=(".delete",),
        on=(f"hcloud {one}",),
        what=one,
        store="hetzner",
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("hcloud",),
        example=f"{_HETZNER}client.{many}.{got}('shop').delete()",
        twin=f"{_HETZNER}client.{many}.{got}('shop').update(name='old')",
    )


def _deleted_there(many: str, one: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(f"hcloud {many}",),
        what=one,
        store="hetzner",
        target=FIRST,
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("hcloud",),
        example=f"{_HETZNER}client.{many}.delete(thing)",
        twin=f"{_HETZNER}client.{many}.get_all()",
    )


def _unprotected(one: str) -> tuple[ChangesObject, ...]:
    many, thing = f"{_HETZNER}client.{one}s", one.replace("_", " ")
    return tuple(
        ChangesObject(
            names=(".change_protection",),
            on=(f"hcloud {of}",),
            what=thing,
            verb=Verb.ALTER,
            store="hetzner",
            target=target,
            protections=(("delete.", "False", "deletion protection"),),
            beside=("hcloud",),
            example=f"{many}{called}delete=False)",
            twin=f"{many}{called}delete=True)",
        )
        for of, target, called in (
            (thing, RECEIVER, ".get_by_name('shop').change_protection("),
            (f"{one}s", FIRST, ".change_protection(thing, "),
        )
    )


def _of_servers(
    name: str, what: str, verb: Verb, *, given: str = "", twin: str, lost: str = ""
) -> tuple[ChangesObject, ...]:
    """What a server can be told to do, and its collection of it."""
    return tuple(
        ChangesObject(
            names=(f".{name}",),
            on=(f"hcloud {of}",),
            what=what,
            verb=verb,
            store="hetzner",
            target=target,
            protections=(("-", "-", lost),) if lost else (),
            beside=("hcloud",),
            example=f"{_HETZNER}client.servers.{called}{name}({', '.join(filter(None, args))})",
            twin=f"{_HETZNER}client.servers.{called}{twin}({first})",
        )
        for of, target, called, first in (
            ("server", RECEIVER, "get_by_name('shop').", ""),
            ("servers", FIRST, "", "server"),
        )
        for args in ((first, given),)
    )


ROWS: tuple[Row, ...] = (
    *(_deleted(*one) for one in _MORE),
    *(_deleted_there(*one) for one in _MORE),
    *(row for one in _PROTECTED for row in _unprotected(one)),
    *_of_servers("rebuild", "disk of the server", Verb.DROP, given="image", twin="reboot"),
    *_of_servers(
        "disable_backup", "server", Verb.ALTER, twin="enable_backup", lost="automated backups"
    ),
    ChangesObject(
        names=(".remove_from_resources",),
        on=("hcloud firewall", "hcloud firewalls"),
        what="server behind the firewall",
        verb=Verb.ALTER,
        store="hetzner",
        target="",
        protections=(("-", "-", "its firewall"),),
        beside=("hcloud",),
        example=_HETZNER + "client.firewalls.get_by_name('shop').remove_from_resources(found)",
        twin=_HETZNER + "client.firewalls.get_by_name('shop').apply_to_resources(found)",
    ),
)
