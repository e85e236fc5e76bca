"""PyIceberg: tables dropped or purged, rows deleted and written over.

Source: the API documentation of PyIceberg 0.12 (`Catalog`, `Table`): a filter that isn't
given is AlwaysTrue(), and `purge_table` deletes the files that `drop_table` leaves.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Recoverable, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row
from guardrail.knowledge.python.true_conditions import TRUE_EXPRESSIONS

_CATALOG, _TABLE = "iceberg catalog", "iceberg table"
_EXPIRY, _SCHEMA = "iceberg expiry", "iceberg schema"
_NOW = r"~~^(?:\w+\.)*(?:now|utcnow|today)\([^()]*\)$"
_BESIDE = ("pyiceberg",)
_IDENTIFIER = Argument(0, "identifier")
_EVERY = ("True", "TRUE", "true", "AlwaysTrue()", "ALWAYS_TRUE")
_START = (
    "from pyiceberg.catalog import load_catalog\n"
    "catalog = load_catalog('shop')\n"
    "table = catalog.load_table('crm.users')\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("pyiceberg.catalog.load_catalog",), kind=_CATALOG, proxy="a function"),
    Makes(names=("pyiceberg.catalog.Catalog",), kind=_CATALOG),
    Makes(
        names=(
            "pyiceberg.catalog.rest.RestCatalog",
            "pyiceberg.catalog.glue.GlueCatalog",
            "pyiceberg.catalog.hive.HiveCatalog",
            "pyiceberg.catalog.sql.SqlCatalog",
        ),
        kind=_CATALOG,
        unproved="each needs packages of its own",
    ),
    Gives(
        kind=_CATALOG,
        member="load_table() create_table() create_table_if_not_exists() register_table()",
        gives=_TABLE,
        named=_IDENTIFIER,
    ),
    Makes(names=("pyiceberg.table.Table", "pyiceberg.table.Transaction"), kind=_TABLE),
    Gives(kind=_TABLE, member="transaction()", gives=_TABLE),
    Gives(kind=_TABLE, member="with", gives=_TABLE),
    Gives(kind=_TABLE, member="maintenance", gives="iceberg maintenance"),
    Gives(kind="iceberg maintenance", member="expire_snapshots()", gives=_EXPIRY),
    Gives(kind=_TABLE, member="update_schema()", gives=_SCHEMA),
    Gives(kind=_SCHEMA, member="with add_column() rename_column()", gives=_SCHEMA),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".older_than",),
        on=(_EXPIRY,),
        verb=Verb.DELETE,
        target="the table's older versions",
        when=((Argument(0, "dt"), (_NOW,)),),
        store="iceberg",
        beside=_BESIDE,
        unproved="what it is called on is made by an attribute",
        example=_START + "table.maintenance.expire_snapshots().older_than(datetime.now()).commit()",
        twin=_START + "table.maintenance.expire_snapshots().older_than(last_month).commit()",
    ),
    ChangesObject(
        names=(".delete_column",),
        on=(_SCHEMA,),
        what=ObjectKind.COLUMN,
        target=Argument(0, "path"),
        recoverable=Recoverable.YES,
        store="iceberg",
        beside=_BESIDE,
        unproved="what it is called on is made by a method",
        example=_START + "with table.update_schema() as schema:\n    schema.delete_column('email')",
        twin=_START + "with table.update_schema() as schema:\n"
        "    schema.rename_column('email', 'mail')",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_CATALOG,),
        what=ObjectKind.TABLE,
        target=_IDENTIFIER,
        store="iceberg",
        recoverable=Recoverable.YES,
        beside=_BESIDE,
        example=_START + "catalog.drop_table('crm.users')",
        twin=_START + "catalog.table_exists('crm.users')",
    ),
    ChangesObject(
        names=(".purge_table",),
        on=(_CATALOG,),
        what=ObjectKind.TABLE,
        target=_IDENTIFIER,
        store="iceberg",
        beside=_BESIDE,
        example=_START + "catalog.purge_table('crm.users')",
        twin=_START + "catalog.load_table('crm.users')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_TABLE,),
        verb=Verb.DELETE,
        filter=Argument(0, "delete_filter"),
        every=_EVERY,
        every_like=TRUE_EXPRESSIONS,
        parses=True,
        store="iceberg",
        beside=_BESIDE,
        example=_START + "table.delete()",
        twin=_START + "table.delete(\"city = 'Rome'\")",
    ),
    ChangesData(
        names=(".overwrite",),
        on=(_TABLE,),
        verb=Verb.OVERWRITE,
        filter=Argument(1, "overwrite_filter"),
        every=_EVERY,
        every_like=TRUE_EXPRESSIONS,
        parses=True,
        store="iceberg",
        beside=_BESIDE,
        example=_START + "table.overwrite(frame)",
        twin=_START + "table.overwrite(frame, overwrite_filter=\"city = 'Rome'\")",
    ),
)
