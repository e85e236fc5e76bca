"""Qdrant: points deleted by a filter that has no conditions, collections deleted and made anew.

Source: the documentation of qdrant-client 1.20 (`QdrantClient`) and of Qdrant, "Points" (a filter
without conditions selects every point).
"""

from __future__ import annotations

from guardrail.effects import ObjectKind, Verb
from guardrail.knowledge.python.kinds import (
    ChangesData,
    ChangesObject,
    Condition,
    Gives,
    Kind,
    Makes,
    Spelt,
)
from guardrail.knowledge.python.rows import Argument, Row

_CLIENT = "qdrant client"
_BESIDE = ("qdrant_client",)
_MEMORY: Condition = (Argument(0, "location"), (":memory:",))
_NAME = Argument(0, "collection_name")
_START = (
    "from qdrant_client import QdrantClient, models\n"
    "client = QdrantClient(url='https://qdrant.acme.io')\n"
)
_EMPTY = r"(models\.|rest\.)?Filter\(((must|should|must_not)=(\[\]|None),?)*\)"
_EVERY_LIKE = (
    _EMPTY,
    rf"(models\.|rest\.)?FilterSelector\((filter=)?{_EMPTY}\)",
)

KINDS: tuple[Kind, ...] = (
    Spelt(names=("qdrant", "qdrant_client"), kind=_CLIENT),
    Makes(
        names=("qdrant_client.QdrantClient", "qdrant_client.AsyncQdrantClient"),
        kind=_CLIENT,
        throwaway=(_MEMORY,),
    ),
    Makes(
        names=(
            "qdrant_client.qdrant_client.QdrantClient",
            "qdrant_client.async_qdrant_client.AsyncQdrantClient",
        ),
        kind=_CLIENT,
        throwaway=(_MEMORY,),
    ),
    Gives(
        kind=_CLIENT,
        member="scroll()",
        gives="qdrant page",
        named=_NAME,
        filters=("scroll_filter", "offset"),
    ),
    Gives(kind="qdrant page", member="[]", gives="qdrant points"),
    Gives(kind="qdrant points", member="for", gives="qdrant point"),
)

ROWS: tuple[Row, ...] = (
    ChangesData(
        names=(".delete",),
        on=(_CLIENT,),
        target=_NAME,
        filter=Argument(1, "points_selector"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.DELETE,
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.delete('docs', points_selector=models.Filter(must=[]))",
        twin=_START + "client.delete('docs', points_selector=[1, 2, 3])",
    ),
    ChangesData(
        names=(".delete",),
        on=(_CLIENT,),
        target=_NAME,
        each=True,
        verb=Verb.DELETE,
        store="qdrant",
        beside=_BESIDE,
        example=_START
        + "points, _ = client.scroll('docs', limit=10_000)\n"
        + "client.delete('docs', points_selector=[one.id for one in points])",
        twin=_START
        + "points, _ = client.scroll('docs', scroll_filter=gone, limit=10_000)\n"
        + "client.delete('docs', points_selector=[one.id for one in points])",
    ),
    ChangesData(
        names=(".clear_payload",),
        on=(_CLIENT,),
        target=_NAME,
        filter=Argument(1, "points_selector"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.UPDATE,
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.clear_payload('docs', points_selector=models.Filter())",
        twin=_START + "client.clear_payload('docs', points_selector=[1, 2, 3])",
    ),
    ChangesData(
        names=(".overwrite_payload",),
        on=(_CLIENT,),
        target=_NAME,
        filter=Argument(2, "points"),
        every_like=_EVERY_LIKE,
        refuses=True,
        verb=Verb.UPDATE,
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.overwrite_payload('docs', payload={}, points=models.Filter())",
        twin=_START + "client.overwrite_payload('docs', payload={}, points=[1, 2, 3])",
    ),
    ChangesObject(
        names=(".delete_collection",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        target=_NAME,
        unmistakable=True,
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.delete_collection('docs')",
        twin=_START + "client.get_collection('docs')",
    ),
    ChangesObject(
        names=(".recreate_collection",),
        on=(_CLIENT,),
        what=ObjectKind.TABLE,
        makes=True,
        target=_NAME,
        unmistakable=True,
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.recreate_collection('docs', vectors_config=vectors)",
        twin=_START + "client.create_collection('docs', vectors_config=vectors)",
    ),
    ChangesObject(
        names=(".delete_snapshot",),
        on=(_CLIENT,),
        what="snapshot",
        target=Argument(1, "snapshot_name"),
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.delete_snapshot('docs', 'nightly')",
        twin=_START + "client.list_snapshots('docs')",
    ),
    ChangesObject(
        names=(".delete_full_snapshot",),
        on=(_CLIENT,),
        what="snapshot of every collection",
        target=Argument(0, "snapshot_name"),
        store="qdrant",
        beside=_BESIDE,
        example=_START + "client.delete_full_snapshot('nightly')",
        twin=_START + "client.list_full_snapshots()",
    ),
)
