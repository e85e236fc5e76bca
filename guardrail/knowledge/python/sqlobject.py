"""SQLObject: rows deleted by a condition or all of them, tables emptied and dropped.

Source: the documentation of SQLObject 3.14, "SQLObject" (`deleteMany`, `deleteBy`, `clearTable`,
`dropTable`) and "SQLBuilder" (`Delete`, `Update`), and its `main.py`: `deleteMany(None)` writes no
WHERE.
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
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row, RunsText

_MODEL, _QUERY, _ROW, _CONNECTION = (
    "sqlobject model",
    "sqlobject query",
    "sqlobject row",
    "sqlobject connection",
)
_BESIDE = ("sqlobject",)
_START = "from sqlobject import SQLObject\nclass User(SQLObject):\n    pass\n"

KINDS: tuple[Kind, ...] = (
    Extends(names=("sqlobject.SQLObject", "sqlobject.main.SQLObject"), kind=_MODEL, instances=_ROW),
    Makes(names=("sqlobject.connectionForURI",), kind=_CONNECTION, proxy="a function"),
    Gives(kind=_MODEL, member="select()", gives=_QUERY, narrows=True, every=("None",)),
    Gives(kind=_MODEL, member="selectBy()", gives=_QUERY, narrows=True),
    Gives(kind=_MODEL, member="get()", gives=_ROW, one=True),
    Gives(kind=_MODEL, member="_connection", gives=_CONNECTION),
    Gives(kind=_QUERY, member="filter()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="orderBy() distinct() reversed()", gives=_QUERY),
    Gives(kind=_QUERY, member="limit() getOne()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".deleteMany",),
        on=(_MODEL,),
        filter=Argument(0, "where"),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "User.deleteMany(None)",
        twin=_START + "User.deleteMany(User.q.plan == 'old')",
    ),
    ChangesData(
        names=(".deleteBy",),
        on=(_MODEL,),
        picks=True,
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "User.deleteBy()",
        twin=_START + "User.deleteBy(plan='old')",
    ),
    ChangesData(
        names=(".clearTable",),
        on=(_MODEL,),
        verb=Verb.TRUNCATE,
        store="",
        beside=_BESIDE,
        example=_START + "User.clearTable()",
        twin=_START + "User.createTable()",
    ),
    ChangesData(
        names=(".destroySelf",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="",
        beside=_BESIDE,
        example=_START + "for user in User.select():\n    user.destroySelf()",
        twin=_START + "for user in User.selectBy(plan='old'):\n    user.destroySelf()",
    ),
    ChangesObject(
        names=(".dropTable",),
        on=(_MODEL,),
        what=ObjectKind.TABLE,
        store="",
        beside=_BESIDE,
        example=_START + "User.dropTable(ifExists=True)",
        twin=_START + "User.tableExists()",
    ),
    RunsText(
        names=(".query", ".queryAll", ".queryOne"),
        language="sql",
        text=FIRST,
        receivers=(_CONNECTION,),
        beside=_BESIDE,
        example="from sqlobject import connectionForURI\n"
        "connectionForURI('mysql://db1/crm').query('DELETE FROM users')",
    ),
)
