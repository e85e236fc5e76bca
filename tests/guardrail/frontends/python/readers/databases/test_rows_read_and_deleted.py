"""Points, entities and objects of vector stores that are read first and deleted by their ids."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

QDRANT = """\
from qdrant_client import QdrantClient, models
def purge(client: QdrantClient):
    offset = None
    while True:
        points, offset = client.scroll("docs", limit=500, {0}offset=offset)
        client.delete("docs", points_selector=models.PointIdsList(points=[p.id for p in points]))
        if offset is None:
            break
"""
MILVUS = """\
from pymilvus import MilvusClient
def purge(client: MilvusClient):
    rows = client.query("docs", filter="{0}", output_fields=["id"])
    client.delete("docs", ids=[row["id"] for row in rows])
"""
WEAVIATE = """\
import weaviate
def purge(client: weaviate.WeaviateClient):
    pages = client.collections.get("Page")
    for one in pages.iterator({0}):
        pages.data.delete_by_id(one.uuid)
"""


@pytest.mark.parametrize(
    ("code", "every", "some"),
    [
        (QDRANT, "", "scroll_filter=gone, "),
        (MILVUS, "id >= 0", "source == 'old'"),
        (WEAVIATE, "", "after=last"),
    ],
)
def test_all_that_was_read_is_all_there_is(code: str, every: str, some: str) -> None:
    def scopes(given: str) -> list[Scope]:
        found = items(code.replace("{0}", given))
        return [one.scope for one in found if isinstance(one, DataChange)]

    assert scopes(every) in ([Scope.NONE], [Scope.TAUTOLOGY])
    assert scopes(some) == []


def test_one_of_two_queries_is_of_everything() -> None:
    code = (
        "from beanie import Document\n"
        "class Event(Document):\n    kind: str\n"
        "async def purge(kind=None):\n"
        "    query = Event.find(Event.kind == kind) if kind else Event.find_all()\n"
        "    await query.delete()\n"
    )
    assert [one.reason for one in items(code) if isinstance(one, DataChange)] == [
        "unscoped when kind is false"
    ]
