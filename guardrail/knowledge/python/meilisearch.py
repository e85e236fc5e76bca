"""Meilisearch: indexes deleted, and emptied of their documents.

Source: the documentation of meilisearch-python 0.43 (`Client.delete_index`, `Index.delete`,
`Index.delete_all_documents`, `Index.delete_documents`, `create_key`) and of meilisearch-python-sdk
5.
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _INDEX = "meilisearch client", "meilisearch index"
_EVERY_INDEX = r"~~[\"']?(?:indexes|collections)[\"']?\s*[:=]\s*\[\s*[\"']\*[\"']"
_BESIDE = ("meilisearch", "meilisearch_python_sdk", "meilisearch_python_async")
_START = "import meilisearch\nclient = meilisearch.Client('https://search.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Spelt(names=("meili", "meili_client", "meilisearch_client"), kind=_CLIENT),
    Makes(names=("meilisearch.Client", "meilisearch.client.Client"), kind=_CLIENT),
    Makes(
        names=(
            "meilisearch_python_sdk.Client",
            "meilisearch_python_sdk.AsyncClient",
            "meilisearch_python_async.Client",
        ),
        kind=_CLIENT,
        unproved="other packages, with the same methods",
    ),
    Makes(names=("meilisearch.index.Index",), kind=_INDEX),
    Gives(kind=_CLIENT, member="index() get_index()", gives=_INDEX, named=Argument(0, "uid")),
    Gives(kind=_CLIENT, member="get_indexes()", gives="meilisearch indexes"),
    Gives(kind="meilisearch indexes", member="[]", gives="meilisearch indexes"),
    Gives(kind="meilisearch indexes", member="for", gives=_INDEX, widens=True),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete_all_documents",),
        on=(_INDEX,),
        verb=Verb.DELETE,
        store="meilisearch",
        unmistakable=True,
        beside=_BESIDE,
        example=_START + "client.index('products').delete_all_documents()",
        twin=_START + "client.index('products').delete_documents([7, 8])",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_INDEX,),
        what=ObjectKind.TABLE,
        store="meilisearch",
        beside=_BESIDE,
        example=_START + "client.index('products').delete()",
        twin=_START + "client.index('products').delete_document(7)",
    ),
    ChangesObject(
        names=(".delete_index", ".delete_index_if_exists"),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=Argument(0, "uid"),
        store="meilisearch",
        beside=_BESIDE,
        unproved="one of the methods is of the other package",
        example=_START + "client.delete_index('products')",
        twin=_START + "client.get_index('products')",
    ),
    ChangesObject(
        names=(".create_key",),
        on=(_CLIENT,),
        what="key",
        verb=Verb.ESCALATE,
        store="meilisearch",
        target="",
        when=((Argument(0, "options"), (_EVERY_INDEX,)),),
        protections=(
            ("0.actions", "[*]", "every action"),
            ("options.actions", "[*]", "every action"),
        ),
        beside=_BESIDE,
        example=_START
        + "client.create_key({'actions': ['*'], 'indexes': ['*'], 'expiresAt': None})",
        twin=_START + "client.create_key({'actions': ['search'], 'indexes': ['*'],"
        " 'expiresAt': None})",
    ),
)
