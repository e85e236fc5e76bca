"""Upstash: vectors of an index or a namespace removed. Its Redis stands with the others in redis.

Source: the documentation of upstash-vector 0.8 (`Index.reset`: all vectors of the namespace, with
`all` of every namespace; `Index.delete_namespace`).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import ChangesData, ChangesObject, Kind, Makes
from guardrail.knowledge.python.rows import Argument, Row

_INDEX = "upstash index"
_BESIDE = ("upstash_vector",)
_START = "from upstash_vector import Index\nindex = Index.from_env()\n"

KINDS: tuple[Kind, ...] = (
    Makes(names=("upstash_vector.Index", "upstash_vector.AsyncIndex"), kind=_INDEX),
    Makes(
        names=("upstash_vector.Index.from_env", "upstash_vector.AsyncIndex.from_env"), kind=_INDEX
    ),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".reset",),
        on=(_INDEX,),
        target="the Upstash index",
        verb=Verb.TRUNCATE,
        store="upstash",
        beside=_BESIDE,
        example=_START + "index.reset()",
        twin=_START + "index.info()",
    ),
    ChangesObject(
        names=(".delete_namespace",),
        on=(_INDEX,),
        what=ObjectKind.TABLE,
        target=Argument(0, "namespace"),
        store="upstash",
        beside=_BESIDE,
        example=_START + "index.delete_namespace('docs')",
        twin=_START + "index.list_namespaces()",
    ),
)
