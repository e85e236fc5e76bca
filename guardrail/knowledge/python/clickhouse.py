"""ClickHouse's clients: statements that they run.

Source: the documentation of clickhouse-connect 1.12 (`Client.command`, `Client.query`, `raw_query`
and the asynchronous client) and of clickhouse-driver 0.2.11 (`Client.execute`, `execute_iter`).
"""

from __future__ import annotations

from guardrail.knowledge.python.kinds import Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_CLIENT = "clickhouse client"
_BESIDE = ("clickhouse_connect", "clickhouse_driver", "clickhouse")
_CONNECT = "import clickhouse_connect\nclient = clickhouse_connect.get_client(host='db')\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "clickhouse_connect.get_client",
            "clickhouse_connect.create_client",
            "clickhouse_connect.get_async_client",
            "clickhouse_connect.create_async_client",
        ),
        kind=_CLIENT,
        proxy="a function",
    ),
    Makes(
        names=(
            "clickhouse_connect.driver.Client",
            "clickhouse_connect.driver.client.Client",
            "clickhouse_driver.Client",
        ),
        kind=_CLIENT,
        proxy="no method of it is in a row about objects",
    ),
    Makes(
        names=("clickhouse_connect.driver.asyncclient.AsyncClient",),
        kind=_CLIENT,
        unproved="its module needs aiohttp",
    ),
)

ROWS: tuple[Row, ...] = (
    RunsText(
        names=(".command",),
        language="sql",
        text=Argument(0, "cmd"),
        receivers=(_CLIENT, "connection"),
        dialect="clickhouse",
        beside=_BESIDE,
        example=_CONNECT + "client.command('TRUNCATE TABLE users')",
    ),
    RunsText(
        names=(".query", ".raw_query", ".query_df", ".query_np", ".execute", ".execute_iter"),
        language="sql",
        text=Argument(0, "query"),
        receivers=(_CLIENT,),
        dialect="clickhouse",
        beside=_BESIDE,
        example=_CONNECT + "client.query('ALTER TABLE users DELETE WHERE 1')",
    ),
)
