"""Dagster's and Prefect's own stores: runs, assets' histories, deployments deleted by a client.

Source: the API reference of Dagster 1.12 (`DagsterInstance.wipe`, `wipe_assets`, `delete_run`) and
of Prefect 3 (`PrefectClient`, `get_client`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, words

_INSTANCE, _CLIENT = "dagster instance", "prefect client"
_FILTERS = (
    "flow_run_filter",
    "flow_filter",
    "deployment_filter",
    "task_run_filter",
    "work_pool_filter",
)
_CONTEXTS = tuple(
    f"dagster.{one}"
    for one in sorted(
        words(
            "OpExecutionContext AssetExecutionContext AssetCheckExecutionContext HookContext"
            " SensorEvaluationContext ScheduleEvaluationContext InitResourceContext"
            " RunStatusSensorContext"
        )
    )
)
"""What ops, assets, sensors and resources are handed: each has the instance."""
_DAGSTER = "from dagster import DagsterInstance\ninstance = DagsterInstance.get()\n"
_PREFECT = "from prefect import get_client\nasync def clean():\n    async with get_client() as c:\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "dagster.DagsterInstance",
            "dagster.DagsterInstance.get",
            "dagster.DagsterInstance.from_config",
        ),
        kind=_INSTANCE,
    ),
    Makes(names=_CONTEXTS, kind="dagster context"),
    Gives(kind="dagster context", member="instance", gives=_INSTANCE),
    Makes(
        names=("dagster.DagsterInstance.ephemeral", "dagster.DagsterInstance.local_temp"),
        kind="passing dagster instance",
    ),
    Gives(
        kind=_INSTANCE,
        member="get_runs() get_run_records()",
        gives="dagster runs",
        filters=("filters",),
    ),
    Gives(kind="dagster runs", member="for", gives="dagster run"),
    Makes(
        names=(
            "prefect.get_client",
            "prefect.client.get_client",
            "prefect.client.orchestration.get_client",
            "prefect.client.orchestration.PrefectClient",
            "prefect.client.orchestration.SyncPrefectClient",
        ),
        kind=_CLIENT,
    ),
    Gives(kind=_CLIENT, member="with", gives=_CLIENT),
    Gives(
        kind=_CLIENT,
        member="read_flow_runs() read_deployments() read_work_pools() read_flows()",
        gives="prefect runs",
        filters=_FILTERS,
    ),
    Gives(kind="prefect runs", member="for", gives="prefect run"),
)


def _deletes_each(method: str, listing: str, what: str) -> ChangesData:
    """A method that deletes one, told where it is handed all that are listed in turn."""
    loop = f"{_PREFECT}        for one in await c.{listing}("
    return ChangesData(
        names=(f".{method}",),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target=what,
        store="prefect",
        beside=("prefect",),
        example=f"{loop}):\n            await c.{method}(one.id)",
        twin=f"{loop}{_FILTERS[0]}=OLD):\n            await c.{method}(one.id)",
    )


ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".wipe",),
        on=(_INSTANCE,),
        verb=Verb.TRUNCATE,
        target="all runs and events",
        store="dagster",
        beside=("dagster",),
        example=_DAGSTER + "instance.wipe()",
        twin=_DAGSTER + "instance.get_runs()",
    ),
    ChangesData(
        names=(".wipe_assets",),
        on=(_INSTANCE,),
        verb=Verb.DELETE,
        when=((Argument(0, "asset_keys"), (r"~~all_asset_keys\(|get_asset_keys\(\)",)),),
        target="the history of every asset",
        store="dagster",
        beside=("dagster",),
        example=_DAGSTER + "instance.wipe_assets(instance.all_asset_keys())",
        twin=_DAGSTER + "instance.wipe_assets([AssetKey('scratch')])",
    ),
    ChangesData(
        names=(".delete_run",),
        on=(_INSTANCE,),
        each=True,
        verb=Verb.DELETE,
        target="the runs",
        store="dagster",
        beside=("dagster",),
        example=_DAGSTER + "for run in instance.get_runs():\n    instance.delete_run(run.run_id)",
        twin=_DAGSTER + "for run in instance.get_runs(filters=OLD):\n"
        "    instance.delete_run(run.run_id)",
    ),
    _deletes_each("delete_flow_run", "read_flow_runs", "the runs"),
    _deletes_each("delete_deployment", "read_deployments", "the deployments"),
    _deletes_each("delete_work_pool", "read_work_pools", "the work pools"),
    _deletes_each("delete_flow", "read_flows", "the flows"),
)
