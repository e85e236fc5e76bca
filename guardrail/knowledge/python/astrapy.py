"""Astra DB: documents and rows deleted by an empty filter, collections and databases dropped.

Source: the reference of astrapy 2.3 (`Collection.delete_many`: an empty filter deletes all
documents; `Table.delete_many`, `Database.drop_collection`, `AstraDBAdmin.drop_database`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _DATABASE, _COLLECTION, _TABLE = (
    "astra client",
    "astra database",
    "astra collection",
    "astra table",
)
_ADMIN, _DATABASE_ADMIN = "astra admin", "astra database admin"
_HOLDERS = (_COLLECTION, _TABLE)
_BESIDE = ("astrapy",)
_FILTER = Argument(0, "filter")
_NAME = Argument(0, "name")
_START = (
    "from astrapy import DataAPIClient\n"
    "db = DataAPIClient(token).get_database('https://x.apps.astra.datastax.com')\n"
)
_ADMIN_START = "from astrapy import DataAPIClient\nadmin = DataAPIClient(token).get_admin()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("astrapy.DataAPIClient",), kind=_CLIENT),
    Makes(names=("astrapy.Database", "astrapy.AsyncDatabase"), kind=_DATABASE),
    Makes(
        names=(
            "astrapy.Collection",
            "astrapy.AsyncCollection",
            "astrapy.collection.Collection",
            "astrapy.collection.AsyncCollection",
        ),
        kind=_COLLECTION,
    ),
    Makes(
        names=(
            "astrapy.Table",
            "astrapy.AsyncTable",
            "astrapy.table.Table",
            "astrapy.table.AsyncTable",
        ),
        kind=_TABLE,
    ),
    Makes(names=("astrapy.admin.AstraDBAdmin",), kind=_ADMIN),
    Makes(names=("astrapy.admin.AstraDBDatabaseAdmin",), kind=_DATABASE_ADMIN),
    Gives(
        kind=_CLIENT,
        member="get_database() get_async_database() get_database_by_api_endpoint()",
        gives=_DATABASE,
    ),
    Gives(kind=_CLIENT, member="get_admin()", gives=_ADMIN),
    Gives(kind=_DATABASE, member="get_database_admin()", gives=_DATABASE_ADMIN),
    Gives(kind=_ADMIN, member="get_database_admin()", gives=_DATABASE_ADMIN),
    Gives(kind=_ADMIN, member="get_database()", gives=_DATABASE),
    Gives(
        kind=_DATABASE,
        member="get_collection() create_collection()",
        gives=_COLLECTION,
        named=_NAME,
    ),
    Gives(kind=_DATABASE, member="get_table() create_table()", gives=_TABLE, named=_NAME),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_many",),
        on=_HOLDERS,
        filter=_FILTER,
        keys=("_id",),
        verb=Verb.DELETE,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.get_collection('users').delete_many({})",
        twin=_START + "db.get_collection('users').delete_many({'plan': 'old'})",
    ),
    ChangesData(
        names=(".update_many",),
        on=(_COLLECTION,),
        filter=_FILTER,
        keys=("_id",),
        verb=Verb.UPDATE,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.get_collection('users').update_many({}, {'$set': {'plan': 'x'}})",
        twin=_START + "db.get_collection('users').update_many({'_id': 7}, {'$set': {'plan': 'x'}})",
    ),
    ChangesObject(
        names=(".drop",),
        on=_HOLDERS,
        what=ObjectKind.TABLE,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.get_collection('users').drop()",
        twin=_START + "db.get_collection('users').options()",
    ),
    ChangesObject(
        names=(".drop_collection", ".drop_table"),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.drop_collection('users')",
        twin=_START + "db.list_collection_names()",
    ),
    ChangesObject(
        names=(".drop_keyspace",),
        on=(_DATABASE_ADMIN,),
        what=ObjectKind.SCHEMA,
        target=_NAME,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.get_database_admin().drop_keyspace('shop')",
        twin=_START + "db.get_database_admin().list_keyspaces()",
    ),
    ChangesObject(
        names=(".drop_database",),
        on=(_ADMIN,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "id"),
        store="astra",
        beside=_BESIDE,
        example=_ADMIN_START + "admin.drop_database('01234567-89ab')",
        twin=_ADMIN_START + "admin.list_databases()",
    ),
    ChangesObject(
        names=(".drop",),
        on=(_DATABASE_ADMIN,),
        what=ObjectKind.DATABASE,
        store="astra",
        beside=_BESIDE,
        example=_START + "db.get_database_admin().drop()",
        twin=_START + "db.get_database_admin().info()",
    ),
)
