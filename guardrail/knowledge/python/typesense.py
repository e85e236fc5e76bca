"""Typesense: collections dropped, and emptied of their documents.

Source: the documentation of Typesense 27, "Collections" (drop) and "Documents" (delete by query,
`truncate`), and of typesense-python 2.1 (objects under subscripts).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ITSELF,
    ChangesData,
    ChangesObject,
    Gives,
    Inside,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import FIRST, Row

_CLIENT, _COLLECTION, _DOCUMENTS = "typesense client", "typesense collection", "typesense documents"
_BESIDE = ("typesense",)
_START = "import typesense\nclient = typesense.Client(settings)\n"
_ATTRIBUTES = "what it is called on is an attribute that is made with each object"
_EVERY_LIKE = (r"(?i)'(id|\w+_?id|created_at|created|updated_at):(!=\[?0?\]?|>=?-?[01])'",)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("typesense_client",), kind=_CLIENT),
    Makes(
        names=("typesense.Client", "typesense.client.Client", "typesense.AsyncClient"),
        kind=_CLIENT,
        proxy="its parts are made with each object",
    ),
    Gives(kind=_CLIENT, member="collections", gives="typesense collections"),
    Gives(kind="typesense collections", member="[]", gives=_COLLECTION, named=ITSELF),
    Gives(kind=_COLLECTION, member="documents", gives=_DOCUMENTS),
    Gives(kind=_CLIENT, member="keys", gives="typesense keys"),
)

ROWS: tuple[Row, ...] = (
    ChangesObject(
        names=(".delete",),
        on=(_COLLECTION,),
        what=ObjectKind.TABLE,
        store="typesense",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.collections['products'].delete()",
        twin=_START + "client.collections['products'].documents['7'].delete()",
    ),
    ChangesData(
        names=(".delete",),
        on=(_DOCUMENTS,),
        filter=Inside(FIRST, "filter_by"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="typesense",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.collections['products'].documents.delete({'filter_by': 'id:!=0'})",
        twin=_START
        + "client.collections['products'].documents.delete({'filter_by': 'brand_id:7'})",
    ),
    ChangesData(
        names=(".delete",),
        on=(_DOCUMENTS,),
        when=((FIRST, ("{'truncate': True}", '{"truncate": True}')),),
        verb=Verb.DELETE,
        store="typesense",
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.collections['products'].documents.delete({'truncate': True})",
        twin=_START + "client.collections['products'].documents.delete({'filter_by': 'brand:x'})",
    ),
    ChangesObject(
        names=(".create",),
        on=("typesense keys",),
        what="key",
        verb=Verb.ESCALATE,
        store="typesense",
        target="",
        when=((FIRST, (r"~~[\"']collections[\"']\s*:\s*\[\s*[\"'](?:\*|\.\*)[\"']",)),),
        protections=(("0.actions", "[*]", "every action"),),
        beside=_BESIDE,
        unproved=_ATTRIBUTES,
        example=_START + "client.keys.create({'actions': ['*'], 'collections': ['*']})",
        twin=_START + "client.keys.create({'actions': ['documents:search'], 'collections': ['*']})",
    ),
)
