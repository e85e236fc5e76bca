"""Azure's management libraries: more of what they delete, and the protections they give up.

Source: the reference of azure-mgmt-compute 33, -network 28, -monitor 6, -resource 23, -storage 21,
-sql 4, -cosmosdb 9, -keyvault 10, -web 7, -containerservice 33, -dns 8, -datafactory 9, -rdbms 10,
-recoveryservicesbackup 9, -search 9, -netapp 13 and -machinelearningservices 1. Properties are
given as models or as dictionaries.
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import (
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("azure",)
_COMPUTE, _NETWORK, _MONITOR = (
    "compute.ComputeManagementClient",
    "network.NetworkManagementClient",
    "monitor.MonitorManagementClient",
)
_RESOURCE, _STORAGE, _SQL, _COSMOS = (
    "resource.ResourceManagementClient",
    "storage.StorageManagementClient",
    "sql.SqlManagementClient",
    "cosmosdb.CosmosDBManagementClient",
)
_VAULTS, _BACKUPS = (
    "keyvault.KeyVaultManagementClient",
    "recoveryservicesbackup.RecoveryServicesBackupClient",
)

Deleted = tuple[str, str, str, str, int, bool]
"""A client, a part, its method, what goes, which argument names it, whether it is made anew."""
Unguarded = tuple[str, str, str, str, str]
"""What is deleted that guards something, and what that loses."""

_DELETED: tuple[Deleted, ...] = (
    (_COMPUTE, "virtual_machine_scale_sets", "begin_delete", "scale set", 1, True),
    (_COMPUTE, "images", "begin_delete", "image", 1, False),
    (_COMPUTE, "galleries", "begin_delete", "gallery of images", 1, False),
    (_COMPUTE, "gallery_image_versions", "begin_delete", "image", 3, False),
    (_COMPUTE, "restore_point_collections", "begin_delete", "restore points", 1, False),
    (_NETWORK, "virtual_networks", "begin_delete", "network", 1, True),
    (_NETWORK, "public_ip_addresses", "begin_delete", "address", 1, False),
    (_NETWORK, "load_balancers", "begin_delete", "load balancer", 1, True),
    (_NETWORK, "application_gateways", "begin_delete", "gateway", 1, True),
    (_NETWORK, "virtual_network_gateways", "begin_delete", "gateway", 1, True),
    (_RESOURCE, "resources", "begin_delete", "resource", 5, False),
    (_RESOURCE, "deployments", "begin_delete", "deployment's record", 1, True),
    (_STORAGE, "file_shares", "delete", "file share", 2, False),
    (_STORAGE, "queue", "delete", "queue", 2, False),
    (_STORAGE, "table", "delete", "table", 2, False),
    (_SQL, "managed_instances", "begin_delete", "database server", 1, False),
    (_SQL, "managed_databases", "begin_delete", "database", 2, False),
    (_SQL, "elastic_pools", "begin_delete", "pool of databases", 2, False),
    (_SQL, "long_term_retention_backups", "begin_delete", "backup", 3, False),
    (_SQL, "failover_groups", "begin_delete", "failover group", 2, True),
    (_COSMOS, "sql_resources", "begin_delete_sql_database", "database", 2, False),
    (_COSMOS, "sql_resources", "begin_delete_sql_container", "container", 3, False),
    (_COSMOS, "mongo_db_resources", "begin_delete_mongo_db_database", "database", 2, False),
    (_COSMOS, "mongo_db_resources", "begin_delete_mongo_db_collection", "collection", 3, False),
    (_COSMOS, "table_resources", "begin_delete_table", "table", 2, False),
    (_VAULTS, "vaults", "delete", "vault", 1, True),
    (_VAULTS, "managed_hsms", "begin_delete", "store of keys", 1, False),
    ("web.WebSiteManagementClient", "app_service_plans", "delete", "plan of applications", 1, True),
    ("web.WebSiteManagementClient", "web_apps", "delete_slot", "application's slot", 2, True),
    ("web.WebSiteManagementClient", "static_sites", "begin_delete_static_site", "site", 1, True),
    (
        "containerservice.ContainerServiceClient",
        "agent_pools",
        "begin_delete",
        "pool of nodes",
        2,
        True,
    ),
    (
        "containerinstance.ContainerInstanceManagementClient",
        "container_groups",
        "begin_delete",
        "container group",
        1,
        True,
    ),
    ("dns.DnsManagementClient", "record_sets", "delete", "record", 2, False),
    ("privatedns.PrivateDnsManagementClient", "private_zones", "begin_delete", "zone", 1, False),
    ("datafactory.DataFactoryManagementClient", "factories", "delete", "data factory", 1, False),
    ("datafactory.DataFactoryManagementClient", "pipelines", "delete", "pipeline", 2, False),
    ("search.SearchManagementClient", "services", "delete", "search service", 1, False),
    ("netapp.NetAppManagementClient", "volumes", "begin_delete", "volume", 3, False),
    (
        "machinelearningservices.MachineLearningServicesMgmtClient",
        "workspaces",
        "begin_delete",
        "workspace",
        1,
        False,
    ),
    (
        "cognitiveservices.CognitiveServicesManagementClient",
        "accounts",
        "begin_delete",
        "account",
        1,
        True,
    ),
    (
        "rdbms.postgresql_flexibleservers.PostgreSQLManagementClient",
        "databases",
        "begin_delete",
        "database",
        2,
        False,
    ),
    (
        "rdbms.mysql_flexibleservers.MySQLManagementClient",
        "databases",
        "begin_delete",
        "database",
        2,
        False,
    ),
    (_BACKUPS, "protected_items", "delete", "backup with its recovery points", 4, False),
)

_UNGUARDED: tuple[Unguarded, ...] = (
    (_MONITOR, "diagnostic_settings", "delete", "resource", "what is logged of it"),
    (_MONITOR, "activity_log_alerts", "delete", "subscription", "an alert"),
    (_MONITOR, "metric_alerts", "delete", "resource", "an alert"),
    (_NETWORK, "network_security_groups", "begin_delete", "network", "its firewall"),
    (_NETWORK, "security_rules", "begin_delete", "network", "a rule of its firewall"),
    (_NETWORK, "azure_firewalls", "begin_delete", "network", "its firewall"),
    (_NETWORK, "ddos_protection_plans", "begin_delete", "network", "its DDoS protection"),
    (_BACKUPS, "protection_policies", "begin_delete", "vault", "a policy of backups"),
    (
        "resource.policy.PolicyClient",
        "policy_assignments",
        "delete",
        "scope",
        "a policy that it had to keep to",
    ),
)

_OFF = "False|disabled|Disabled"
_GIVEN_UP: tuple[tuple[str, str, str, str, tuple[tuple[str, str, str], ...], str], ...] = (
    (
        _STORAGE,
        "blob_services",
        "set_service_properties",
        "storage account",
        (
            ("2.is_versioning_enabled", "False", "versions of its blobs"),
            ("2.delete_retention_policy.enabled", "False", "deleted blobs, kept for a while"),
            (
                "2.container_delete_retention_policy.enabled",
                "False",
                "deleted containers, kept for a while",
            ),
            ("2.change_feed.enabled", "False", "the log of changes"),
        ),
        '"shop", "files", {{"is_versioning_enabled": {0}}}',
    ),
    (
        _STORAGE,
        "storage_accounts",
        "update",
        "storage account",
        (("2.enable_https_traffic_only", "False", "encryption on the way"),),
        '"shop", "files", {{"enable_https_traffic_only": {0}}}',
    ),
    (
        _SQL,
        "server_blob_auditing_policies",
        "begin_create_or_update",
        "SQL server",
        (("2.state", _OFF, "its audit log"),),
        '"shop", "main", {{"state": {0}}}',
    ),
    (
        _SQL,
        "transparent_data_encryptions",
        "create_or_update",
        "SQL database",
        (("4.state", _OFF, "encryption of what is stored"),),
        '"shop", "main", "orders", "current", {{"state": {0}}}',
    ),
    (
        _SQL,
        "transparent_data_encryptions",
        "begin_create_or_update",
        "SQL database",
        (("4.state", _OFF, "encryption of what is stored"),),
        '"shop", "main", "orders", "current", {{"state": {0}}}',
    ),
    (
        _VAULTS,
        "vaults",
        "begin_create_or_update",
        "vault",
        (
            ("2.enable_soft_delete", "False", "deleted secrets, kept for a while"),
            ("2.enable_purge_protection", "False", "protection from being purged"),
        ),
        '"shop", "keys", {{"properties": {{"enable_soft_delete": {0}}}}}',
    ),
    (
        _BACKUPS,
        "backup_resource_vault_configs",
        "update",
        "vault",
        (("2.soft_delete_feature_state", "Disabled", "deleted backups, kept for a while"),),
        '"keep", "shop", {{"soft_delete_feature_state": {0}}}',
    ),
)
"""A client, a part, a method, what is altered, the protections, the example's arguments."""

