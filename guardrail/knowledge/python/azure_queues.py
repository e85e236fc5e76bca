"""Azure's queues, file shares, buses, registries, indexes and settings, deleted or emptied.

Source: the reference of azure-storage-queue 12, -storage-file-share 12, -servicebus 7
(`ServiceBusAdministrationClient`), -containerregistry 1, -search-documents 11, -appconfiguration 1
and azure-storage-blob 12 (`ContainerClient.create_container`).
"""

from __future__ import annotations

from guardrail.effects import Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_BESIDE = ("azure",)
_CONTAINER = "azure container"
_BLOBS = "from azure.storage.blob import ContainerClient\n"

_CLIENTS: tuple[tuple[str, str, str, int], ...] = (
    ("storage.queue", "QueueServiceClient", "azure queue service", -1),
    ("storage.queue", "QueueClient", "azure queue", 1),
    ("storage.fileshare", "ShareServiceClient", "azure share service", -1),
    ("storage.fileshare", "ShareClient", "azure share", 1),
    ("storage.fileshare", "ShareDirectoryClient", "azure share folder", 2),
    ("servicebus.management", "ServiceBusAdministrationClient", "azure bus", -1),
    ("containerregistry", "ContainerRegistryClient", "azure registry", -1),
    ("search.documents.indexes", "SearchIndexClient", "azure search", -1),
    ("search.documents.indexes", "SearchIndexerClient", "azure indexers", -1),
    ("appconfiguration", "AzureAppConfigurationClient", "azure settings", -1),
)
"""A module, a class, what its objects are, which argument names them."""

_NAMED: tuple[tuple[str, str, str, bool], ...] = (
    ("azure queue service", "delete_queue", "queue with its messages", False),
    ("azure share service", "delete_share", "file share", False),
    ("azure share", "delete_directory", "folder of the share", False),
    ("azure bus", "delete_queue", "queue with its messages", False),
    ("azure bus", "delete_topic", "topic", False),
    ("azure bus", "delete_subscription", "subscription with its messages", False),
    ("azure bus", "delete_rule", "rule", True),
    ("azure registry", "delete_repository", "container repository with its images", False),
    ("azure registry", "delete_manifest", "image", False),
    ("azure registry", "delete_tag", "tag", True),
    ("azure search", "delete_index", "search index", False),
    ("azure indexers", "delete_indexer", "indexer", True),
)
_ITSELF: tuple[tuple[str, str, str, str], ...] = (
    ("azure queue", "delete_queue", "queue with its messages", "get_queue_properties"),
    ("azure queue", "clear_messages", "queue's messages", "peek_messages"),
    ("azure share", "delete_share", "file share", "get_share_properties"),
    ("azure share folder", "delete_directory", "folder of the share", "exists"),
)


_MADE_FROM: dict[str, tuple[str, ...]] = {
    "QueueClient": (".from_connection_string", ".from_queue_url"),
    "ShareClient": (".from_connection_string", ".from_share_url"),
    "ShareDirectoryClient": (".from_connection_string", ".from_directory_url"),
    "ContainerRegistryClient": (),
    "SearchIndexClient": (),
    "SearchIndexerClient": (),
}
"""How a class is made besides by calling it, where that isn't by a connection string alone."""


def _made(module: str, name: str) -> tuple[str, ...]:
    spelt = (f"azure.{module}.{name}", f"azure.{module}.aio.{name}")
    if module == "servicebus.management":
        spelt = (spelt[0], f"azure.servicebus.aio.management.{name}")
    made = _MADE_FROM.get(name, (".from_connection_string",))
    return tuple(f"{one}{how}" for one in spelt for how in ("", *made))


KINDS: tuple[Kind, ...] = (
    *(
        Makes(names=_made(module, name), kind=kind, named=Argument(place))
        for module, name, kind, place in _CLIENTS
    ),
    Gives(
        kind="azure queue service",
        member="get_queue_client() create_queue()",
        gives="azure queue",
        named=FIRST,
    ),
    Gives(
        kind="azure share service",
        member="get_share_client() create_share()",
        gives="azure share",
        named=FIRST,
    ),
    Gives(
        kind="azure share",
        member="get_directory_client() create_directory()",
        gives="azure share folder",
        named=FIRST,
    ),
    Gives(
        kind="azure settings",
        member="list_configuration_settings()",
        gives="azure listed settings",
        filters=("key_filter", "label_filter"),
    ),
    Gives(kind="azure listed settings", member="for", gives="azure setting"),
    Gives(kind="azure setting", member="key", gives="azure setting"),
)


def _start(kind: str) -> str:
    module, name, _, place = next(one for one in _CLIENTS if one[2] == kind)
    given = ", ".join(["url", *(['"main"'] * place)])
    return f"from azure.{module} import {name}\nclient = {name}({given}, credential=key)\nclient."


def _named(kind: str, method: str, what: str, again: bool) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(kind,),
        what=what,
        store="azure",
        target=Argument(0, ""),
        recoverable=Recoverable.YES if again else Recoverable.NO,
        beside=_BESIDE,
        example=f'{_start(kind)}{method}("orders")',
        twin=f'{_start(kind)}get("orders")',
    )


def _itself(kind: str, method: str, what: str, twin: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(kind,),
        what=what,
        store="azure",
        beside=_BESIDE,
        example=f"{_start(kind)}{method}()",
        twin=f"{_start(kind)}{twin}()",
    )


ROWS: tuple[Row, ...] = (
    *(_named(*one) for one in _NAMED),
    *(_itself(*one) for one in _ITSELF),
    ChangesObject(
        names=(".create_container",),
        on=(_CONTAINER,),
        what="container",
        verb=Verb.GRANT,
        store="azure",
        protections=(("public_access.", "blob|container|PublicAccess.[BC]*", "its access level"),),
        beside=_BESIDE,
        example=_BLOBS + "ContainerClient(url, 'shop').create_container(public_access='blob')",
        twin=_BLOBS + "ContainerClient(url, 'shop').create_container(public_access=None)",
    ),
    ChangesData(
        names=(".delete_configuration_setting",),
        on=("azure settings",),
        verb=Verb.DELETE,
        target="the settings",
        filter=Argument(0, "key"),
        each=True,
        store="azure settings",
        beside=_BESIDE,
        example=_start("azure settings")
        + "list_configuration_settings()\n"
        + "for one in client.list_configuration_settings():\n"
        + "    client.delete_configuration_setting(one.key)",
        twin=_start("azure settings")
        + "list_configuration_settings()\n"
        + "for one in client.list_configuration_settings(key_filter='tmp/*'):\n"
        + "    client.delete_configuration_setting(one.key)",
    ),
)
