"""Apache Libcloud: nodes, volumes, containers, zones and balancers of any cloud destroyed.

Source: the reference of apache-libcloud 3 (`compute.base`, `storage.base`, `dns.base`,
`loadbalancer.base`): a driver of each cloud is made by what `get_driver` gives.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("libcloud",)
_PARTS = ("compute", "storage", "dns", "loadbalancer")
_BY_DRIVERS: tuple[tuple[str, str, str, bool], ...] = (
    ("compute", "destroy_node", "node", False),
    ("compute", "destroy_volume", "volume", False),
    ("compute", "destroy_volume_snapshot", "snapshot", False),
    ("compute", "delete_image", "image", False),
    ("storage", "delete_container", "container", False),
    ("dns", "delete_zone", "zone with its records", False),
    ("dns", "delete_record", "record", False),
    ("loadbalancer", "destroy_balancer", "balancer", True),
)
_LISTED: tuple[tuple[str, str, str, str, str], ...] = (
    ("compute", "list_nodes()", "node", ".destroy", "node"),
    ("compute", "list_volumes()", "volume", ".destroy", "volume"),
    ("storage", "list_containers()", "container", ".delete", "container"),
    ("dns", "list_zones()", "zone", ".delete", "zone with its records"),
)
_ONE = (
    ("storage", "get_container()", "container"),
    ("dns", "get_zone()", "zone"),
)

KINDS: tuple[Kind, ...] = (
    *(
        Makes(
            names=(f"libcloud.{part}.providers.get_driver",),
            kind=f"libcloud {part} drivers",
        )
        for part in _PARTS
    ),
    *(
        Makes(
            names=(f"libcloud.{part}.providers.get_driver()",),
            kind=f"libcloud {part}",
            unproved="it gives the class of a provider",
        )
        for part in _PARTS
    ),
    *(
        kind
        for part, listing, one, _, _ in _LISTED
        for kind in (
            Gives(kind=f"libcloud {part}", member=listing, gives=f"libcloud {one}s"),
            Gives(kind=f"libcloud {one}s", member="for []", gives=f"libcloud {one}"),
        )
    ),
    *(
        Gives(kind=f"libcloud {part}", member=getting, gives=f"libcloud {one}", named=FIRST)
        for part, getting, one in _ONE
    ),
    Gives(
        kind="libcloud container",
        member="list_objects() iterate_objects()",
        gives="libcloud objects",
        filters=("prefix",),
    ),
    Gives(kind="libcloud objects", member="for", gives="libcloud object"),
)


def _start(part: str) -> str:
    return f"from libcloud.{part}.providers import get_driver\ndriver = get_driver('x')(key)\n"


ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(f"libcloud {part}",),
            what=what,
            store="libcloud",
            target=Argument(0, ""),
            recoverable=Recoverable.YES if again else Recoverable.NO,
            beside=_BESIDE,
            example=f"{_start(part)}driver.{method}(thing)",
            twin=f"{_start(part)}driver.list_locations()",
        )
        for part, method, what, again in _BY_DRIVERS
    ),
    *(
        ChangesObject(
            names=(method,),
            on=(f"libcloud {one}",),
            what=what,
            store="libcloud",
            beside=_BESIDE,
            example=f"{_start(part)}for one in driver.{listing}:\n    one{method}()",
            twin=f"{_start(part)}for one in driver.{listing}:\n    print(one)",
        )
        for part, listing, one, method, what in _LISTED
    ),
    ChangesData(
        names=(".delete",),
        on=("libcloud object",),
        verb=Verb.DELETE,
        store="libcloud",
        beside=_BESIDE,
        example=_start("storage")
        + "for one in driver.get_container('shop').list_objects():\n    one.delete()",
        twin=_start("storage")
        + "for one in driver.get_container('shop').list_objects(prefix='tmp/'):\n    one.delete()",
    ),
)
