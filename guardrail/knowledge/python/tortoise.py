"""Tortoise ORM: rows of query sets deleted and overwritten, databases dropped.

Source: the documentation of Tortoise ORM 1.1, "Models", "Query API" and "Setting up" and its
`Tortoise._drop_databases`.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Extends,
    Gives,
    Is,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import Argument, Row, RunsText

_MODEL, _QUERY, _ROW = "tortoise model", "tortoise query", "tortoise row"
_CONNECTIONS = "tortoise connections"
_BESIDE = ("tortoise", "all", "filter")
_START = "from tortoise.models import Model\nclass User(Model):\n    pass\nasync def clean():\n    "

KINDS: tuple[Kind, ...] = (
    Extends(names=("tortoise.models.Model", "tortoise.Model"), kind=_MODEL, instances=_ROW),
    Makes(names=("tortoise.queryset.QuerySet",), kind=_QUERY),
    Is(names=("tortoise.connections", "tortoise.connection.connections"), kind=_CONNECTIONS),
    Gives(kind=_CONNECTIONS, member="get()", gives="connection"),
    Gives(
        kind=_MODEL,
        member="all() annotate() select_for_update()",
        gives=_QUERY,
    ),
    Gives(kind=_MODEL, member="filter() exclude()", gives=_QUERY, narrows=True),
    Gives(
        kind=_MODEL,
        member="get() first() get_or_none() create()",
        gives=_ROW,
        one=True,
    ),
    Gives(kind=_QUERY, member="filter() exclude()", gives=_QUERY, narrows=True),
    Gives(
        kind=_QUERY,
        member="all() order_by() prefetch_related() select_related() annotate() distinct()"
        " only() using_db() select_for_update() offset()",
        gives=_QUERY,
    ),
    Gives(kind=_QUERY, member="limit()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="first() get() get_or_none() last()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.all().delete()",
        twin=_START + "await User.filter(id=7).delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "for user in await User.all():\n        await user.delete()",
        twin=_START + "user = await User.get(id=7)\n    await user.delete()",
    ),
    ChangesData(
        names=(".update",),
        on=(_QUERY,),
        verb=Verb.UPDATE,
        store="",
        beside=_BESIDE,
        example=_START + "await User.all().update(active=False)",
        twin=_START + "await User.filter(plan='old').update(active=False)",
    ),
    ChangesObject(
        names=("tortoise.Tortoise._drop_databases",),
        what=ObjectKind.DATABASE,
        target="every database of Tortoise",
        store="",
        beside=("tortoise",),
        example="from tortoise import Tortoise\nasync def reset():\n"
        "    await Tortoise._drop_databases()",
        twin="from tortoise import Tortoise\nasync def reset():\n"
        "    await Tortoise.close_connections()",
    ),
    RunsText(
        names=(".execute_script", ".execute_query", ".execute_query_dict", ".execute_insert"),
        language="sql",
        text=Argument(0, "query"),
        receivers=("connection",),
        example="async def clean(conn):\n    await conn.execute_script('DELETE FROM users')",
    ),
)
