"""Oracle Cloud Infrastructure: databases, volumes, buckets, compartments and keys deleted.

Source: the clients of oci 2.189, whose methods take the identifier first of all. The package is too
large to be installed for the tests.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_LARGE = "the package isn't installed for the tests"
_DATABASE, _COMPUTE, _BLOCKS, _NETWORK = (
    "database.DatabaseClient",
    "core.ComputeClient",
    "core.BlockstorageClient",
    "core.VirtualNetworkClient",
)
_OBJECTS, _PEOPLE = "object_storage.ObjectStorageClient", "identity.IdentityClient"

_DELETED: tuple[tuple[str, str, str, str, int, bool], ...] = (
    (_DATABASE, "terminate_db_system", "database system", "db_system_id", 0, False),
    (_DATABASE, "delete_database", "database", "database_id", 0, False),
    (_DATABASE, "delete_autonomous_database", "database", "autonomous_database_id", 0, False),
    (_DATABASE, "delete_backup", "backup", "backup_id", 0, False),
    ("mysql.DbSystemClient", "delete_db_system", "database system", "db_system_id", 0, False),
    ("psql.PostgresqlClient", "delete_db_system", "database system", "db_system_id", 0, False),
    ("nosql.NosqlClient", "delete_table", "table", "table_name_or_id", 0, False),
    ("redis.RedisClusterClient", "delete_redis_cluster", "cache", "redis_cluster_id", 0, True),
    (_COMPUTE, "terminate_instance", "instance", "instance_id", 0, False),
    (_BLOCKS, "delete_volume", "volume", "volume_id", 0, False),
    (_BLOCKS, "delete_boot_volume", "volume", "boot_volume_id", 0, False),
    (_BLOCKS, "delete_volume_backup", "backup", "volume_backup_id", 0, False),
    (_NETWORK, "delete_vcn", "network", "vcn_id", 0, True),
    (_OBJECTS, "delete_bucket", "bucket", "bucket_name", 1, False),
    (_PEOPLE, "delete_compartment", "compartment", "compartment_id", 0, False),
    (_PEOPLE, "delete_user", "user", "user_id", 0, False),
    (
        "container_engine.ContainerEngineClient",
        "delete_cluster",
        "cluster",
        "cluster_id",
        0,
        False,
    ),
    (
        "file_storage.FileStorageClient",
        "delete_file_system",
        "file system",
        "file_system_id",
        0,
        False,
    ),
    ("dns.DnsClient", "delete_zone", "zone", "zone_name_or_id", 0, False),
    ("queue.QueueAdminClient", "delete_queue", "queue", "queue_id", 0, False),
    ("vault.VaultsClient", "schedule_secret_deletion", "secret", "secret_id", 0, False),
    (
        "key_management.KmsManagementClient",
        "schedule_key_deletion",
        "key",
        "key_id",
        0,
        False,
    ),
    (
        "key_management.KmsVaultClient",
        "schedule_vault_deletion",
        "vault of keys",
        "vault_id",
        0,
        False,
    ),
)
"""A client, its method, what goes, what names it, its place, whether it is made anew."""

KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=(f"oci.{client}",), kind=f"oracle {client}", unproved=_LARGE)
        for client in dict.fromkeys(one[0] for one in _DELETED)
    ),
    Gives(
        kind=f"oracle {_OBJECTS}",
        member="list_objects()",
        gives="oracle objects",
        filters=("prefix",),
    ),
    Gives(kind="oracle objects", member="data objects", gives="oracle objects"),
    Gives(kind="oracle objects", member="for", gives="oracle object"),
    Gives(kind="oracle object", member="name", gives="oracle object"),
)


def _start(client: str) -> str:
    return f"import oci\nclient = oci.{client}(oci.config.from_file())\n"


def _deleted(one: tuple[str, str, str, str, int, bool]) -> Row:
    client, method, what, named, place, again = one
    given = ", ".join([*(["'shop'"] * place), "'ocid1.a'"])
    return ChangesObject(
        names=(f".{method}",),
        on=(f"oracle {client}",),
        what=what,
        store="oracle",
        target=Argument(place, named),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=("oci",),
        unproved=_LARGE,
        example=f"{_start(client)}client.{method}({given})",
        twin=f"{_start(client)}client.get_{what.rpartition(' ')[2]}({given})",
    )


_LOOP = _start(_OBJECTS) + (
    "for one in client.list_objects('shop', 'invoices'{0}).data.objects:\n"
    "    client.delete_object('shop', 'invoices', one.name)"
)

ROWS: tuple[Row, ...] = (
    *(_deleted(one) for one in _DELETED),
    ChangesData(
        names=(".delete_object",),
        on=(f"oracle {_OBJECTS}",),
        verb=Verb.DELETE,
        target=Argument(1, "bucket_name"),
        filter=Argument(2, "object_name"),
        each=True,
        store="oracle",
        beside=("oci",),
        unproved=_LARGE,
        example=_LOOP.format(""),
        twin=_LOOP.format(", prefix='tmp/'"),
    ),
)
