"""The object mapper of the Cassandra driver: rows, tables and keyspaces dropped.

Source: the documentation of cassandra-driver 3.30, "cqlengine" (Models, Making Queries, Schema
Management). CQL that a session runs is read as SQL.
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

_MODEL, _QUERY, _ROW = "cqlengine model", "cqlengine query", "cqlengine row"
_SESSION = "cassandra session"
_BESIDE = ("cassandra", "objects")
_START = "from cassandra.cqlengine.models import Model\nclass User(Model):\n    pass\n"
_CONNECTED = (
    "from cassandra.cluster import Cluster\nsession = Cluster(['10.0.0.5']).connect('shop')\n"
)

KINDS: tuple[Kind, ...] = (
    Makes(names=("cassandra.cluster.Cluster",), kind="cassandra cluster"),
    Makes(names=("cassandra.cluster.Session",), kind=_SESSION),
    Gives(kind="cassandra cluster", member="connect()", gives=_SESSION),
    Extends(names=("cassandra.cqlengine.models.Model",), kind=_MODEL, instances=_ROW),
    Makes(names=("cassandra.cqlengine.query.ModelQuerySet",), kind=_QUERY),
    Gives(kind=_MODEL, member="objects", gives=_QUERY),
    Gives(kind=_QUERY, member="()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="filter()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="all() order_by() allow_filtering() using()", gives=_QUERY),
    Gives(kind=_QUERY, member="limit()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="get() first()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    RunsQuery(
        names=(".execute", ".execute_async", ".prepare"),
        on=(_SESSION,),
        language="sql",
        text=Argument(0, "query"),
        like="",
        store="cassandra",
        beside=_BESIDE,
        example=_CONNECTED + "session.execute('TRUNCATE shop.events')",
        twin=_CONNECTED + "session.execute('SELECT * FROM shop.events')",
    ),
    RunsQuery(
        names=("cassandra.query.SimpleStatement",),
        language="sql",
        text=Argument(0, "query_string"),
        like="",
        store="cassandra",
        beside=_BESIDE,
        example="from cassandra.query import SimpleStatement\nSimpleStatement('TRUNCATE events')",
        twin="from cassandra.query import SimpleStatement\nSimpleStatement('SELECT 1 FROM events')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="cassandra",
        beside=_BESIDE,
        example=_START + "User.objects.all().delete()",
        twin=_START + "User.objects(id=7).delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="cassandra",
        beside=_BESIDE,
        unproved="a model that isn't abstract needs columns",
        example=_START + "for user in User.objects.all():\n    user.delete()",
        twin=_START + "for user in User.objects.filter(plan='old'):\n    user.delete()",
    ),
    ChangesObject(
        names=("cassandra.cqlengine.management.drop_table",),
        what=ObjectKind.TABLE,
        target=Argument(0, "model"),
        store="cassandra",
        beside=("cassandra",),
        example="from cassandra.cqlengine.management import drop_table\ndrop_table(User)",
        twin="from cassandra.cqlengine.management import sync_table\nsync_table(User)",
    ),
    ChangesObject(
        names=("cassandra.cqlengine.management.drop_keyspace",),
        what=ObjectKind.SCHEMA,
        target=Argument(0, "name"),
        store="cassandra",
        beside=("cassandra",),
        example="from cassandra.cqlengine.management import drop_keyspace\ndrop_keyspace('shop')",
        twin="from cassandra.cqlengine.management import create_keyspace_simple\n"
        "create_keyspace_simple('shop', 3)",
    ),
)