_SCRIPTS: tuple[tuple[str, str, int, str, str], ...] = (
    (
        "virtual_machines",
        "begin_run_command",
        2,
        "parameters",
        '"shop", "db", {{"command_id": "RunShellScript", "script": ["{0}"]}}',
    ),
    (
        "virtual_machine_scale_set_vms",
        "begin_run_command",
        3,
        "parameters",
        '"shop", "web", "0", {{"command_id": "RunShellScript", "script": ["{0}"]}}',
    ),
    (
        "virtual_machine_run_commands",
        "begin_create_or_update",
        3,
        "run_command",
        '"shop", "db", "once", {{"source": {{"script": "{0}"}}}}',
    ),
)
"""A part, its method, where the script stands, the example's arguments."""


def _module(client: str) -> str:
    """The module that a client's class is taken from."""
    return client.rpartition(".")[0]


def client_names(client: str) -> tuple[str, ...]:
    """The full names of a client's class, in its package and for `async` code."""
    name = client.rpartition(".")[2]
    return tuple(f"azure.mgmt.{_module(client)}{how}.{name}" for how in ("", ".aio"))


def client_kind(client: str) -> str:
    """What objects of a client's class are called."""
    return f"azure {client}"


def _kinds() -> dict[tuple[str, str], None]:
    tables = (_DELETED, _UNGUARDED, _GIVEN_UP)
    used = ((one[0], one[1]) for table in tables for one in table)
    scripts = ((_COMPUTE, one[0]) for one in _SCRIPTS if one[0] != "virtual_machines")
    return dict.fromkeys(
        (*used, *scripts, (_RESOURCE, "deployments"), (_STORAGE, "storage_accounts"))
    )


