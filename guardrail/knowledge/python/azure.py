"""Azure's SDK: containers, databases, resource groups, vaults and tables deleted or opened.

Source: the reference of azure-storage-blob 12, azure-cosmos 4, azure-data-tables 12,
azure-keyvault-secrets, -keys and -certificates 4, and of the management libraries azure-mgmt-sql,
-resource, -storage, -compute; the other management libraries follow the same pattern.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("azure",)

_ANYBODY = "blob|container|PublicAccess.[BC]*"
"""Access to a container's blobs for whoever knows their address."""

_MANAGED: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("sql.SqlManagementClient", "servers", "begin_delete", "SQL server", "server_name", "get"),
    (
        "sql.SqlManagementClient",
        "databases",
        "begin_delete",
        "SQL database",
        "database_name",
        "get",
    ),
    (
        "resource.ResourceManagementClient",
        "resource_groups",
        "begin_delete",
        "resource group with all that is in it",
        "resource_group_name",
        "get",
    ),
    (
        "resource.ResourceManagementClient",
        "resources",
        "begin_delete_by_id",
        "resource",
        "resource_id",
        "get_by_id",
    ),
    (
        "storage.StorageManagementClient",
        "storage_accounts",
        "delete",
        "storage account",
        "account_name",
        "get_properties",
    ),
    (
        "storage.StorageManagementClient",
        "blob_containers",
        "delete",
        "container",
        "container_name",
        "get",
    ),
    (
        "compute.ComputeManagementClient",
        "virtual_machines",
        "begin_delete",
        "virtual machine",
        "vm_name",
        "begin_deallocate",
    ),
    ("compute.ComputeManagementClient", "disks", "begin_delete", "disk", "disk_name", "get"),
    (
        "compute.ComputeManagementClient",
        "snapshots",
        "begin_delete",
        "snapshot",
        "snapshot_name",
        "get",
    ),
    (
        "cosmosdb.CosmosDBManagementClient",
        "database_accounts",
        "begin_delete",
        "Cosmos account",
        "account_name",
        "get",
    ),
    (
        "rdbms.postgresql_flexibleservers.PostgreSQLManagementClient",
        "servers",
        "begin_delete",
        "PostgreSQL server",
        "server_name",
        "get",
    ),
    (
        "rdbms.mysql_flexibleservers.MySQLManagementClient",
        "servers",
        "begin_delete",
        "MySQL server",
        "server_name",
        "get",
    ),
    (
        "containerservice.ContainerServiceClient",
        "managed_clusters",
        "begin_delete",
        "cluster",
        "resource_name",
        "get",
    ),
    ("redis.RedisManagementClient", "redis", "begin_delete", "Redis cache", "name", "get"),
    *(
        (f"{client}ManagementClient", part, method, what, argument, "get")
        for client, part, method, what, argument in (
            (
                "postgresqlflexibleservers.PostgreSQL",
                "servers",
                "begin_delete",
                "PostgreSQL server",
                "server_name",
            ),
            (
                "mysqlflexibleservers.MySQL",
                "servers",
                "begin_delete",
                "MySQL server",
                "server_name",
            ),
            ("dns.Dns", "zones", "begin_delete", "zone with its records", "zone_name"),
            ("eventhub.EventHub", "namespaces", "begin_delete", "namespace", "namespace_name"),
            ("servicebus.ServiceBus", "namespaces", "begin_delete", "namespace", "namespace_name"),
            (
                "containerregistry.ContainerRegistry",
                "registries",
                "begin_delete",
                "registry with its images",
                "registry_name",
            ),
            ("web.WebSite", "web_apps", "delete", "application", "name"),
        )
    ),
    *(
        ("recoveryservices.RecoveryServicesClient", "vaults", method, "vault", "vault_name", "get")
        for method in ("delete", "begin_delete")
    ),
    (
        "keyvault.KeyVaultManagementClient",
        "vaults",
        "begin_purge_deleted",
        "vault, for good",
        "vault_name",
        "get",
    ),
)
_VAULTS = (
    ("secrets.SecretClient", "secret", "name"),
    ("keys.KeyClient", "key", "name"),
    ("certificates.CertificateClient", "certificate", "certificate_name"),
)
_SERVICE, _CONTAINER, _BLOBS, _BLOB = (
    "azure blob service",
    "azure container",
    "azure blobs",
    "azure blob",
)
_COSMOS, _DATABASE, _ITEMS = "cosmos client", "cosmos database", "cosmos items"


