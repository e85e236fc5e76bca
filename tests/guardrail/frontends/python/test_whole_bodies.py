"""Deletions by a query that reaches everything, asked of a service over HTTP."""

from __future__ import annotations

import pytest
from reading_python import shown

HEAD = """\
import httpx
from app import settings

def client() -> httpx.Client:
    return httpx.Client(base_url=settings.SEARCH_URL)

"""


def asked(path: str, body: str) -> str:
    code = f"with client() as http:\n    http.post({path!r}, json={body})\n"
    return "\n".join(shown(HEAD + code))


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/events/_delete_by_query?refresh=true", '{"query": {"match_all": {}}}'),
        ("/solr/shop/update", '{"delete": {"query": "*:*"}}'),
        ("/vectors/delete", '{"deleteAll": True, "namespace": "a"}'),
        ("/collections/shop/points/delete", '{"filter": {}}'),
    ],
)
def test_what_matches_everything(path: str, body: str) -> None:
    assert "sends=whatever there is" in asked(path, body)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/events/_delete_by_query", '{"query": {"range": {"at": {"lt": "now-90d"}}}}'),
        ("/events/_delete_by_query", '{"query": {"bool": {"must": [{"term": {"a": 1}}]}}}'),
        ("/events/_search", '{"query": {"match_all": {}}}'),
        ("/solr/shop/update", '{"delete": {"query": "id:7"}}'),
        ("/vectors/delete", '{"ids": ["a"]}'),
        ("/collections/shop/points/delete", '{"points": [7]}'),
    ],
)
def test_what_matches_some(path: str, body: str) -> None:
    assert "sends" not in asked(path, body)