KINDS: tuple[Kind, ...] = (
    *(
        Makes(
            names=client_names(client),
            kind=client_kind(client),
        )
        for client in dict.fromkeys(one[0] for one in _kinds())
        if client not in (_RESOURCE, _STORAGE, _SQL, _COMPUTE)
    ),
    *(
        Gives(kind=f"azure {client}", member=part, gives=f"azure {client} {part}")
        for client, part in _kinds()
    ),
)


def _start(client: str) -> str:
    name = client.rpartition(".")[2]
    made = f"client = {name}(credential, subscription)\n"
    return f"from azure.mgmt.{_module(client)} import {name}\n{made}client."


def deleted(one: Deleted) -> ChangesObject:
    """A method of a part of a client that deletes what an argument names."""
    client, part, method, what, place, again = one
    given = ", ".join([*(['"shop"'] * place), '"main"'])
    return ChangesObject(
        names=(f".{method}",),
        on=(f"azure {client} {part}",),
        what=what,
        store="azure",
        target=Argument(place, ""),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=_BESIDE,
        example=f"{_start(client)}{part}.{method}({given})",
        twin=f"{_start(client)}{part}.get({given})",
    )


def unguarded(client: str, part: str, method: str, what: str, lost: str) -> ChangesObject:
    """A method of a part of a client that deletes what guards something else."""
    return ChangesObject(
        names=(f".{method}",),
        on=(f"azure {client} {part}",),
        what=what,
        verb=Verb.ALTER,
        store="azure",
        target="",
        protections=(("-", "-", lost),),
        beside=_BESIDE,
        example=f'{_start(client)}{part}.{method}("shop", "main")',
        twin=f'{_start(client)}{part}.get("shop", "main")',
    )


def _given_up(
    one: tuple[str, str, str, str, tuple[tuple[str, str, str], ...], str],
) -> ChangesObject:
    client, part, method, what, protections, given = one
    truth = protections[0][1] == "False"
    start = f"{_start(client)}{part}.{method}"
    return ChangesObject(
        names=(f".{method}",),
        on=(f"azure {client} {part}",),
        what=what,
        verb=Verb.ALTER,
        store="azure",
        target=Argument(1, ""),
        protections=protections,
        beside=_BESIDE,
        example=f"{start}({given.format('False' if truth else repr('Disabled'))})",
        twin=f"{start}({given.format('True' if truth else repr('Enabled'))})",
    )


def _script(part: str, method: str, place: int, keyword: str, given: str) -> RunsQuery:
    start = f"{_start(_COMPUTE)}{part}.{method}"
    return RunsQuery(
        names=(f".{method}",),
        on=(f"azure {_COMPUTE} {part}",),
        language="shell",
        text=Inside(Argument(place, keyword), "script"),
        like="",
        store="azure",
        beside=_BESIDE,
        example=f"{start}({given.format('rm -rf /var/lib/postgresql')})",
        twin=f"{start}({given.format('uptime')})",
    )


ROWS: tuple[Row, ...] = (
    *(_script(*one) for one in _SCRIPTS),
    *(deleted(one) for one in _DELETED),
    *(unguarded(*one) for one in _UNGUARDED),
    *(_given_up(one) for one in _GIVEN_UP),
    ChangesObject(
        names=(".update", ".begin_create"),
        on=(f"azure {_STORAGE} storage_accounts",),
        what="storage account's containers",
        verb=Verb.GRANT,
        store="azure",
        target=Argument(1, ""),
        protections=(("2.allow_blob_public_access", "True", "its access level"),),
        beside=_BESIDE,
        example=_start(_STORAGE)
        + 'storage_accounts.update("shop", "files", {"allow_blob_public_access": True})',
        twin=_start(_STORAGE)
        + 'storage_accounts.update("shop", "files", {"allow_blob_public_access": False})',
    ),
    ChangesObject(
        names=(".begin_create_or_update",),
        on=(f"azure {_RESOURCE} deployments",),
        what="resources that the template doesn't name",
        store="azure",
        target="",
        protections=(
            (
                "2.mode",
                "Complete|DeploymentMode.COMPLETE|DeploymentMode.complete",
                "what the template leaves out",
            ),
        ),
        beside=_BESIDE,
        example=_start(_RESOURCE)
        + 'deployments.begin_create_or_update("shop", "d", {"properties": {"mode": "Complete"}})',
        twin=_start(_RESOURCE)
        + 'deployments.begin_create_or_update("shop", "d",'
        + ' {"properties": {"mode": "Incremental"}})',
    ),
)
