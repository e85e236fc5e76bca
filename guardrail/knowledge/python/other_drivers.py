"""Drivers and resources that don't follow PEP 249, and give what others are known for.

Source: pg8000 1.31 (`pg8000.native`), mysqlx-connector-python 26 (the X DevAPI of MySQL),
dagster-gcp 0.26 (`BigQueryResource.get_client`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind
from guardrail.knowledge.python.kinds import ChangesObject, Gives, Kind, Makes, RunsQuery
from guardrail.knowledge.python.rows import Argument, Row

_NATIVE, _SESSION, _SCHEMA = "pg8000 connection", "mysqlx session", "mysqlx schema"
_RESOURCE = "dagster bigquery"
_PG = "import pg8000.native\nc = pg8000.native.Connection('app')\n"
_X = "import mysqlx\nsession = mysqlx.get_session({'host': 'db'})\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("pg8000.native.Connection",), kind=_NATIVE),
    Makes(names=("mysqlx.get_session",), kind=_SESSION, proxy="a function"),
    Makes(names=("mysqlx.connection.Session",), kind=_SESSION),
    Makes(names=("mysqlx.crud.Schema",), kind=_SCHEMA),
    Gives(kind=_SESSION, member="get_schema()", gives=_SCHEMA),
    Makes(
        names=("dagster_gcp.BigQueryResource",),
        kind=_RESOURCE,
        unproved="dagster-gcp isn't installed",
    ),
    Gives(kind=_RESOURCE, member="get_client()", gives="bigquery client"),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=(".run",),
        on=(_NATIVE,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="postgres",
        beside=("pg8000",),
        example=_PG + "c.run('DELETE FROM users')",
        twin=_PG + "c.run('SELECT id FROM users')",
    ),
    RunsQuery(
        names=(".sql",),
        on=(_SESSION,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="mysql",
        beside=("mysqlx",),
        example=_X + "session.sql('DELETE FROM users').execute()",
        twin=_X + "session.sql('SELECT id FROM users').execute()",
    ),
    ChangesObject(
        names=(".drop_schema",),
        on=(_SESSION,),
        what=ObjectKind.SCHEMA,
        target=Argument(0, "name"),
        store="mysql",
        beside=("mysqlx",),
        example=_X + "session.drop_schema('shop')",
        twin=_X + "session.create_schema('shop')",
    ),
    ChangesObject(
        names=(".drop_collection",),
        on=(_SCHEMA,),
        what=ObjectKind.TABLE,
        target=Argument(0, "name"),
        store="mysql",
        beside=("mysqlx",),
        example=_X + "session.get_schema('shop').drop_collection('users')",
        twin=_X + "session.get_schema('shop').create_collection('users')",
    ),
)
