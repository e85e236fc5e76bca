"""The Databricks SDK: catalogs, schemas and tables dropped, resources of a workspace deleted.

Source: databricks-sdk 0.162 (`WorkspaceClient` and the services below it). Catalogs and schemas
with something in them are dropped only with `force`; `clusters.delete` stops a cluster, it stays.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesObject, Condition, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT = "databricks client"
_BESIDE = ("databricks.sdk",)
_START = "from databricks.sdk import WorkspaceClient\nw = WorkspaceClient()\n"
_FORCED: tuple[Condition, ...] = (("force", ("True",)),)
_WHOLE: tuple[Condition, ...] = (("recursive", ("True",)),)

_OBJECTS: tuple[tuple[str, ObjectKind, str, tuple[Condition, ...]], ...] = (
    ("catalogs", ObjectKind.DATABASE, "name", _FORCED),
    ("schemas", ObjectKind.SCHEMA, "full_name", _FORCED),
    ("tables", ObjectKind.TABLE, "full_name", ()),
)
"""Services with what their `delete` drops, its argument, and on what condition."""

_RESOURCES: tuple[tuple[str, str, str, str, tuple[Condition, ...]], ...] = (
    ("volumes", "delete", "volume", "name", ()),
    ("metastores", "delete", "metastore", "id", _FORCED),
    ("registered_models", "delete", "registered model", "full_name", ()),
    ("pipelines", "delete", "pipeline with its tables", "pipeline_id", ()),
    ("jobs", "delete", "job", "job_id", ()),
    ("clusters", "permanent_delete", "cluster", "cluster_id", ()),
    ("warehouses", "delete", "SQL warehouse", "id", ()),
    ("secrets", "delete_scope", "scope of secrets", "scope", ()),
    ("workspace", "delete", "folder of the workspace", "path", _WHOLE),
    ("dbfs", "delete", "folder", "path", _WHOLE),
)
"""Services, methods, what is deleted, by which argument, and on what condition."""

_SERVICES: dict[str, str] = {
    "catalogs": "catalog.CatalogsAPI",
    "schemas": "catalog.SchemasAPI",
    "tables": "catalog.TablesAPI",
    "volumes": "catalog.VolumesAPI",
    "metastores": "catalog.MetastoresAPI",
    "registered_models": "catalog.RegisteredModelsAPI",
    "pipelines": "pipelines.PipelinesAPI",
    "jobs": "jobs.JobsAPI",
    "clusters": "compute.ClustersAPI",
    "warehouses": "sql.WarehousesAPI",
    "secrets": "workspace.SecretsAPI",
    "workspace": "workspace.WorkspaceAPI",
    "dbfs": "files.DbfsAPI",
    "workspace_conf": "settings.WorkspaceConfAPI",
}
"""The attributes of a client with the classes of what they are."""

KINDS: tuple[Kind, ...] = (
    Makes(names=("databricks.sdk.WorkspaceClient",), kind=_CLIENT),
    *(Gives(kind=_CLIENT, member=one, gives=f"databricks {one}") for one in _SERVICES),
    *(
        Makes(names=(f"databricks.sdk.service.{name}",), kind=f"databricks {one}")
        for one, name in _SERVICES.items()
    ),
)


def _given(argument: str, when: tuple[Condition, ...], value: str = "True") -> str:
    more = "".join(f", {name}={value}" for name, _ in when if isinstance(name, str))
    return f"{argument}='shop'{more}"


ROWS: tuple[Row, ...] = (
    *(
        ChangesObject(
            names=(".delete",),
            on=(f"databricks {service}",),
            what=what,
            target=Argument(0, argument),
            when=when,
            store="databricks",
            recoverable=Recoverable.BACKUP,
            beside=_BESIDE,
            example=f"{_START}w.{service}.delete({_given(argument, when)})",
            twin=f"{_START}w.{service}.get({argument}='shop')",
        )
        for service, what, argument, when in _OBJECTS
    ),
    *(
        ChangesObject(
            names=(f".{method}",),
            on=(f"databricks {service}",),
            what=what,
            verb=Verb.DELETE,
            target=Argument(0, argument),
            when=when,
            store="databricks",
            beside=_BESIDE,
            example=f"{_START}w.{service}.{method}({_given(argument, when)})",
            twin=f"{_START}w.{service}.get({argument}='shop')",
        )
        for service, method, what, argument, when in _RESOURCES
    ),
    ChangesObject(
        names=(".set_status",),
        on=("databricks workspace_conf",),
        what="workspace",
        verb=Verb.ALTER,
        target="the workspace",
        protections=(("contents.enableIpAccessLists", "false|False", "list of allowed addresses"),),
        store="databricks",
        beside=_BESIDE,
        example=_START + "w.workspace_conf.set_status(contents={'enableIpAccessLists': 'false'})",
        twin=_START + "w.workspace_conf.set_status(contents={'enableIpAccessLists': 'true'})",
    ),
)
