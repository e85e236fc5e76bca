"""MongoDB's commands by their names: `db.command("drop", "orders")`, `{"dropDatabase": 1}`.

Source: MongoDB's manual, "Database Commands" (`drop`, `dropDatabase`, `convertToCapped`, `delete`),
with PyMongo 4.20 (`Database.command`, whose first argument is a name or the whole document).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_DATABASE = "mongo database"
_START = "from pymongo import MongoClient\nshop = MongoClient().shop\n"
_VALIDATION = "the check of its documents"
_PROXY = "the command's fields are any keywords"


def _named(command: str) -> tuple[str, ...]:
    return (command, rf"~~^\{{\s*[\"']{command}[\"']\s*:")


ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".command",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        when=((FIRST, _named("drop")),),
        target=Argument(1, "value"),
        store="mongodb",
        beside=("drop",),
        unproved=_PROXY,
        example=_START + "shop.command('drop', 'orders')",
        twin=_START + "shop.command('collStats', 'orders')  # no drop",
    ),
    ChangesObject(
        names=(".command",),
        on=(_DATABASE,),
        what=ObjectKind.DATABASE,
        when=((FIRST, _named("dropDatabase")),),
        store="mongodb",
        beside=("dropDatabase",),
        unproved=_PROXY,
        example=_START + "shop.command({'dropDatabase': 1})",
        twin=_START + "shop.command({'dbStats': 1})  # no dropDatabase",
    ),
    ChangesObject(
        names=(".command",),
        on=(_DATABASE,),
        what="users of the database",
        when=((FIRST, _named("dropAllUsersFromDatabase")),),
        target="",
        store="mongodb",
        beside=("dropAllUsersFromDatabase",),
        unproved=_PROXY,
        example=_START + "shop.command('dropAllUsersFromDatabase')",
        twin=_START + "shop.command('usersInfo')  # no dropAllUsersFromDatabase",
    ),
    ChangesObject(
        names=(".command",),
        on=(_DATABASE,),
        what="collection",
        verb=Verb.ALTER,
        when=((FIRST, _named("collMod")), ("validationLevel", ("off",))),
        protections=(
            ("validationLevel", "-", _VALIDATION),
            ("validationLevel", "*", _VALIDATION),
        ),
        target=Argument(1, "value"),
        store="mongodb",
        beside=("validationLevel",),
        unproved=_PROXY,
        example=_START + "shop.command('collMod', 'orders', validationLevel='off')",
        twin=_START + "shop.command('collMod', 'orders', validationLevel='strict')",
    ),
    ChangesData(
        names=(".command",),
        on=(_DATABASE,),
        verb=Verb.DELETE,
        when=((FIRST, _named("convertToCapped")),),
        target=Argument(1, "value"),
        store="mongodb",
        beside=("convertToCapped",),
        unproved=_PROXY,
        example=_START + "shop.command('convertToCapped', 'orders', size=1000000)",
        twin=_START + "shop.command('compact', 'orders')  # no convertToCapped",
    ),
    ChangesData(
        names=(".command",),
        on=(_DATABASE,),
        verb=Verb.DELETE,
        when=(
            (FIRST, _named("delete")),
            ("deletes", (r"~~[\"']q[\"']\s*:\s*\{\s*\}\s*,\s*[\"']limit[\"']\s*:\s*0",)),
        ),
        target=Argument(1, "value"),
        store="mongodb",
        beside=("deletes",),
        unproved=_PROXY,
        example=_START + "shop.command('delete', 'orders', deletes=[{'q': {}, 'limit': 0}])",
        twin=_START + "shop.command('delete', 'orders', deletes=[{'q': {'a': 1}, 'limit': 0}])",
    ),
)