def _classes(module: str, name: str) -> tuple[str, ...]:
    spelt = (f"{module}.{name}", f"{module}.aio.{name}")
    made = [""]
    if "keyvault" not in module:
        made.append(".from_connection_string")
    if name == "ContainerClient":
        made.append(".from_container_url")
    return tuple(f"{one}{how}" for one in spelt for how in made)


def _management(client: str) -> tuple[str, ...]:
    module, _, name = client.rpartition(".")
    inner = "resource.resources" if module == "resource" else module
    return tuple(f"azure.mgmt.{inner}{how}.{name}" for how in ("", ".aio"))


KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "azure.mgmt.resource.locks.ManagementLockClient",
            "azure.mgmt.resource.locks.aio.ManagementLockClient",
            "azure.mgmt.resource.ManagementLockClient",
        ),
        kind="azure lock client",
    ),
    Gives(kind="azure lock client", member="management_locks", gives="azure locks"),
    Makes(names=_classes("azure.storage.blob", "BlobServiceClient"), kind=_SERVICE),
    Makes(
        names=_classes("azure.storage.blob", "ContainerClient"),
        kind=_CONTAINER,
        named=Argument(1, "container_name"),
    ),
    Gives(
        kind=_SERVICE,
        member="get_container_client() create_container()",
        gives=_CONTAINER,
        named=FIRST,
    ),
    Gives(kind=_SERVICE, member="list_containers()", gives="azure containers"),
    Gives(kind="azure containers", member="for", gives="azure listed container"),
    Gives(
        kind=_CONTAINER,
        member="list_blobs() walk_blobs() list_blob_names()",
        gives=_BLOBS,
        filters=(Argument(0, "name_starts_with"),),
    ),
    Gives(kind=_BLOBS, member="for", gives=_BLOB),
    Gives(kind=_BLOB, member="name []", gives=_BLOB),
    Makes(names=_classes("azure.cosmos", "CosmosClient"), kind=_COSMOS),
    Gives(
        kind=_COSMOS,
        member="get_database_client() create_database() create_database_if_not_exists()",
        gives=_DATABASE,
        named=FIRST,
    ),
    Gives(
        kind=_DATABASE,
        member="get_container_client() create_container() create_container_if_not_exists()",
        gives="cosmos container",
        named=FIRST,
    ),
    Makes(names=("azure.cosmos.DatabaseProxy",), kind=_DATABASE),
    Makes(names=("azure.cosmos.ContainerProxy",), kind="cosmos container"),
    Gives(kind="cosmos container", member="read_all_items()", gives=_ITEMS),
    Gives(
        kind="cosmos container",
        member="query_items()",
        gives=_ITEMS,
        narrows=True,
        every=(r"(?is)(?:query=)?'select(?![^']*where)[^']*'(?:,.*)?",),
    ),
    Gives(kind=_ITEMS, member="for", gives="cosmos item"),
    Gives(kind="cosmos item", member="[] get()", gives="cosmos item"),
    Makes(names=_classes("azure.data.tables", "TableServiceClient"), kind="azure table service"),
    Makes(
        names=_classes("azure.data.tables", "TableClient"),
        kind="azure table",
        named=Argument(-1, "table_name"),
    ),
    Gives(
        kind="azure table service",
        member="get_table_client() create_table() create_table_if_not_exists()",
        gives="azure table",
        named=FIRST,
    ),
    Gives(kind="azure table", member="list_entities()", gives="azure entities"),
    Gives(kind="azure table", member="query_entities()", gives="azure entities", one=True),
    Gives(kind="azure entities", member="for", gives="azure entity"),
    Gives(kind="azure entity", member="[] get()", gives="azure entity"),
    *(
        Makes(
            names=_classes("azure.keyvault." + client.split(".")[0], client.split(".")[1]),
            kind=f"azure {client}",
        )
        for client, _, _ in _VAULTS
    ),
    *(
        Makes(
            names=_management(client),
            kind=f"azure {client}",
        )
        for client in dict.fromkeys(one[0] for one in _MANAGED)
    ),
    Makes(
        names=("azure.mgmt.resource.ResourceManagementClient",),
        kind="azure resource.ResourceManagementClient",
    ),
    *(
        Gives(kind=f"azure {client}", member=part, gives=f"azure {client} {part}")
        for client, part in dict.fromkeys((one[0], one[1]) for one in _MANAGED)
    ),
)


