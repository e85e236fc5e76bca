"""linode_api4: instances, volumes, clusters, databases, domains and buckets deleted.

Source: the reference of linode_api4 5.48 (`LinodeClient`, the groups, `Base.delete`). What a group
lists is narrowed by positional filters (`Instance.tags.contains("ci")`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_START = "from linode_api4 import LinodeClient\nclient = LinodeClient(token)\n"
_GROUPED = "groups are attributes of the client"
_THINGS: tuple[tuple[str, str, str, str], ...] = (
    ("Instance", "linode", "instances()", "instance"),
    ("Volume", "", "volumes()", "volume"),
    ("Image", "", "images()", "image"),
    ("Domain", "", "domains()", "domain with its records"),
    ("LKECluster", "lke", "clusters()", "cluster"),
    ("MySQLDatabase", "database", "mysql_instances()", "database"),
    ("PostgreSQLDatabase", "database", "postgresql_instances()", "database"),
    ("ObjectStorageBucket", "object_storage", "buckets()", "bucket"),
)
"""A class, the group of the client that lists its objects, by which method, and what they are."""

KINDS: tuple[Kind, ...] = (
    Makes(names=("linode_api4.LinodeClient",), kind="linode", proxy=_GROUPED),
    Gives(kind="linode", member="load()", gives="linode loaded", named=Argument(1, "target_id")),
    *(
        Gives(kind="linode", member=group, gives=f"linode {group}")
        for group in dict.fromkeys(one[1] for one in _THINGS if one[1])
    ),
    *(
        kind
        for name, group, listing, _ in _THINGS
        for kind in (
            Makes(names=(f"linode_api4.{name}",), kind=f"linode {name}", named=Argument(1, "id")),
            Gives(kind=f"linode {group}".strip(), member=listing, gives=f"{name}s", narrows=True),
            Gives(kind=f"{name}s", member="for [] first() only()", gives=f"linode {name}"),
        )
    ),
)


def _deleted(name: str, group: str, listing: str, what: str) -> ChangesObject:
    start = f"{_START}for one in client.{f'{group}.' if group else ''}{listing}:\n    "
    return ChangesObject(
        names=(".delete",),
        on=(f"linode {name}",),
        what=what,
        store="linode",
        beside=("linode_api4",),
        example=f"{start}one.delete()",
        twin=f"{start}one.save()",
    )


ROWS: tuple[Row, ...] = (
    *(_deleted(*one) for one in _THINGS),
    ChangesObject(
        names=(".delete",),
        on=("linode loaded",),
        what="resource",
        store="linode",
        beside=("linode_api4",),
        unproved="what is loaded is an object of the class that is given",
        example=_START + "client.load(LKECluster, 7).delete()",
        twin=_START + "client.load(LKECluster, 7).save()",
    ),
)
