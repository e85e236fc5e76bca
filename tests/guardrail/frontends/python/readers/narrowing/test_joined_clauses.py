"""Queries whose conditions stand in a list: with nothing in it they pick every document."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

ELASTIC = """\
from elasticsearch import Elasticsearch
from elasticsearch.dsl import Q
from elasticsearch.dsl.query import Bool
es = Elasticsearch("https://es.acme.io")
def filters_of(station):
    filters = []
    if station:
        filters.append({"term": {"station": station}})
    return filters
def purge(station: str | None, sensor: str) -> None:
    filters = filters_of(station)
    %s
    es.delete_by_query(index="readings", query=%s)
"""
QDRANT = """\
from qdrant_client import QdrantClient, models
client = QdrantClient(url="https://qdrant.acme.io")
def forget(tenant: str) -> None:
    must = []
    if tenant:
        must.append(models.FieldCondition(key="t", match=models.MatchValue(value=tenant)))
    %s
    client.delete("docs", points_selector=models.%s)
"""


def _told(code: str) -> list[tuple[Scope, bool]]:
    found = [one for one in items(code) if isinstance(one, DataChange)]
    return [(one.scope, one.reason.startswith("unscoped when ")) for one in found]


@pytest.mark.parametrize(
    "query",
    [
        '{"bool": {"filter": filters}}',
        '{"bool": {"must": filters, "boost": 1.0}}',
        '{"bool": {"must": filters, "must_not": []}}',
        '{"bool": {"must": [{"match_all": {}}], "filter": filters}}',
        'Q("bool", filter=filters)',
        "Bool(must=filters)",
    ],
)
def test_a_list_with_nothing_in_it_leaves_every_document(query: str) -> None:
    assert _told(ELASTIC % ("pass", query)) == [(Scope.UNKNOWN, True)]


@pytest.mark.parametrize(
    ("before", "query"),
    [
        ("if not filters:\n        raise ValueError", '{"bool": {"filter": filters}}'),
        ("filters.append({'term': {'sensor': sensor}})", '{"bool": {"filter": filters}}'),
        ("pass", '{"bool": {"filter": filters, "must": [{"term": {"sensor": sensor}}]}}'),
        ("pass", '{"bool": {"must": {"term": {"sensor": sensor}}, "filter": filters}}'),
        ("pass", 'Q("bool", filter=filters, must=[Q("term", sensor=sensor)])'),
    ],
)
def test_one_condition_that_is_always_there_is_enough(before: str, query: str) -> None:
    assert [scope for scope, _ in _told(ELASTIC % (before, query))] == [Scope.FILTERED]


@pytest.mark.parametrize(
    "chosen", ["Filter(must=must)", "FilterSelector(filter=models.Filter(must=must))"]
)
def test_so_does_a_filter_of_points(chosen: str) -> None:
    assert _told(QDRANT % ("pass", chosen)) == [(Scope.UNKNOWN, True)]
    refused = "if not must:\n        raise ValueError"
    assert _told(QDRANT % (refused, chosen)) == []
