"""Beanie: documents deleted and overwritten by queries of a whole collection.

Source: the documentation of Beanie 2.2, "Delete documents", "Updating & Deleting" and the API
reference (`Document`, `FindMany`). In Beanie 1 the collection is Motor's (`get_motor_collection`).
"""

from __future__ import annotations

from guardrail.effects import Verb
from guardrail.knowledge.python.kinds import ChangesData, Extends, Gives, Kind, Makes
from guardrail.knowledge.python.rows import Row

_MODEL, _QUERY, _ROW = "beanie document class", "beanie query", "beanie document"
_BESIDE = ("beanie", "find_all")
_START = "from beanie import Document\nclass User(Document):\n    pass\nasync def clean():\n    "

KINDS: tuple[Kind, ...] = (
    Extends(
        names=("beanie.Document", "beanie.odm.documents.Document"),
        kind=_MODEL,
        instances=_ROW,
    ),
    Makes(names=("beanie.odm.queries.find.FindMany",), kind=_QUERY),
    Gives(kind=_MODEL, member="find() find_many()", gives=_QUERY, narrows=True, every=("",)),
    Gives(kind=_MODEL, member="find_all() all()", gives=_QUERY),
    Gives(kind=_MODEL, member="find_one() get()", gives=_ROW, one=True),
    Gives(
        kind=_MODEL,
        member="get_pymongo_collection()",
        gives="mongo collection",
    ),
    Gives(kind=_MODEL, member="get_motor_collection()", gives="mongo collection"),
    Gives(kind=_QUERY, member="find()", gives=_QUERY, narrows=True),
    Gives(kind=_QUERY, member="sort() to_list() project()", gives=_QUERY),
    Gives(kind=_QUERY, member="limit() skip()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="first_or_none()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_all",),
        on=(_MODEL,),
        verb=Verb.DELETE,
        store="mongodb",
        beside=("beanie", "Document", "models"),
        example=_START + "await User.delete_all()",
        twin=_START + "user = await User.get(7)\n    await user.delete()",
    ),
    ChangesData(
        names=(".delete", ".delete_many"),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "await User.find_all().delete()",
        twin=_START + "await User.find(User.plan == 'old').delete()",
    ),
    ChangesData(
        names=(".update", ".update_many", ".set", ".inc"),
        on=(_QUERY,),
        verb=Verb.UPDATE,
        store="mongodb",
        beside=("beanie",),
        example=_START + "await User.find_all().update({'$set': {'active': False}})",
        twin=_START + "await User.find(User.plan == 'old').update({'$set': {'active': False}})",
    ),
    ChangesData(
        names=(".update_all",),
        on=(_MODEL,),
        verb=Verb.UPDATE,
        store="mongodb",
        beside=("beanie",),
        example=_START + "await User.update_all({'$set': {'active': False}})",
        twin=_START + "await User.find_one(User.id == 7).update({'$set': {'active': False}})",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "async for user in User.find_all():\n        await user.delete()",
        twin=_START
        + "async for user in User.find(User.plan == 'old'):\n        await user.delete()",
    ),
)
