"""Azure's management libraries: settings that give a protection up or open a resource.

Source: the reference of azure-mgmt-sql 4 (`BackupShortTermRetentionPolicy`), -rdbms 10 and
-postgresqlflexibleservers (`configurations`), -storage 21 (`NetworkRuleSet`), -compute 33
(`DiskUpdate`), -redis 14, -keyvault 10, -eventhub 11, -servicebus 8, -subscription 3, and of
azure-ai-ml 1 and msgraph-sdk 1 for what they delete.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.azure_management import client_kind, client_names
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("azure",)
_UNPROVED = "not all of these packages are installed"
_POSTGRES = "rdbms.postgresql_flexibleservers.PostgreSQLManagementClient"
_NEW_POSTGRES = "postgresqlflexibleservers.PostgreSQLManagementClient"
_MYSQL = "rdbms.mysql_flexibleservers.MySQLManagementClient"
_SQL, _STORAGE, _COMPUTE = (
    "sql.SqlManagementClient",
    "storage.StorageManagementClient",
    "compute.ComputeManagementClient",
)
_REDIS, _VAULTS = "redis.RedisManagementClient", "keyvault.KeyVaultManagementClient"
_OPENED = "every network"
_WORLD = "0.0.0.0/0|::/0"
_TLS = "encryption on the way"
_FEW_DAYS = "[0-2]"

_SETTINGS: tuple[tuple[str, str, str, Verb, str, tuple[tuple[str, str, str], ...], str], ...] = (
    (
        _SQL,
        "backup_short_term_retention_policies",
        "begin_create_or_update begin_update",
        Verb.ALTER,
        "SQL database",
        (("4.retention_days", _FEW_DAYS, "backups that are older than a day or two"),),
        '"shop", "main", "orders", "default", {{"retention_days": {0}}}|1|14',
    ),
    (
        _STORAGE,
        "storage_accounts",
        "update begin_create create",
        Verb.GRANT,
        "storage account",
        (
            ("2.network_rule_set.default_action", "Allow", _OPENED),
            ("2.networkAcls.defaultAction", "Allow", _OPENED),
        ),
        '"shop", "files", {{"network_rule_set": {{"default_action": "{0}"}}}}|Allow|Deny',
    ),
    (
        _COMPUTE,
        "disks",
        "begin_update begin_create_or_update",
        Verb.GRANT,
        "disk",
        (("2.network_access_policy", "AllowAll", _OPENED),),
        '"shop", "data", {{"network_access_policy": "{0}"}}|AllowAll|DenyAll',
    ),
    (
        _REDIS,
        "redis",
        "begin_update begin_create update",
        Verb.ALTER,
        "cache",
        (("2.enable_non_ssl_port", "True", _TLS),),
        '"shop", "cache", {{"enable_non_ssl_port": {0}}}|True|False',
    ),
    (
        _VAULTS,
        "vaults",
        "begin_create_or_update update",
        Verb.GRANT,
        "vault",
        (
            ("2.network_acls.default_action", "Allow", _OPENED),
            ("2.networkAcls.defaultAction", "Allow", _OPENED),
        ),
        '"shop", "keys", {{"network_acls": {{"default_action": "{0}"}}}}|Allow|Deny',
    ),
    (
        "cosmosdb.CosmosDBManagementClient",
        "database_accounts",
        "begin_update begin_create_or_update",
        Verb.GRANT,
        "database account",
        (
            ("2.ip_rules.ip_address_or_range", _WORLD, _OPENED),
            ("2.properties.ipRules.ipAddressOrRange", _WORLD, _OPENED),
        ),
        (
            '"shop", "orders", {{"ip_rules": [{{"ip_address_or_range": "{0}"}}]}}'
            "|0.0.0.0/0|198.51.100.7"
        ),
    ),
    (
        "containerservice.ContainerServiceClient",
        "managed_clusters",
        "begin_create_or_update",
        Verb.GRANT,
        "cluster's control plane",
        (("2.authorized_ip_ranges", _WORLD, _OPENED),),
        (
            '"shop", "main", {{"api_server_access_profile": {{"authorized_ip_ranges": ["{0}"]}}}}'
            "|0.0.0.0/0|198.51.100.0/28"
        ),
    ),
)
"""A client, a part, methods, what becomes of it, what it is, the settings, examples, values."""

_SERVERS: tuple[tuple[str, str], ...] = (
    (_POSTGRES, "require_secure_transport"),
    (_NEW_POSTGRES, "require_secure_transport"),
    (_MYSQL, "require_secure_transport"),
)
_DELETED: tuple[tuple[str, str, str, str, int], ...] = (
    ("eventhub.EventHubManagementClient", "event_hubs", "delete", "event hub", 2),
    ("eventhub.EventHubManagementClient", "namespaces", "begin_delete", "event hubs", 1),
    ("servicebus.ServiceBusManagementClient", "queues", "delete", "queue", 2),
    ("servicebus.ServiceBusManagementClient", "topics", "delete", "topic", 2),
    ("servicebus.ServiceBusManagementClient", "namespaces", "begin_delete", "queues", 1),
    ("subscription.SubscriptionClient", "subscription", "cancel", "subscription", 0),
    (_COMPUTE, "restore_points", "begin_delete", "restore point", 2),
)
_PEOPLE = (
    ("users", "by_user_id", "user"),
    ("groups", "by_group_id", "group"),
    ("applications", "by_application_id", "application"),
    ("service_principals", "by_service_principal_id", "identity of an application"),
)
"""Parts of Microsoft Graph, how one of them is got, and what it is."""

_CLIENTS = dict.fromkeys(
    (*(one[0] for one in _SETTINGS), *(one[0] for one in _SERVERS), *(one[0] for one in _DELETED))
)
_PARTS = dict.fromkeys(
    (
        *((one[0], one[1]) for one in _SETTINGS),
        *((client, "configurations") for client, _ in _SERVERS),
        *((one[0], one[1]) for one in _DELETED),
    )
)

KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=client_names(client), kind=client_kind(client), unproved=_UNPROVED)
        for client in _CLIENTS
    ),
    *(
        Gives(kind=client_kind(client), member=part, gives=f"{client_kind(client)} {part}")
        for client, part in _PARTS
    ),
    Makes(names=("azure.ai.ml.MLClient",), kind="azure ml", unproved=_UNPROVED),
    Gives(kind="azure ml", member="workspaces", gives="azure ml workspaces"),
    Gives(kind="azure ml", member="compute", gives="azure ml compute"),
    Gives(kind="azure ml", member="online_endpoints", gives="azure ml endpoints"),
    Makes(
        names=("msgraph.GraphServiceClient", "msgraph.graph_service_client.GraphServiceClient"),
        kind="graph",
        unproved=_UNPROVED,
    ),
    *(Gives(kind="graph", member=part, gives=f"graph {part}") for part, _, _ in _PEOPLE),
    *(
        Gives(kind=f"graph {part}", member=f"{got}()", gives=f"graph {what}", named=FIRST)
        for part, got, what in _PEOPLE
    ),
)


def _start(client: str) -> str:
    module, _, name = client.rpartition(".")
    made = f"client = {name}(credential, subscription)\n"
    return f"from azure.mgmt.{module} import {name}\n{made}client."


def _setting(
    one: tuple[str, str, str, Verb, str, tuple[tuple[str, str, str], ...], str],
) -> ChangesObject:
    client, part, methods, verb, what, protections, shown = one
    given, bad, good = shown.split("|")
    start = f"{_start(client)}{part}.{methods.split()[0]}"
    return ChangesObject(
        names=tuple(f".{method}" for method in methods.split()),
        on=(f"{client_kind(client)} {part}",),
        what=what,
        verb=verb,
        store="azure",
        target=Argument(1, ""),
        protections=protections,
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=f"{start}({given.format(bad)})",
        twin=f"{start}({given.format(good)})",
    )


def _configured(client: str, named: str) -> ChangesObject:
    start = f'{_start(client)}configurations.begin_update("shop", "main", "{named}", '
    return ChangesObject(
        names=(".begin_update", ".begin_put", ".begin_create_or_update"),
        on=(f"{client_kind(client)} configurations",),
        what="database server",
        verb=Verb.ALTER,
        store="azure",
        target=Argument(1, "server_name"),
        when=((Argument(2, "configuration_name"), (named,)),),
        protections=(("3.value", "[oO][fF][fF]", _TLS),),
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=f'{start}{{"value": "off"}})',
        twin=f'{start}{{"value": "on"}})',
    )


def _deleted(client: str, part: str, method: str, what: str, place: int) -> ChangesObject:
    given = ", ".join([*(['"shop"'] * place), '"main"'])
    return ChangesObject(
        names=(f".{method}",),
        on=(f"{client_kind(client)} {part}",),
        what=what,
        store="azure",
        target=Argument(place, ""),
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=f"{_start(client)}{part}.{method}({given})",
        twin=f"{_start(client)}{part}.get({given})",
    )


_ML = "from azure.ai.ml import MLClient\nMLClient(credential, 's', 'g').workspaces."
_GRAPH = "from msgraph import GraphServiceClient\nGraphServiceClient(credential)."

ROWS: tuple[Row, ...] = (
    *(_setting(one) for one in _SETTINGS),
    *(_configured(*one) for one in _SERVERS),
    *(_deleted(*one) for one in _DELETED),
    ChangesObject(
        names=(".begin_delete",),
        on=("azure ml workspaces",),
        what="workspace",
        store="azure",
        target=FIRST,
        when=((Argument(-1, "delete_dependent_resources"), ("True",)),),
        protections=(("delete_dependent_resources", "True", "what it stores its data in"),),
        beside=_BESIDE,
        unproved=_UNPROVED,
        example=_ML + "begin_delete('w', delete_dependent_resources=True)",
        twin=_ML + "get('w')",
    ),
    *(
        ChangesObject(
            names=(".delete",),
            on=(f"graph {what}",),
            what=what,
            store="microsoft graph",
            recoverable=Recoverable.YES,  # For thirty days it lies in the directory's bin.
            beside=("msgraph",),
            unproved=_UNPROVED,
            example=f"{_GRAPH}{part}.{got}('7').delete()",
            twin=f"{_GRAPH}{part}.{got}('7').get()",
        )
        for part, got, what in _PEOPLE
    ),
)
