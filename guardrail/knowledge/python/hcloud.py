"""hcloud: what protects servers and volumes of Hetzner, disks written over, addresses and zones.

Source: the reference of hcloud 2 (`BoundServer`, `change_protection`, `rebuild`, `disable_backup`)
and the API's pages "Protection" and "Server actions".
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind
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


def _unprotected(one: str) -> ChangesObject:
    made = f"{_HETZNER}client.{one}s.get_by_name('shop')"
    return ChangesObject(
        names=(".change_protection",),
        on=(f"hcloud {one.replace('_', ' ')}",),
        what=one.replace("_", " "),
        verb=Verb.ALTER,
        store="hetzner",
        protections=(("delete.", "False", "deletion protection"),),
        beside=("hcloud",),
        example=f"{made}.change_protection(delete=False)",
        twin=f"{made}.change_protection(delete=True)",
    )


ROWS: tuple[Row, ...] = (
    *(_deleted(*one) for one in _MORE),
    *(_unprotected(one) for one in _PROTECTED),
    ChangesObject(
        names=(".rebuild",),
        on=("hcloud server",),
        what="disk of the server",
        store="hetzner",
        beside=("hcloud",),
        example=_HETZNER + "client.servers.get_by_name('shop').rebuild(image)",
        twin=_HETZNER + "client.servers.get_by_name('shop').reboot()",
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
    ChangesObject(
        names=(".disable_backup",),
        on=("hcloud server",),
        what="server",
        verb=Verb.ALTER,
        store="hetzner",
        protections=(("-", "-", "automated backups"),),
        beside=("hcloud",),
        example=_HETZNER + "client.servers.get_by_name('shop').disable_backup()",
        twin=_HETZNER + "client.servers.get_by_name('shop').enable_backup()",
    ),
)
