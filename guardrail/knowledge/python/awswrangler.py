"""AWS SDK for pandas: tables of databases written over, Glue's tables and databases deleted.

Source: the API reference of awswrangler 3.17.1 (`postgresql.to_sql` and its like, of which the mode
"overwrite" drops the table first; `catalog.delete_database`, `catalog.delete_table_if_exists`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject
from guardrail.knowledge.python.rows import Argument, Row

_BESIDE = ("awswrangler",)
_START = "import awswrangler as wr\n"
_DATABASES = ("postgresql", "mysql", "redshift", "sqlserver", "oracle")


def _written(database: str) -> ChangesData:
    call = f"wr.{database}.to_sql(frame, connection, table='users', schema='public', mode="
    return ChangesData(
        names=(f"awswrangler.{database}.to_sql",),
        verb=Verb.OVERWRITE,
        target=Argument(2, "table"),
        when=((Argument(4, "mode"), ("overwrite",)),),
        store=database,
        beside=_BESIDE,
        example=f"{_START}{call}'overwrite')",
        twin=f"{_START}{call}'append')",
    )


ROWS: tuple[Row, ...] = (
    *map(_written, _DATABASES),
    ChangesObject(
        names=("awswrangler.catalog.delete_database",),
        what=ObjectKind.SCHEMA,
        target=Argument(0, "name"),
        store="glue",
        beside=_BESIDE,
        example=_START + "wr.catalog.delete_database(name='shop')",
        twin=_START + "wr.catalog.create_database(name='shop')",
    ),
    ChangesObject(
        names=("awswrangler.catalog.delete_table_if_exists",),
        what=ObjectKind.TABLE,
        target=Argument(1, "table"),
        store="glue",
        beside=_BESIDE,
        example=_START + "wr.catalog.delete_table_if_exists(database='shop', table='users')",
        twin=_START + "wr.catalog.does_table_exist(database='shop', table='users')",
    ),
)
