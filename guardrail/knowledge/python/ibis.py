"""Ibis: tables dropped, emptied and written over through any of its backends, and SQL run as it is.

Source: the API reference of Ibis 12, "Connection API" of the backends (`drop_table`,
`truncate_table`, `create_table` and `insert` with `overwrite`, `drop_database`, `raw_sql`, `sql`)
and `Table.sql`. What a backend calls a database is a schema of the store; DuckDB's keeps everything
in memory by default.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ALWAYS, ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_BACKEND, _TABLE = "ibis backend", "ibis table"
_BESIDE = ("ibis",)
_NAME = Argument(0, "name")
_OVERWRITES = ((Argument(-1, "overwrite"), ("True",)),)
_START = "import ibis\nshop = ibis.postgres.connect(host='db.acme.io')\n"
_SERVERS = (
    "postgres",
    "mysql",
    "sqlite",
    "mssql",
    "oracle",
    "bigquery",
    "snowflake",
    "databricks",
    "clickhouse",
    "trino",
    "athena",
    "pyspark",
    "risingwave",
    "exasol",
)

KINDS: tuple[Kind, ...] = (
    Makes(
        names=(
            "ibis.BaseBackend",
            "ibis.backends.BaseBackend",
            "ibis.backends.sql.SQLBackend",
            "ibis.backends.duckdb.Backend",
        ),
        kind=_BACKEND,
    ),
    Makes(names=("ibis.connect", "ibis.get_backend"), kind=_BACKEND, proxy="functions"),
    Gives(kind=_BACKEND, member="table()", gives=_TABLE),
    Makes(
        names=tuple(f"ibis.{server}.connect" for server in _SERVERS),
        kind=_BACKEND,
        unproved="the backends' own drivers aren't installed",
    ),
    Makes(
        names=("ibis.duckdb.connect",),
        kind=_BACKEND,
        proxy="a method of a backend",
        throwaway=((Argument(0, "database"), ("-", ":memory:")),),
    ),
    Makes(
        names=("ibis.polars.connect", "ibis.datafusion.connect"),
        kind=_BACKEND,
        unproved="the backends' own drivers aren't installed",
        throwaway=(ALWAYS,),
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".drop_table",),
        on=(_BACKEND,),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="ibis",
        beside=_BESIDE,
        example=_START + "shop.drop_table('users')",
        twin=_START + "shop.drop_view('active_users')",
    ),
    ChangesObject(
        names=(".drop_database",),
        on=(_BACKEND,),
        what=ObjectKind.SCHEMA,
        target=_NAME,
        store="ibis",
        unproved="only backends with databases have it",
        beside=_BESIDE,
        example=_START + "shop.drop_database('crm', force=True)",
        twin=_START + "shop.create_database('crm', force=True)",
    ),
    ChangesObject(
        names=(".create_table",),
        on=(_BACKEND,),
        what=ObjectKind.TABLE,
        verb=Verb.CREATE,
        target=_NAME,
        when=_OVERWRITES,
        spared=((Argument(-1, "temp"), ("True",)),),
        store="ibis",
        beside=_BESIDE,
        example=_START + "shop.create_table('users', frame, overwrite=True)",
        twin=_START + "shop.create_table('users', frame)",
    ),
    ChangesData(
        names=(".truncate_table",),
        on=(_BACKEND,),
        verb=Verb.TRUNCATE,
        target=_NAME,
        store="ibis",
        beside=_BESIDE,
        example=_START + "shop.truncate_table('users')",
        twin=_START + "shop.list_tables()",
    ),
    ChangesData(
        names=(".insert",),
        on=(_BACKEND,),
        verb=Verb.OVERWRITE,
        target=_NAME,
        when=_OVERWRITES,
        store="ibis",
        beside=_BESIDE,
        example=_START + "shop.insert('users', frame, overwrite=True)",
        twin=_START + "shop.insert('users', frame)",
    ),
    RunsText(
        names=(".raw_sql",),
        language="sql",
        text=Argument(0, "query"),
        receivers=(_BACKEND,),
        beside=_BESIDE,
        example=_START + "shop.raw_sql('DELETE FROM users')",
    ),
    RunsText(
        names=(".sql",),
        language="sql",
        text=Argument(0, "query"),
        receivers=(_BACKEND, _TABLE),
        beside=_BESIDE,
        example=_START + "shop.sql('DELETE FROM users')",
    ),
)
