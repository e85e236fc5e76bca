"""Milvus: collections, partitions and databases dropped, entities deleted by expressions.

Source: the documentation of PyMilvus 3.0 (`MilvusClient`, `Collection`, `utility`, `db`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Gives, Kind, Makes, Spelt
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _COLLECTION = "milvus client", "milvus collection"
_BESIDE = ("pymilvus",)
_NAME = Argument(0, "collection_name")
_START = "from pymilvus import MilvusClient\nclient = MilvusClient('https://milvus.acme.io')\n"
_COLLECTED = "from pymilvus import Collection\ndocs = Collection('docs')\n"
_EVERY_LIKE = (
    r"'\w+(>=0|>0|>-1|!=0|>=1|!=\"\"|!='')'",
    r"'\w+(like|LIKE)'%''",
    r"'\w+notin\[\]'",
    r"''",
)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("milvus_client", "milvus"), kind=_CLIENT),
    Makes(names=("pymilvus.MilvusClient", "pymilvus.AsyncMilvusClient"), kind=_CLIENT),
    Makes(names=("pymilvus.Collection",), kind=_COLLECTION, named=Argument(0, "name")),
    Makes(
        names=("pymilvus.orm.collection.Collection",),
        kind=_COLLECTION,
        named=Argument(0, "name"),
    ),
    Gives(
        kind=_CLIENT,
        member="query()",
        gives="milvus rows",
        named=_NAME,
        narrows=True,
        every=(rf".*filter=({'|'.join(_EVERY_LIKE)})(,output_fields=.*)?(,limit=\w+)?",),
    ),
    Gives(kind="milvus rows", member="for", gives="milvus row"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_CLIENT,),
        spared=((Argument(1, "ids"), ("*",)), ("pks", ("*",))),
        target=_NAME,
        filter=Argument(-1, "filter"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="milvus",
        beside=_BESIDE,
        example=_START + "client.delete('docs', filter='id >= 0')",
        twin=_START + "client.delete('docs', ids=[1, 2])",
    ),
    ChangesData(
        names=(".delete",),
        on=(_CLIENT,),
        target=_NAME,
        each=True,
        verb=Verb.DELETE,
        store="milvus",
        beside=_BESIDE,
        example=_START
        + "rows = client.query('docs', filter='id >= 0', output_fields=['id'])\n"
        + "client.delete('docs', ids=[one['id'] for one in rows])",
        twin=_START
        + "rows = client.query('docs', filter='old == true', output_fields=['id'])\n"
        + "client.delete('docs', ids=[one['id'] for one in rows])",
    ),
    ChangesData(
        names=(".delete",),
        on=(_COLLECTION,),
        filter=Argument(0, "expr"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="milvus",
        beside=_BESIDE,
        example=_COLLECTED + "docs.delete('id >= 0')",
        twin=_COLLECTED + "docs.delete('id in [1, 2]')",
    ),
    ChangesObject(
        names=(".drop",),
        on=(_COLLECTION,),
        what=ObjectKind.TABLE,
        store="milvus",
        beside=_BESIDE,
        example=_COLLECTED + "docs.drop()",
        twin=_COLLECTED + "docs.release()",
    ),
    ChangesObject(
        names=(".drop_collection",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=_NAME,
        unmistakable=True,
        store="milvus",
        beside=_BESIDE,
        example=_START + "client.drop_collection('docs')",
        twin=_START + "client.has_collection('docs')",
    ),
    ChangesObject(
        names=("pymilvus.utility.drop_collection", "pymilvus.orm.utility.drop_collection"),
        what=ObjectKind.TABLE,
        target=_NAME,
        store="milvus",
        beside=_BESIDE,
        example="from pymilvus import utility\nutility.drop_collection('docs')",
        twin="from pymilvus import utility\nutility.has_collection('docs')",
    ),
    ChangesData(
        names=(".truncate_collection",),
        on=(_CLIENT,),
        target=_NAME,
        verb=Verb.TRUNCATE,
        unmistakable=True,
        store="milvus",
        beside=_BESIDE,
        example=_START + "client.truncate_collection('docs')",
        twin=_START + "client.flush('docs')",
    ),
    ChangesObject(
        names=(".drop_partition",),
        on=(_CLIENT,),
        what=ObjectKind.PARTITION,
        table=_NAME,
        target=Argument(1, "partition_name"),
        unmistakable=True,
        store="milvus",
        beside=_BESIDE,
        example=_START + "client.drop_partition('docs', 'year_2024')",
        twin=_START + "client.release_partitions('docs', ['year_2024'])",
    ),
    ChangesObject(
        names=(".drop_database",),
        on=(_CLIENT,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "db_name"),
        store="milvus",
        beside=_BESIDE,
        example=_START + "client.drop_database('shop')",
        twin=_START + "client.use_database('shop')",
    ),
    ChangesObject(
        names=("pymilvus.db.drop_database",),
        what=ObjectKind.DATABASE,
        target=Argument(0, "db_name"),
        store="milvus",
        beside=_BESIDE,
        example="from pymilvus import db\ndb.drop_database('shop')",
        twin="from pymilvus import db\ndb.using_database('shop')",
    ),
)
