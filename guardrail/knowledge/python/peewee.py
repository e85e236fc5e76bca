"""Peewee: rows deleted and overwritten by composed queries, tables truncated and dropped.

Source: the documentation of Peewee 4.5, "Querying" (Deleting records, Atomic updates), "API
Documentation" (Model, Database, Query) and "playhouse.migrate". A query does nothing before
`execute`; `Model.delete()` alone is none.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Kind,
    Makes,
    RunsQuery,
)
from guardrail.knowledge.python.rows import Argument, Row

_MODEL, _ROW, _DATABASE = "peewee model", "peewee row", "peewee database"
_DELETE, _UPDATE, _SELECT, _MIGRATOR = (
    "peewee delete",
    "peewee update",
    "peewee select",
    "peewee migrator",
)
_BESIDE = ("peewee", "playhouse")
_COMPOSED = (*_BESIDE, "delete", "update")
_START = "from peewee import Model\nclass User(Model):\n    pass\n"
_MIGRATE = "from playhouse.migrate import *\nmigrator = SqliteMigrator(db)\n"
_EVERY = (
    r"True",
    r"SQL\('1=1'\)",
    r"(\w+)\.(id|pk)(?:>0|>=0|>=1|>-1|!=0|!=None|==\1\.\2)",
    r"\(?\w+\.(id|pk)\.is_null\(False\)\)?",
)

KINDS: tuple[Kind, ...] = (
    Extends(
        names=("peewee.Model", "playhouse.signals.Model"),
        kind=_MODEL,
        instances=_ROW,
    ),
    Makes(names=("peewee.ModelDelete",), kind=_DELETE),
    Makes(names=("peewee.ModelUpdate",), kind=_UPDATE),
    Makes(names=("peewee.ModelSelect",), kind=_SELECT),
    Makes(
        names=(
            "peewee.SqliteDatabase",
            "playhouse.sqlite_ext.SqliteExtDatabase",
        ),
        kind=_DATABASE,
        throwaway=((Argument(0, "database"), (":memory:", "file::memory:?cache=shared")),),
    ),
    Makes(
        names=(
            "peewee.PostgresqlDatabase",
            "peewee.MySQLDatabase",
            "peewee.DatabaseProxy",
            "peewee.Database",
            "playhouse.postgres_ext.PostgresqlExtDatabase",
            "playhouse.pool.PooledPostgresqlDatabase",
            "playhouse.pool.PooledMySQLDatabase",
            "playhouse.db_url.connect",
        ),
        kind=_DATABASE,
    ),
    Makes(
        names=(
            "playhouse.migrate.SchemaMigrator",
            "playhouse.migrate.PostgresqlMigrator",
            "playhouse.migrate.MySQLMigrator",
            "playhouse.migrate.SqliteMigrator",
        ),
        kind=_MIGRATOR,
    ),
    Gives(kind=_MODEL, member="delete()", gives=_DELETE),
    Gives(kind=_MODEL, member="update()", gives=_UPDATE),
    Gives(kind=_MODEL, member="select()", gives=_SELECT),
    Gives(kind=_MODEL, member="filter()", gives=_SELECT, narrows=True, every=_EVERY),
    Gives(kind=_MODEL, member="get() get_by_id() get_or_none() create()", gives=_ROW, one=True),
    Gives(kind=_DELETE, member="where() orwhere()", gives=_DELETE, narrows=True, every=_EVERY),
    Gives(kind=_DELETE, member="returning() order_by()", gives=_DELETE),
    Gives(kind=_DELETE, member="limit()", gives=_DELETE, one=True),
    Gives(kind=_UPDATE, member="where() orwhere()", gives=_UPDATE, narrows=True, every=_EVERY),
    Gives(kind=_UPDATE, member="returning() order_by()", gives=_UPDATE),
    Gives(kind=_UPDATE, member="limit()", gives=_UPDATE, one=True),
    Gives(kind=_SELECT, member="where() filter()", gives=_SELECT, narrows=True, every=_EVERY),
    Gives(kind=_SELECT, member="order_by() distinct() iterator() join() switch()", gives=_SELECT),
    Gives(kind=_SELECT, member="limit() paginate()", gives=_SELECT, one=True),
    Gives(kind=_SELECT, member="get() first()", gives=_ROW, one=True),
    Gives(kind=_SELECT, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".execute",),
        on=(_DELETE,),
        verb=Verb.DELETE,
        store="",
        beside=_COMPOSED,
        example=_START + "User.delete().execute()",
        twin=_START + "User.delete().where(User.id == 7).execute()",
    ),
    ChangesData(
        names=(".execute",),
        on=(_UPDATE,),
        verb=Verb.UPDATE,
        store="",
        beside=_COMPOSED,
        example=_START + "User.update(active=False).execute()",
        twin=_START + "User.update(active=False).where(User.plan == 'old').execute()",
    ),
    RunsQuery(
        names=(".execute_sql",),
        on=(_DATABASE,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="",
        beside=_BESIDE,
        example="import peewee\n"
        "db = peewee.PostgresqlDatabase('shop')\ndb.execute_sql('DELETE FROM users')",
        twin="import peewee\n"
        "db = peewee.PostgresqlDatabase('shop')\ndb.execute_sql('SELECT 1 FROM users')",
    ),
    RunsQuery(
        names=(".raw",),
        on=(_MODEL,),
        language="sql",
        text=Argument(0, "sql"),
        like="",
        store="",
        beside=_BESIDE,
        example=_START + "User.raw('DELETE FROM users').execute()",
        twin=_START + "User.raw('SELECT id FROM users').execute()",
    ),
    ChangesData(
        names=(".delete_instance",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        example=_START + "for user in User.select():\n    user.delete_instance()",
        twin=_START
        + "for user in User.select().where(User.plan == 'old'):\n    user.delete_instance()",
    ),
    ChangesData(
        names=(".truncate_table",),
        on=(_MODEL,),
        verb=Verb.TRUNCATE,
        unmistakable=True,
        store="",
        example=_START + "User.truncate_table(cascade=True)",
        twin=_START + "User.delete_by_id(7)",
    ),
    ChangesObject(
        names=(".drop_table",),
        on=(_MODEL,),
        what=ObjectKind.TABLE,
        store="",
        beside=("peewee", "playhouse"),
        example=_START + "User.drop_table()",
        twin=_START + "User.create_table()",
    ),
    ChangesObject(
        names=(".drop_tables",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        target=Argument(0, "models"),
        unmistakable=True,
        store="",
        beside=_BESIDE,
        example="import peewee\n"
        "db = peewee.PostgresqlDatabase('shop')\ndb.drop_tables([User, Order])",
        twin="import peewee\n"
        "db = peewee.PostgresqlDatabase('shop')\ndb.create_tables([User, Order])",
    ),
    ChangesObject(
        names=(".drop_column",),
        on=(_MIGRATOR,),
        what=ObjectKind.COLUMN,
        table=Argument(0, "table"),
        target=Argument(1, "column_name"),
        store="",
        beside=("playhouse",),
        example=_MIGRATE + "migrate(migrator.drop_column('users', 'email'))",
        twin=_MIGRATE + "migrate(migrator.add_index('users', ('email',)))",
    ),
    ChangesObject(
        names=(".rename_table",),
        on=(_MIGRATOR,),
        what=ObjectKind.TABLE,
        verb=Verb.RENAME,
        target=Argument(0, "old_name"),
        new_name=Argument(1, "new_name"),
        store="",
        beside=("playhouse",),
        example=_MIGRATE + "migrate(migrator.rename_table('users', 'people'))",
        twin=_MIGRATE + "migrate(migrator.add_index('users', ('email',)))",
    ),
    ChangesObject(
        names=(".rename_column",),
        on=(_MIGRATOR,),
        what=ObjectKind.COLUMN,
        verb=Verb.RENAME,
        table=Argument(0, "table"),
        target=Argument(1, "old_name"),
        new_name=Argument(2, "new_name"),
        store="",
        beside=("playhouse",),
        example=_MIGRATE + "migrate(migrator.rename_column('users', 'mail', 'email'))",
        twin=_MIGRATE + "migrate(migrator.add_index('users', ('email',)))",
    ),
)