def _managed(
    client: str, part: str, method: str, *, what: str, argument: str, twin: str
) -> ChangesObject:
    module, _, name = client.rpartition(".")
    start = f"from azure.mgmt.{module} import {name}\nclient = {name}(credential, subscription)\n"
    place = {"resource_group_name": 0, "resource_id": 0, "database_name": 2}.get(argument, 1)
    place = {"begin_purge_deleted": 0, "blob_containers": 2}.get(
        method if part == "vaults" else part, place
    )
    given = ", ".join(['"shop"'] * place)
    given = f'{given}, "main"' if given else '"main"'
    return ChangesObject(
        names=(f".{method}",),
        on=(f"azure {client} {part}",),
        what=what,
        store="azure",
        target=Argument(place, argument),
        beside=_BESIDE,
        example=f"{start}client.{part}.{method}({given})",
        twin=f"{start}client.{part}.{twin}({given})",
    )


_LOCKS = (
    ("delete_at_resource_group_level", Argument(0, "resource_group_name"), '"shop", "keep"'),
    ("delete_at_subscription_level", Argument(0, "lock_name"), '"keep"'),
    ("delete_by_scope", Argument(0, "scope"), '"/subscriptions/7", "keep"'),
)


def _unlocked(method: str, target: Argument, given: str) -> ChangesObject:
    start = (
        "from azure.mgmt.resource.locks import ManagementLockClient\n"
        "client = ManagementLockClient(credential, subscription)\n"
    )
    return ChangesObject(
        names=(f".{method}",),
        on=("azure locks",),
        what="resources",
        verb=Verb.ALTER,
        store="azure",
        target=target,
        protections=(("-", "-", "the lock that kept it from being deleted"),),
        beside=_BESIDE,
        example=f"{start}client.management_locks.{method}({given})",
        twin=f"{start}client.management_locks.get_at_resource_group_level({given})",
    )


def _vault(client: str, what: str, argument: str, purge: bool) -> ChangesObject:
    module, _, name = client.rpartition(".")
    start = f"from azure.keyvault.{module} import {name}\nclient = {name}(url, credential)\n"
    method = f"purge_deleted_{what}" if purge else f"begin_delete_{what}"
    return ChangesObject(
        names=(f".{method}",),
        on=(f"azure {client}",),
        what=f"{what}, for good" if purge else what,
        store="azure",
        target=Argument(0, argument),
        recoverable=Recoverable.NO if purge else Recoverable.BACKUP,
        beside=_BESIDE,
        example=f'{start}client.{method}("shop")',
        twin=f'{start}client.get_{what}("shop")',
    )


_START = (
    "from azure.storage.blob import BlobServiceClient\n"
    "service = BlobServiceClient(url, credential)\n"
    'container = service.get_container_client("shop")\n'
)
_COSMOS_START = (
    "from azure.cosmos import CosmosClient\nclient = CosmosClient(url, key)\n"
    'database = client.get_database_client("shop")\n'
    'container = database.get_container_client("users")\n'
)
_TABLES = (
    "from azure.data.tables import TableServiceClient\n"
    "service = TableServiceClient.from_connection_string(text)\n"
    'table = service.get_table_client("users")\n'
)

