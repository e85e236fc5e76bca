"""Weaviate: collections deleted, objects deleted by a filter that all of them pass.

Source: the documentation of the Python client 4.24 (`collections.delete`, `collections.delete_all`,
`data.delete_many`) and, for clients of version 3, `schema.delete_all` and `schema.delete_class`.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _COLLECTIONS, _COLLECTION = (
    "weaviate client",
    "weaviate collections",
    "weaviate collection",
)
_DATA, _SCHEMA, _BATCH = "weaviate data", "weaviate schema", "weaviate batch"
_TENANTS = "weaviate tenants"
_BESIDE = ("weaviate",)
_OLD = "of version 3, whose package has the same name"
_START = "import weaviate\nclient = weaviate.connect_to_weaviate_cloud(url, key)\n"
_START_OLD = "import weaviate\nclient = weaviate.Client(url)\n"
_EVERY_LIKE = (
    r"([\w.]+\.)?Filter\.by_(id\(\)|property\('\w+'\))\.like\('\*'\)",
    r"([\w.]+\.)?Filter\.by_id\(\)\.not_equal\('[^']*'\)",
    r"([\w.]+\.)?Filter\.by_property\('\w+'\)\.not_equal\(''\)",
    r"([\w.]+\.)?Filter\.by_creation_time\(\)\.greater_(than|or_equal)\(datetime\.min\)",
)

_EVERY_LIKE_OLD = (
    r"(?i)\{'path':\[?'\w+'\]?,'operator':'like','value(text|string)':'\*'\}",
    r"(?i)\{'operator':'like','path':\[?'\w+'\]?,'value(text|string)':'\*'\}",
    r"(?i)\{'path':\[?'\w+'\]?,'operator':'notequal','value(text|string)':'[^'\w]*'\}",
)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("weaviate_client",), kind=_CLIENT),
    Makes(
        names=("weaviate.WeaviateClient", "weaviate.WeaviateAsyncClient"),
        kind=_CLIENT,
    ),
    Makes(
        names=(
            "weaviate.connect_to_local",
            "weaviate.connect_to_weaviate_cloud",
            "weaviate.connect_to_wcs",
            "weaviate.connect_to_custom",
            "weaviate.connect_to_embedded",
            "weaviate.use_async_with_local",
            "weaviate.use_async_with_weaviate_cloud",
            "weaviate.Client",
        ),
        kind=_CLIENT,
        proxy="functions",
    ),
    Makes(
        names=("weaviate.collections.collections.sync._Collections",),
        kind=_COLLECTIONS,
    ),
    Makes(names=("weaviate.collections.data.sync._DataCollection",), kind=_DATA),
    Gives(kind=_CLIENT, member="collections", gives=_COLLECTIONS),
    Gives(kind=_CLIENT, member="schema", gives=_SCHEMA),
    Gives(kind=_CLIENT, member="batch", gives=_BATCH),
    Gives(kind=_COLLECTION, member="tenants", gives=_TENANTS),
    Gives(kind=_TENANTS, member="get()", gives="weaviate tenants found"),
    Gives(kind="weaviate tenants found", member="for", gives="weaviate tenant"),
    Gives(
        kind="weaviate tenants found",
        member="keys() values() items()",
        gives="weaviate tenants found",
    ),
    Gives(
        kind=_COLLECTIONS,
        member="get() use()",
        gives=_COLLECTION,
        named=Argument(0, "name"),
    ),
    Gives(kind=_COLLECTIONS, member="create()", gives=_COLLECTION, named=Argument(0, "name")),
    Gives(kind=_COLLECTION, member="with_tenant()", gives=_COLLECTION),
    Gives(kind=_COLLECTION, member="data", gives=_DATA),
    Gives(kind=_COLLECTION, member="iterator()", gives="weaviate objects", filters=("after",)),
    Gives(kind="weaviate objects", member="for", gives="weaviate object"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_all",),
        on=(_COLLECTIONS,),
        what=ObjectKind.DATABASE,
        target="every collection of Weaviate",
        store="weaviate",
        beside=_BESIDE,
        example=_START + "client.collections.delete_all()",
        twin=_START + "client.collections.list_all()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_COLLECTIONS,),
        what=ObjectKind.TABLE,
        target=Argument(0, "name"),
        store="weaviate",
        beside=_BESIDE,
        example=_START + "client.collections.delete('Docs')",
        twin=_START + "client.collections.exists('Docs')",
    ),
    ChangesData(
        names=(".delete_by_id",),
        on=(_DATA,),
        each=True,
        verb=Verb.DELETE,
        store="weaviate",
        beside=_BESIDE,
        example=_START
        + "pages = client.collections.get('Page')\nfor one in pages.iterator():\n"
        + "    pages.data.delete_by_id(one.uuid)",
        twin=_START
        + "pages = client.collections.get('Page')\nfor one in pages.iterator(after=last):\n"
        + "    pages.data.delete_by_id(one.uuid)",
    ),
    ChangesData(
        names=(".delete_many",),
        on=(_DATA,),
        spared=(("dry_run", ("True",)),),
        filter=Argument(0, "where"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="weaviate",
        beside=_BESIDE,
        example="from weaviate.classes.query import Filter\n"
        + _START
        + "client.collections.get('Docs').data.delete_many(where=Filter.by_id().like('*'))",
        twin="from weaviate.classes.query import Filter\n"
        + _START
        + "client.collections.get('Docs').data.delete_many("
        + "where=Filter.by_property('source').equal('old'))",
    ),
    ChangesObject(
        names=(".delete_all",),
        on=(_SCHEMA,),
        what=ObjectKind.DATABASE,
        target="every class of Weaviate",
        store="weaviate",
        beside=_BESIDE,
        unproved=_OLD,
        example=_START_OLD + "client.schema.delete_all()",
        twin=_START_OLD + "client.schema.get()",
    ),
    ChangesData(
        names=(".remove",),
        on=(_TENANTS,),
        each=True,
        verb=Verb.DELETE,
        target="the collection",
        store="weaviate",
        beside=_BESIDE,
        unproved="what it is called on is an attribute that is made with each object",
        example=_START + "notes = client.collections.get('Notes')\n"
        "notes.tenants.remove(list(notes.tenants.get()))",
        twin=_START + "client.collections.get('Notes').tenants.remove(['acme'])",
    ),
    ChangesData(
        names=(".delete_objects",),
        on=(_BATCH,),
        spared=(("dry_run", ("True",)),),
        target=Argument(0, "class_name"),
        filter=Argument(1, "where"),
        every_like=_EVERY_LIKE_OLD,
        refuses=True,
        verb=Verb.DELETE,
        store="weaviate",
        beside=_BESIDE,
        unproved=_OLD,
        example=_START_OLD + "client.batch.delete_objects('Docs', where={'path': ['id'],"
        " 'operator': 'Like', 'valueText': '*'})",
        twin=_START_OLD + "client.batch.delete_objects('Docs', where={'path': ['source'],"
        " 'operator': 'Equal', 'valueText': 'old'})",
    ),
    ChangesObject(
        names=(".delete_class",),
        on=(_SCHEMA,),
        what=ObjectKind.TABLE,
        target=Argument(0, "class_name"),
        store="weaviate",
        beside=_BESIDE,
        unproved=_OLD,
        example=_START_OLD + "client.schema.delete_class('Docs')",
        twin=_START_OLD + "client.schema.get('Docs')",
    ),
)
