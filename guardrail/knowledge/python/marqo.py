"""Marqo and pyvespa: indexes deleted, and emptied of their documents.

Source: the documentation of marqo 3 (`Client.delete_index`, `Index.delete`) and of pyvespa 1
(`Vespa.delete_all_docs`).
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
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT, _INDEX = "marqo client", "marqo index"
_LARGE = "the package is too large for the environments of the tests"
_START = "import marqo\nmq = marqo.Client(url='https://marqo.acme.io')\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("marqo.Client",), kind=_CLIENT, unproved=_LARGE),
    Makes(names=("vespa.application.Vespa",), kind="vespa", unproved=_LARGE),
    Gives(kind=_CLIENT, member="index()", gives=_INDEX, named=Argument(0, "index_name")),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete_index",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=Argument(0, "index_name"),
        store="marqo",
        beside=("marqo",),
        unproved=_LARGE,
        example=_START + "mq.delete_index('products')",
        twin=_START + "mq.get_indexes()",
    ),
    ChangesObject(
        names=(".delete",),
        on=(_INDEX,),
        what=ObjectKind.TABLE,
        store="marqo",
        beside=("marqo",),
        unproved=_LARGE,
        example=_START + "mq.index('products').delete()",
        twin=_START + "mq.index('products').delete_documents(ids=['7'])",
    ),
    ChangesData(
        names=(".delete_all_docs",),
        on=("vespa",),
        verb=Verb.DELETE,
        target=Argument(1, "schema"),
        store="vespa",
        unmistakable=True,
        beside=("vespa",),
        unproved=_LARGE,
        example="from vespa.application import Vespa\n"
        "Vespa(url=url).delete_all_docs(content_cluster_name='shop', schema='product')",
        twin="from vespa.application import Vespa\n"
        "Vespa(url=url).delete_data(schema='product', data_id='7')",
    ),
)
