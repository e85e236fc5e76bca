"""Dagster's and Prefect's own stores: runs, assets' histories, deployments deleted by a client.

Source: the API reference of Dagster 1.12 (`DagsterInstance.wipe`, `wipe_assets`, `delete_run`) and
of Prefect 3 (`PrefectClient`, `get_client`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_INSTANCE, _CLIENT = "dagster instance", "prefect client"
_HEAVY = "the packages are heavy, and aren't installed for tests"
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
        unproved=_HEAVY,
    ),
    Makes(
        names=("dagster.DagsterInstance.ephemeral", "dagster.DagsterInstance.local_temp"),
        kind="passing dagster instance",
        unproved=_HEAVY,
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
        unproved=_HEAVY,
    ),
    Gives(kind=_CLIENT, member="with", gives=_CLIENT),
    Gives(
        kind=_CLIENT,
        member="read_flow_runs()",
        gives="prefect runs",
        filters=("flow_filter", "flow_run_filter", "deployment_filter", "task_run_filter"),
    ),
    Gives(kind="prefect runs", member="for", gives="prefect run"),
)


def _deletes(method: str, what: str) -> ChangesObject:
    return ChangesObject(
        names=(f".{method}",),
        on=(_CLIENT,),
        what=what,
        store="prefect",
        target=FIRST,
        beside=("prefect",),
        unproved=_HEAVY,
        example=f"{_PREFECT}        await c.{method}('shop')",
        twin=f"{_PREFECT}        await c.{method.replace('delete', 'read')}('shop')",
    )


ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".wipe",),
        on=(_INSTANCE,),
        verb=Verb.TRUNCATE,
        target="all runs and events",
        store="dagster",
        beside=("dagster",),
        unproved=_HEAVY,
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
        unproved=_HEAVY,
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
        unproved=_HEAVY,
        example=_DAGSTER + "for run in instance.get_runs():\n    instance.delete_run(run.run_id)",
        twin=_DAGSTER + "for run in instance.get_runs(filters=OLD):\n"
        "    instance.delete_run(run.run_id)",
    ),
    ChangesData(
        names=(".delete_flow_run",),
        on=(_CLIENT,),
        each=True,
        verb=Verb.DELETE,
        target="the runs",
        store="prefect",
        beside=("prefect",),
        unproved=_HEAVY,
        example=_PREFECT + "        for run in await c.read_flow_runs():\n"
        "            await c.delete_flow_run(run.id)",
        twin=_PREFECT + "        for run in await c.read_flow_runs(flow_run_filter=OLD):\n"
        "            await c.delete_flow_run(run.id)",
    ),
    _deletes("delete_deployment", "deployment"),
    _deletes("delete_work_pool", "work pool"),
    _deletes("delete_flow", "flow with its runs"),
    _deletes("delete_block_document", "block"),
)
