"""Smaller clouds' own libraries: servers, volumes, zones, databases and buckets deleted.

Source: the references of hcloud 2, cloudflare 4 and minio 7.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_HETZNER = "from hcloud import Client\nclient = Client(token=token)\n"
_FLARE = "from cloudflare import Cloudflare\nclient = Cloudflare(api_token=token)\n"
_MINIO = "from minio import Minio\nclient = Minio('minio.acme.io')\n"
_COLLECTIONS = (
    ("servers", "server"),
    ("volumes", "volume"),
    ("networks", "network"),
    ("images", "image"),
    ("load_balancers", "load balancer"),
)
_OF_ZONES = (
    ("zones", "zone", "zone_id", -1),
    ("d1.database", "database", "database_id", 0),
    ("r2.buckets", "bucket", "bucket_name", 0),
    ("kv.namespaces", "namespace", "namespace_id", 0),
)
_PROPERTIES = "resources are properties of the client"

KINDS: tuple[Kind, ...] = (
    Makes(names=("hcloud.Client",), kind="hcloud client", proxy="its collections are attributes"),
    *(
        kind
        for many, one in _COLLECTIONS
        for kind in (
            Gives(kind="hcloud client", member=many, gives=f"hcloud {many}"),
            Gives(
                kind=f"hcloud {many}",
                member="get_by_id() get_by_name()",
                gives=f"hcloud {one}",
                named=FIRST,
            ),
            Gives(kind=f"hcloud {many}", member="get_all()", gives=f"hcloud listed {many}"),
            Gives(kind=f"hcloud listed {many}", member="for []", gives=f"hcloud {one}"),
        )
    ),
    Makes(
        names=("cloudflare.Cloudflare", "cloudflare.AsyncCloudflare"),
        kind="cloudflare",
        proxy=_PROPERTIES,
    ),
    Gives(kind="cloudflare", member="zones", gives="cloudflare zones"),
    Gives(kind="cloudflare", member="d1", gives="cloudflare d1"),
    Gives(kind="cloudflare d1", member="database", gives="cloudflare d1.database"),
    Gives(kind="cloudflare", member="r2", gives="cloudflare r2"),
    Gives(kind="cloudflare r2", member="buckets", gives="cloudflare r2.buckets"),
    Gives(kind="cloudflare", member="kv", gives="cloudflare kv"),
    Gives(kind="cloudflare kv", member="namespaces", gives="cloudflare kv.namespaces"),
    Gives(kind="cloudflare", member="dns", gives="cloudflare dns"),
    Gives(kind="cloudflare dns", member="records", gives="cloudflare records"),
    Gives(
        kind="cloudflare records",
        member="list()",
        gives="cloudflare listed records",
        filters=("name", "type", "content", "comment", "search", "tag"),
    ),
    Gives(kind="cloudflare listed records", member="for", gives="cloudflare record"),
    Gives(kind="cloudflare record", member="id", gives="cloudflare record"),
    Makes(names=("minio.Minio", "minio.api.Minio"), kind="minio"),
    Gives(kind="minio", member="list_objects()", gives="minio objects", filters=("prefix",)),
    Gives(kind="minio objects", member="for", gives="minio object"),
    Gives(kind="minio object", member="object_name", gives="minio object"),
)


def _bound(many: str, one: str) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(f"hcloud {one}",),
        what=one,
        store="hetzner",
        beside=("hcloud",),
        example=f"{_HETZNER}client.{many}.get_by_name('shop').delete()",
        twin=f"{_HETZNER}client.{many}.get_by_name('shop').update(name='old')",
    )


def _collected(many: str, one: str) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(f"hcloud {many}",),
        what=one,
        store="hetzner",
        target=FIRST,
        beside=("hcloud",),
        example=f"{_HETZNER}client.{many}.delete(thing)",
        twin=f"{_HETZNER}client.{many}.get_all()",
    )


def _zoned(part: str, what: str, argument: str, position: int) -> ChangesObject:
    return ChangesObject(
        names=(".delete",),
        on=(f"cloudflare {part}",),
        what=what,
        store="cloudflare",
        target=Argument(position, argument),
        beside=("cloudflare",),
        example=f"{_FLARE}client.{part}.delete({argument}='shop')",
        twin=f"{_FLARE}client.{part}.get({argument}='shop')",
    )


ROWS: tuple[Row, ...] = (
    *(_bound(*one) for one in _COLLECTIONS),
    *(_collected(*one) for one in _COLLECTIONS),
    *(_zoned(*one) for one in _OF_ZONES),
    RunsQuery(
        names=(".query", ".raw"),
        on=("cloudflare d1.database",),
        language="sql",
        text=Argument(-1, "sql"),
        like=r"(?s)\s*\S",
        store="sqlite",
        beside=("cloudflare",),
        example=f"{_FLARE}client.d1.database.query('d', account_id='a', sql='DELETE FROM users')",
        twin=f"{_FLARE}client.d1.database.query('d', account_id='a', sql='SELECT 1')",
    ),
    ChangesData(
        names=(".delete",),
        on=("cloudflare records",),
        verb=Verb.DELETE,
        target="the records of the zone",
        filter=Argument(0, "dns_record_id"),
        each=True,
        store="cloudflare",
        beside=("cloudflare",),
        example=_FLARE
        + "for one in client.dns.records.list(zone_id=zone):\n"
        + "    client.dns.records.delete(one.id, zone_id=zone)",
        twin=_FLARE
        + "for one in client.dns.records.list(zone_id=zone, type='TXT'):\n"
        + "    client.dns.records.delete(one.id, zone_id=zone)",
    ),
    ChangesObject(
        names=(".remove_bucket",),
        on=("minio",),
        what="bucket",
        store="minio",
        target=Argument(0, "bucket_name"),
        recoverable=Recoverable.BACKUP,  # It is refused while there is anything in it.
        beside=("minio",),
        example=_MINIO + "client.remove_bucket('shop')",
        twin=_MINIO + "client.bucket_exists('shop')",
    ),
    ChangesData(
        names=(".remove_object",),
        on=("minio",),
        verb=Verb.DELETE,
        target=Argument(0, "bucket_name"),
        filter=Argument(1, "object_name"),
        each=True,
        store="minio",
        beside=("minio",),
        example=_MINIO
        + "for one in client.list_objects('shop', recursive=True):\n"
        + "    client.remove_object('shop', one.object_name)",
        twin=_MINIO
        + "for one in client.list_objects('shop', prefix='tmp/'):\n"
        + "    client.remove_object('shop', one.object_name)",
    ),
    ChangesData(
        names=(".remove_objects",),
        on=("minio",),
        verb=Verb.DELETE,
        target=Argument(0, "bucket_name"),
        filter=Argument(1, "delete_object_list"),
        each=True,
        store="minio",
        beside=("minio",),
        example=_MINIO
        + "found = client.list_objects('shop', recursive=True)\n"
        + "client.remove_objects('shop', (DeleteObject(one.object_name) for one in found))",
        twin=_MINIO
        + "found = client.list_objects('shop', prefix='tmp/', recursive=True)\n"
        + "client.remove_objects('shop', (DeleteObject(one.object_name) for one in found))",
    ),
)
