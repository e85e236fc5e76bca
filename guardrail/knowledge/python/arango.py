"""python-arango: collections truncated, collections, graphs and databases of ArangoDB deleted.

Source: the documentation of python-arango 8.3, "Databases", "Collections", "Documents", "AQL", and
"REMOVE", "UPDATE" of AQL in ArangoDB 3.12.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
)
from guardrail.knowledge.python.rows import FIRST, Argument, Row

_CLIENT, _DATABASE, _COLLECTION, _AQL = (
    "arango client",
    "arango database",
    "arango collection",
    "arango aql",
)
_BESIDE = ("arango", "arangoasync")
_ASYNC = "another package, with the same methods"
_START = "from arango import ArangoClient\ndb = ArangoClient().db('shop', password=password)\n"
_ALL_REMOVED = (
    r"""(?is)f?(?P<q>'''|'|)\s*for(\w+)in@?@?[\w{}]+remove\2(\._key)?in@?@?[\w{}]+.*""",
)
_NAME = Argument(0, "name")

KINDS: tuple[Kind, ...] = (
    Makes(names=("arango.ArangoClient", "arango.client.ArangoClient"), kind=_CLIENT),
    Makes(names=("arangoasync.ArangoClient",), kind=_CLIENT, unproved=_ASYNC),
    Makes(names=("arango.database.StandardDatabase",), kind=_DATABASE),
    Makes(names=("arangoasync.database.StandardDatabase",), kind=_DATABASE, unproved=_ASYNC),
    Makes(names=("arango.collection.StandardCollection",), kind=_COLLECTION),
    Gives(kind=_CLIENT, member="db()", gives=_DATABASE),
    Gives(
        kind=_DATABASE,
        member="collection() create_collection()",
        gives=_COLLECTION,
        named=_NAME,
    ),
    Gives(kind=_DATABASE, member="[]", gives=_COLLECTION),
    Gives(kind=_DATABASE, member="aql", gives=_AQL),
    Gives(kind=_DATABASE, member="begin_transaction()", gives=_DATABASE),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".truncate",),
        on=(_COLLECTION,),
        verb=Verb.TRUNCATE,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.collection('users').truncate()",
        twin=_START + "db.collection('users').count()",
    ),
    ChangesData(
        names=(".delete_match",),
        on=(_COLLECTION,),
        filter=Argument(0, "filters"),
        verb=Verb.DELETE,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.collection('users').delete_match({})",
        twin=_START + "db.collection('users').delete_match({'plan': 'old'})",
    ),
    ChangesData(
        names=(".update_match",),
        on=(_COLLECTION,),
        filter=Argument(0, "filters"),
        verb=Verb.UPDATE,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.collection('users').update_match({}, {'plan': 'x'})",
        twin=_START + "db.collection('users').update_match({'plan': 'old'}, {'plan': 'x'})",
    ),
    ChangesData(
        names=(".execute",),
        on=(_AQL,),
        filter=FIRST,
        every_like=_ALL_REMOVED,
        refuses=True,
        verb=Verb.DELETE,
        target="the collection",
        store="arangodb",
        beside=_BESIDE,
        unproved="what it is called on is an attribute that is made with each object",
        example=_START + "db.aql.execute('FOR u IN users REMOVE u IN users')",
        twin=_START + "db.aql.execute('FOR u IN users FILTER u.gone REMOVE u IN users')",
    ),
    ChangesObject(
        names=(".delete_collection",),
        on=(_DATABASE,),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.delete_collection('users')",
        twin=_START + "db.has_collection('users')",
    ),
    ChangesObject(
        names=(".delete_database",),
        on=(_DATABASE,),
        what=ObjectKind.DATABASE,
        target=_NAME,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.delete_database('shop')",
        twin=_START + "db.has_database('shop')",
    ),
    ChangesObject(
        names=(".delete_graph",),
        on=(_DATABASE,),
        when=(("drop_collections", ("True",)),),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="arangodb",
        beside=_BESIDE,
        example=_START + "db.delete_graph('org', drop_collections=True)",
        twin=_START + "db.delete_graph('org')",
    ),
)
