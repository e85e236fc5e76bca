"""What more of Azure's management clients delete: databases, copies, volumes, keys, images, topics.

Source: the client libraries themselves, azure-mgmt-compute 39, -containerservice 41, -cosmosdb 10,
-datafactory 10, -eventhub 12, -keyvault 14, -monitor 6, -mysqlflexibleservers 1, -netapp 18,
-postgresqlflexibleservers 3, -rdbms 10, -recoveryservicesbackup 11, -redis 14, -servicebus 10,
-sql 3, -storage 25 and -web 11: the methods that delete what holds data, or what guards it.
"""

from __future__ import annotations

from guardrail.knowledge.python import azure, azure_management, azure_settings
from guardrail.knowledge.python.azure_management import (
    Deleted,
    Unguarded,
    client_kind,
    client_names,
    deleted,
    unguarded,
)
from guardrail.knowledge.python.kinds import Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_COMPUTE = "compute.ComputeManagementClient"
_COSMOS = "cosmosdb.CosmosDBManagementClient"
_FACTORY = "datafactory.DataFactoryManagementClient"
_HUBS = "eventhub.EventHubManagementClient"
_KUBERNETES = "containerservice.ContainerServiceClient"
_MONITOR = "monitor.MonitorManagementClient"
_MYSQL = "mysqlflexibleservers.MySQLManagementClient"
_NETAPP = "netapp.NetAppManagementClient"
_POSTGRES = "postgresqlflexibleservers.PostgreSQLManagementClient"
_SQL = "sql.SqlManagementClient"
_STORAGE = "storage.StorageManagementClient"
_OLD = (
    "rdbms.mysql.MySQLManagementClient",
    "rdbms.postgresql.PostgreSQLManagementClient",
    "rdbms.mariadb.MariaDBManagementClient",
)

_DELETED: tuple[Deleted, ...] = (
    *((client, "servers", "begin_delete", "database server", 1, False) for client in _OLD),
    *((client, "databases", "begin_delete", "database", 2, False) for client in _OLD),
    (_MYSQL, "databases", "begin_delete", "database", 2, False),
    (_POSTGRES, "databases", "begin_delete", "database", 2, False),
    (_POSTGRES, "backups_automatic_and_on_demand", "begin_delete", "backup", 2, False),
    (_NETAPP, "accounts", "begin_delete", "account of volumes", 1, False),
    (_NETAPP, "pools", "begin_delete", "pool of volumes", 2, False),
    (_NETAPP, "snapshots", "begin_delete", "snapshot", 4, False),
    (_NETAPP, "backups", "begin_delete", "backup", 3, False),
    (_NETAPP, "backup_vaults", "begin_delete", "vault of backups", 2, False),
    (_COSMOS, "cassandra_resources", "begin_delete_cassandra_keyspace", "keyspace", 2, False),
    (_COSMOS, "cassandra_resources", "begin_delete_cassandra_table", "table", 3, False),
    (_COSMOS, "cassandra_clusters", "begin_delete", "database cluster", 1, False),
    (_COSMOS, "gremlin_resources", "begin_delete_gremlin_database", "database", 2, False),
    (_COSMOS, "gremlin_resources", "begin_delete_gremlin_graph", "graph", 3, False),
    ("keyvault.KeyVaultManagementClient", "managed_hsms", "begin_purge_deleted", "keys", 0, False),
    (_SQL, "long_term_retention_backups", "begin_delete_by_resource_group", "backup", 4, False),
    (_SQL, "long_term_retention_managed_instance_backups", "begin_delete", "backup", 3, False),
    (_SQL, "restore_points", "delete", "restore point", 3, False),
    (_SQL, "instance_pools", "begin_delete", "pool of databases", 1, False),
    (_HUBS, "clusters", "begin_delete", "event hub cluster", 1, False),
    (_HUBS, "schema_registry", "delete", "group of schemas", 2, False),
    (
        "servicebus.ServiceBusManagementClient",
        "subscriptions",
        "delete",
        "subscription with what is waiting in it",
        3,
        False,
    ),
    (_COMPUTE, "gallery_images", "begin_delete", "image", 2, False),
    (_COMPUTE, "virtual_machine_scale_set_vms", "begin_delete", "virtual machine", 2, True),
    (_COMPUTE, "disk_encryption_sets", "begin_delete", "link of disks to their key", 1, True),
    (_KUBERNETES, "snapshots", "delete", "snapshot", 1, False),
    (_KUBERNETES, "managed_namespaces", "begin_delete", "namespace", 2, False),
    (_FACTORY, "datasets", "delete", "dataset's definition", 2, True),
    (_FACTORY, "triggers", "delete", "trigger", 2, True),
    (_MONITOR, "data_collection_endpoints", "delete", "endpoint of logs", 1, True),
    ("redis.RedisManagementClient", "linked_server", "begin_delete", "replica", 2, True),
    ("web.WebSiteManagementClient", "app_service_environments", "begin_delete", "site", 1, True),
)

_UNGUARDED: tuple[Unguarded, ...] = (
    (_MONITOR, "action_groups", "delete", "subscription", "who is told of its alerts"),
    (_MONITOR, "scheduled_query_rules", "delete", "resource", "an alert"),
    (_MONITOR, "data_collection_rules", "delete", "resource", "what is logged of it"),
    (_STORAGE, "object_replication_policies", "delete", "storage account", "its replication"),
    (_STORAGE, "blob_containers", "clear_legal_hold", "container", "its legal hold"),
    (_STORAGE, "blob_containers", "delete_immutability_policy", "container", "its immutability"),
    (
        "recoveryservicesbackup.RecoveryServicesBackupClient",
        "resource_guard_proxy",
        "delete",
        "vault",
        "a second person's consent",
    ),
)

_TOLD = frozenset(
    (one.kind, one.member if isinstance(one, Gives) else "")
    for known in (azure, azure_management, azure_settings)
    for one in known.KINDS
    if isinstance(one, (Gives, Makes))
)
_PARTS: dict[tuple[str, str], None] = dict.fromkeys(
    (*((one[0], one[1]) for one in _DELETED), *((one[0], one[1]) for one in _UNGUARDED))
)

KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=client_names(client), kind=client_kind(client))
        for client in dict.fromkeys(client for client, _ in _PARTS)
        if (client_kind(client), "") not in _TOLD
    ),
    *(
        Gives(kind=client_kind(client), member=part, gives=f"{client_kind(client)} {part}")
        for client, part in _PARTS
        if (client_kind(client), part) not in _TOLD
    ),
)

ROWS: tuple[Row, ...] = (
    *(deleted(one) for one in _DELETED),
    *(unguarded(*one) for one in _UNGUARDED),
)