ROWS: tuple[Row, ...] = (
    *(_unlocked(*one) for one in _LOCKS),
    ChangesObject(
        names=(".set_service_properties",),
        on=(_SERVICE,),
        what="storage account",
        verb=Verb.ALTER,
        protections=(
            ("delete_retention_policy.enabled", "False", "deleted blobs, kept for a while"),
        ),
        store="azure",
        beside=_BESIDE,
        example=_START
        + "from azure.storage.blob import RetentionPolicy\n"
        + "service.set_service_properties(delete_retention_policy=RetentionPolicy(enabled=False))",
        twin=_START
        + "from azure.storage.blob import RetentionPolicy\n"
        + "service.set_service_properties(delete_retention_policy=RetentionPolicy(enabled=True))",
    ),
    ChangesObject(
        names=(".create_container",),
        on=(_SERVICE,),
        what="container",
        verb=Verb.GRANT,
        protections=(("public_access.", _ANYBODY, "its access level"),),
        store="azure",
        target=Argument(0, "name"),
        beside=_BESIDE,
        example=_START + "service.create_container('shop', public_access='blob')",
        twin=_START + "service.create_container('shop')",
    ),
    ChangesObject(
        names=(".delete_container",),
        on=(_SERVICE,),
        what="container",
        store="azure",
        target=Argument(0, "container"),
        beside=_BESIDE,
        example=_START + 'service.delete_container("shop")',
        twin=_START + 'service.get_container_client("shop")',
    ),
    ChangesObject(
        names=(".delete_container",),
        on=(_CONTAINER,),
        what="container",
        store="azure",
        beside=_BESIDE,
        example=_START + "container.delete_container()",
        twin=_START + "container.exists()",
    ),
    ChangesData(
        names=(".delete_blob", ".delete_blobs"),
        on=(_CONTAINER,),
        verb=Verb.DELETE,
        filter=Argument(0, "blob"),
        each=True,
        store="azure blobs",
        beside=_BESIDE,
        example=_START
        + "for blob in container.list_blobs():\n    container.delete_blob(blob.name)",
        twin=_START
        + 'for blob in container.list_blobs(name_starts_with="tmp/"):\n'
        + "    container.delete_blob(blob.name)",
    ),
    ChangesObject(
        names=(".set_container_access_policy",),
        on=(_CONTAINER,),
        what="container",
        verb=Verb.GRANT,
        protections=(
            *((where, _ANYBODY, "its access level") for where in ("public_access.", "1.")),
        ),
        store="azure",
        beside=_BESIDE,
        example=_START + 'container.set_container_access_policy({}, public_access="container")',
        twin=_START + "container.set_container_access_policy({}, public_access=None)",
    ),
    ChangesObject(
        names=tuple(
            f"azure.mgmt.storage.models.StorageAccount{what}Parameters"
            for what in ("Update", "Create")
        ),
        what="storage account's containers",
        verb=Verb.GRANT,
        store="azure",
        target="",
        when=((Argument(-1, "allow_blob_public_access"), ("True",)),),
        beside=_BESIDE,
        unproved="the models take their properties as any keywords",
        example=(
            "from azure.mgmt.storage.models import StorageAccountUpdateParameters\n"
            "StorageAccountUpdateParameters(allow_blob_public_access=True)"
        ),
        twin=(
            "from azure.mgmt.storage.models import StorageAccountUpdateParameters\n"
            "StorageAccountUpdateParameters(allow_blob_public_access=False)"
        ),
    ),
    ChangesObject(
        names=(".delete_database",),
        on=(_COSMOS,),
        what=ObjectKind.DATABASE,
        store="cosmos",
        target=Argument(0, "database"),
        beside=_BESIDE,
        example=_COSMOS_START + 'client.delete_database("shop")',
        twin=_COSMOS_START + 'client.get_database_client("shop")',
    ),
    ChangesObject(
        names=(".delete_container",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        store="cosmos",
        target=Argument(0, "container"),
        beside=_BESIDE,
        example=_COSMOS_START + 'database.delete_container("users")',
        twin=_COSMOS_START + 'database.get_container_client("users")',
    ),
    ChangesData(
        names=(".delete_item",),
        on=("cosmos container",),
        verb=Verb.DELETE,
        filter=Argument(0, "item"),
        each=True,
        store="cosmos",
        beside=_BESIDE,
        example=_COSMOS_START
        + "for item in container.read_all_items():\n"
        + '    container.delete_item(item, partition_key=item["id"])',
        twin=_COSMOS_START
        + "for item in container.query_items('SELECT * FROM c WHERE c.old'):\n"
        + '    container.delete_item(item, partition_key=item["id"])',
    ),
    ChangesObject(
        names=(".delete_table",),
        on=("azure table service",),
        what=ObjectKind.TABLE,
        store="azure tables",
        target=Argument(0, "table_name"),
        beside=_BESIDE,
        example=_TABLES + 'service.delete_table("users")',
        twin=_TABLES + 'service.create_table("users")',
    ),
    ChangesObject(
        names=(".delete_table",),
        on=("azure table",),
        what=ObjectKind.TABLE,
        store="azure tables",
        beside=_BESIDE,
        example=_TABLES + "table.delete_table()",
        twin=_TABLES + "table.create_table()",
    ),
    ChangesData(
        names=(".delete_entity",),
        on=("azure table",),
        verb=Verb.DELETE,
        filter=Argument(0, "entity"),
        each=True,
        store="azure tables",
        beside=_BESIDE,
        unproved="the method takes any arguments",
        example=_TABLES + "for one in table.list_entities():\n    table.delete_entity(one)",
        twin=_TABLES
        + "for one in table.query_entities(\"PartitionKey eq 'old'\"):\n"
        + "    table.delete_entity(one)",
    ),
    *(
        _managed(client, part, method, what=what, argument=argument, twin=twin)
        for client, part, method, what, argument, twin in _MANAGED
    ),
    *(_vault(*one, purge=True) for one in _VAULTS),
    *(_vault(*one, purge=False) for one in _VAULTS),
)
