"""python-digitalocean: droplets, volumes, snapshots, images, domains and the like destroyed.

Source: the reference of python-digitalocean 1.17 (`Manager`, `BaseAPI` and its classes) and the
API's pages "Droplet actions" (a rebuild or a restore writes the disk over).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Row

_OCEAN = "import digitalocean\nmanager = digitalocean.Manager(token=token)\n"
_MANAGER = "digitalocean manager"

_THINGS: tuple[tuple[str, str, str, str, bool], ...] = (
    ("Droplet", "get_droplet", "get_all_droplets", "droplet", False),
    ("Volume", "get_volume", "get_all_volumes", "volume", False),
    (
        "Snapshot",
        "get_snapshot",
        "get_all_snapshots get_droplet_snapshots get_volume_snapshots",
        "snapshot",
        False,
    ),
    ("Image", "get_image", "get_my_images get_images get_all_images", "image", False),
    ("Domain", "get_domain", "get_all_domains", "domain with its records", False),
    ("LoadBalancer", "get_load_balancer", "get_all_load_balancers", "load balancer", True),
    ("FloatingIP", "get_floating_ip", "get_all_floating_ips", "address", False),
    ("Certificate", "get_certificate", "get_all_certificates", "certificate", True),
    ("VPC", "get_vpc", "get_all_vpcs", "network", True),
)
"""A class, what gives one and what gives several, what they are, whether they are made anew."""

_OVER = ("rebuild", "restore")


def _kinds(name: str, one: str, several: str) -> tuple[Kind, ...]:
    kind = f"digitalocean {name}"
    listing = " ".join(f"{each}()" for each in several.split())
    return (
        Makes(names=(f"digitalocean.{name}", f"digitalocean.{name}.{name}"), kind=kind),
        Gives(kind=_MANAGER, member=f"{one}()", gives=kind, named=FIRST),
        Gives(kind=_MANAGER, member=listing, gives=f"{kind}s", filters=("tag_name",)),
        Gives(kind=f"{kind}s", member="for []", gives=kind),
    )


KINDS: tuple[Kind, ...] = (
    Makes(names=("digitalocean.Manager", "digitalocean.Manager.Manager"), kind=_MANAGER),
    *(kind for name, one, several, _, _ in _THINGS for kind in _kinds(name, one, several)),
    Gives(kind="digitalocean Droplet", member="get_snapshots()", gives="digitalocean Snapshots"),
    Gives(kind="digitalocean Volume", member="get_snapshots()", gives="digitalocean Snapshots"),
    Gives(kind="digitalocean Domain", member="get_records()", gives="digitalocean Records"),
    Gives(kind="digitalocean Records", member="for []", gives="digitalocean Record"),
)


def _destroyed(name: str, one: str, what: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(".destroy",),
        on=(f"digitalocean {name}",),
        what=what,
        store="digitalocean",
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("digitalocean",),
        example=f"{_OCEAN}manager.{one}('7').destroy()",
        twin=f"{_OCEAN}manager.{one}('7').load()",
    )


ROWS: tuple[Row, ...] = (
    *(_destroyed(name, one, what, again) for name, one, _, what, again in _THINGS),
    ChangesObject(
        names=(".destroy",),
        on=("digitalocean Record",),
        what="record",
        store="digitalocean",
        beside=("digitalocean",),
        example=_OCEAN + "for one in manager.get_domain('a.io').get_records():\n    one.destroy()",
        twin=_OCEAN + "for one in manager.get_domain('a.io').get_records():\n    one.save()",
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=("digitalocean Droplet",),
            what="disk of the droplet",
            store="digitalocean",
            beside=("digitalocean",),
            example=f"{_OCEAN}manager.get_droplet('7').{method}(7)",
            twin=f"{_OCEAN}manager.get_droplet('7').reboot()",
        )
        for method in _OVER
    ),
    ChangesObject(
        names=(".disable_backups",),
        on=("digitalocean Droplet",),
        what="droplet",
        verb=Verb.ALTER,
        store="digitalocean",
        protections=(("-", "-", "automated backups"),),
        beside=("digitalocean",),
        example=_OCEAN + "manager.get_droplet('7').disable_backups()",
        twin=_OCEAN + "manager.get_droplet('7').reboot()",
    ),
)
