"""Chroma: collections deleted, whole databases reset.

Source: the documentation of Chroma 1.5, "Python client" (`ClientAPI.delete_collection`, `reset`,
`Collection.delete`, which refuses to run without a filter).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ALWAYS,
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _COLLECTION, _POINTS = "chroma client", "chroma collection", "chroma points"
_ADMIN = "chroma admin"
_BESIDE = ("chromadb",)
_START = "import chromadb\nclient = chromadb.PersistentClient(path='/var/lib/chroma')\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("chroma_client", "chroma"), kind=_CLIENT),
    Makes(names=("chromadb.api.ClientAPI", "chromadb.api.AsyncClientAPI"), kind=_CLIENT),
    Makes(
        names=(
            "chromadb.PersistentClient",
            "chromadb.HttpClient",
            "chromadb.AsyncHttpClient",
            "chromadb.CloudClient",
        ),
        kind=_CLIENT,
        proxy="functions",
    ),
    Makes(
        names=("chromadb.Client",),
        kind=_CLIENT,
        proxy="a function",
        throwaway=((Argument(0, "settings"), ("-",)),),
    ),
    Makes(
        names=("chromadb.EphemeralClient",), kind=_CLIENT, proxy="a function", throwaway=(ALWAYS,)
    ),
    Makes(names=("chromadb.AdminClient",), kind=_ADMIN, proxy="a function"),
    Makes(names=("chromadb.Collection",), kind=_COLLECTION),
    Gives(
        kind=_CLIENT,
        member="get_collection() create_collection() get_or_create_collection()",
        gives=_COLLECTION,
        named=Argument(0, "name"),
    ),
    Gives(kind=_CLIENT, member="list_collections()", gives="chroma collections"),
    Gives(kind="chroma collections", member="for", gives=_COLLECTION),
    Gives(
        kind=_COLLECTION,
        member="get()",
        gives=_POINTS,
        filters=("ids", "where", "where_document"),
    ),
    Gives(kind=_POINTS, member="[]", gives=_POINTS),
    Gives(kind=_POINTS, member="for", gives="chroma point"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".reset",),
        on=(_CLIENT,),
        what=ObjectKind.DATABASE,
        target="the Chroma database",
        store="chroma",
        beside=_BESIDE,
        example=_START + "client.reset()",
        twin=_START + "client.heartbeat()",
    ),
    ChangesObject(
        names=(".delete_collection",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=Argument(0, "name"),
        unmistakable=True,
        store="chroma",
        beside=_BESIDE,
        example=_START + "client.delete_collection('docs')",
        twin=_START + "client.get_collection('docs')",
    ),
    ChangesObject(
        names=(".delete_database",),
        on=(_ADMIN,),
        what=ObjectKind.DATABASE,
        target=Argument(0, "name"),
        store="chroma",
        beside=_BESIDE,
        unproved="the client hands it on",
        example=_START + "chromadb.AdminClient(settings).delete_database('shop')",
        twin=_START + "chromadb.AdminClient(settings).get_database('shop')",
    ),
    ChangesData(
        names=(".delete",),
        on=(_COLLECTION,),
        when=((Argument(0, "ids"), ("-",)),),
        filter=Argument(1, "where"),
        every=(),
        every_like=(r"\{'\w+':\{'\$(ne|nin)':(''|\[\]|None|-1|'[_-]+')\}\}",),
        refuses=True,
        verb=Verb.DELETE,
        store="chroma",
        beside=_BESIDE,
        example=_START + "client.get_collection('docs').delete(where={'source': {'$ne': ''}})",
        twin=_START + "client.get_collection('docs').delete(where={'source': {'$ne': 'new'}})",
    ),
    ChangesData(
        names=(".delete",),
        on=(_COLLECTION,),
        each=True,
        verb=Verb.DELETE,
        store="chroma",
        beside=_BESIDE,
        example=_START + "docs = client.get_collection('docs')\ndocs.delete(ids=docs.get()['ids'])",
        twin=_START + "docs = client.get_collection('docs')\ndocs.delete(where={'source': 'old'})",
    ),
)
