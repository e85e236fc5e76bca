"""MongoEngine: documents deleted and overwritten by query sets, collections dropped.

Source: the documentation of MongoEngine 0.29, "Querying the database", "Document instances" and
the API reference (`QuerySet.delete`, `QuerySet.update`, `Document.drop_collection`).
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
from guardrail.knowledge.python.rows import Argument, Row

_MODEL, _QUERY, _ROW = "mongoengine model", "mongoengine query", "mongoengine document"
_BESIDE = ("mongoengine", "objects")
_EVERY = (r"__raw__=\{\}", r"(id|pk)__ne=None", r"(id|pk)__exists=True")
_START = "from mongoengine import Document\nclass User(Document):\n    pass\n"

KINDS: tuple[Kind, ...] = (
    Makes(
        names=("mongoengine.connect", "mongoengine.connection.get_connection"),
        kind="mongo client",
        proxy="a function",
        throwaway=((Argument(-1, "mongo_client_class"), ("mongomock.MongoClient",)),),
    ),
    Makes(
        names=("mongoengine.get_db", "mongoengine.connection.get_db"),
        kind="mongo database",
        proxy="a function",
    ),
    Extends(
        names=(
            "mongoengine.Document",
            "mongoengine.DynamicDocument",
            "mongoengine.document.Document",
        ),
        kind=_MODEL,
        instances=_ROW,
    ),
    Makes(names=("mongoengine.queryset.QuerySet",), kind=_QUERY),
    Gives(kind=_MODEL, member="objects", gives=_QUERY),
    Gives(kind=_MODEL, member="_get_collection()", gives="mongo collection"),
    Gives(kind=_MODEL, member="_get_db()", gives="mongo database"),
    Gives(kind=_QUERY, member="()", gives=_QUERY, narrows=True, every=_EVERY),
    Gives(kind=_QUERY, member="filter()", gives=_QUERY, narrows=True, every=_EVERY),
    Gives(
        kind=_QUERY,
        member="all() order_by() only() exclude() no_sub_classes() timeout() batch_size()"
        " no_cache() using() read_preference() clone() hint() skip()",
        gives=_QUERY,
    ),
    Gives(kind=_QUERY, member="limit()", gives=_QUERY, one=True),
    Gives(kind=_QUERY, member="first() get() create()", gives=_ROW, one=True),
    Gives(kind=_QUERY, member="for", gives=_ROW),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_QUERY,),
        verb=Verb.DELETE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "User.objects.delete()",
        twin=_START + "User.objects(id=7).delete()",
    ),
    ChangesData(
        names=(".update",),
        on=(_QUERY,),
        spared=(("multi", ("False",)),),
        verb=Verb.UPDATE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "User.objects().update(set__active=False)",
        twin=_START + "User.objects(plan='old').update(set__active=False)",
    ),
    ChangesData(
        names=(".delete",),
        on=(_ROW,),
        verb=Verb.DELETE,
        store="mongodb",
        beside=_BESIDE,
        example=_START + "for user in User.objects:\n    user.delete()",
        twin=_START + "for user in User.objects(plan='old'):\n    user.delete()",
    ),
    ChangesObject(
        names=(".drop_collection",),
        on=(_MODEL,),
        what=ObjectKind.TABLE,
        store="mongodb",
        beside=("mongoengine", "drop_collection"),
        example=_START + "User.drop_collection()",
        twin=_START + "User.ensure_indexes()",
    ),
)
