"""pydo, DigitalOcean's own client: databases, droplets, volumes, clusters and domains deleted.

Source: the reference of pydo 0.44. A destroyed database cluster takes its backups with it.
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_START = "from pydo import Client\nclient = Client(token=token)\n"
_TYPE = r"[\"']type[\"']\s*:\s*[\"']"
_PARTS = "operations are attributes of the client"
_METHODS: tuple[tuple[str, str, str, str, int, str], ...] = (
    (
        "databases",
        "destroy_cluster",
        "database cluster with its backups",
        "database_cluster_uuid",
        0,
        "get_cluster",
    ),
    ("databases", "delete", "database", "database_name", 1, "get"),
    ("droplets", "destroy", "droplet", "droplet_id", 0, "get"),
    ("droplets", "destroy_by_tag", "droplets", "tag_name", -1, "list"),
    ("volumes", "delete", "volume", "volume_id", 0, "get"),
    ("snapshots", "delete", "snapshot", "snapshot_id", 0, "get"),
    ("images", "delete", "image", "image_id", 0, "get"),
    ("kubernetes", "delete_cluster", "cluster", "cluster_id", 0, "get_cluster"),
    (
        "kubernetes",
        "destroy_associated_resources_dangerous",
        "cluster with its volumes",
        "cluster_id",
        0,
        "get_cluster",
    ),
    ("domains", "delete", "domain with its records", "domain_name", 0, "get"),
    ("apps", "delete", "application", "id", 0, "get"),
    ("databases", "destroy_replica", "replica", "replica_name", 1, "get_replica"),
    ("databases", "delete_kafka_topic", "topic", "topic_name", 1, "get_kafka_topic"),
    ("databases", "delete_opensearch_index", "index", "index_name", 1, "list_opeasearch_indexes"),
    (
        "droplets",
        "destroy_with_associated_resources_dangerous",
        "droplet with its volumes and snapshots",
        "droplet_id",
        0,
        "get",
    ),
    ("volumes", "delete_by_name", "volume", "name", -1, "list"),
    ("volume_snapshots", "delete_by_id", "snapshot", "snapshot_id", 0, "get_by_id"),
    ("kubernetes", "delete_node_pool", "pool of nodes", "node_pool_id", 1, "get_node_pool"),
    ("registry", "delete", "container registry", "", -1, "get"),
    ("nfs", "delete", "file system", "nfs_id", 0, "get"),
    ("domains", "delete_record", "record", "domain_record_id", 1, "get_record"),
    ("functions", "delete_namespace", "namespace", "namespace_id", 0, "get_namespace"),
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("pydo.Client", "pydo.aio.Client"), kind="pydo", proxy=_PARTS),
    *(
        Gives(kind="pydo", member=part, gives=f"pydo {part}")
        for part in dict.fromkeys((*(one[0] for one in _METHODS), "droplet_actions"))
    ),
)


def _deleted(one: tuple[str, str, str, str, int, str]) -> ChangesObject:
    part, method, what, argument, place, twin = one
    given = '"shop"' if place == 0 else f'{argument}="shop"' if argument else ""
    return ChangesObject(
        names=(f".{method}",),
        on=(f"pydo {part}",),
        what=what,
        store="digitalocean",
        target=Argument(place, argument),
        beside=("pydo",),
        example=f"{_START}client.{part}.{method}({given})",
        twin=f"{_START}client.{part}.{twin}({given})",
    )


_ACTIONS = _START + "client.droplet_actions.post(7, body={{'type': '{0}'}})"

ROWS: tuple[Row, ...] = (
    *(_deleted(one) for one in _METHODS),
    ChangesObject(
        names=(".post",),
        on=("pydo droplet_actions",),
        what="disk of the droplet",
        store="digitalocean",
        target=Argument(0, "droplet_id"),
        when=((Argument(1, "body"), (rf"~~{_TYPE}(?:rebuild|restore)\b",)),),
        beside=("pydo",),
        example=_ACTIONS.format("rebuild"),
        twin=_ACTIONS.format("reboot"),
    ),
    ChangesObject(
        names=(".post",),
        on=("pydo droplet_actions",),
        what="droplet",
        verb=Verb.ALTER,
        store="digitalocean",
        target=Argument(0, "droplet_id"),
        when=((Argument(1, "body"), (rf"~~{_TYPE}disable_backups\b",)),),
        protections=(("-", "-", "automated backups"),),
        beside=("pydo",),
        example=_ACTIONS.format("disable_backups"),
        twin=_ACTIONS.format("enable_backups"),
    ),
)
