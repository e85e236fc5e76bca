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


@pytest.mark.parametrize(
    ("asked_for", "all_of_them"),
    [
        ('f"{URL}/v1/kv/?recurse=true"', True),
        ('f"{URL}/v1/kv/shop", params={"recurse": True}', True),
        ('f"{URL}/v1/kv/shop", params={"recurse": False}', False),
        ('f"{URL}/v1/kv/shop/release"', False),
    ],
)
def test_keys_below_a_place(asked_for: str, all_of_them: bool) -> None:
    code = f"import requests\nfrom app import URL\nrequests.delete({asked_for})\n"
    assert ("sends=whatever there is" in "\n".join(shown(code))) is all_of_them


def test_a_client_that_a_method_makes() -> None:
    code = """\
        import httpx

        class Keycloak:
            def client(self):
                return httpx.Client(base_url=self.base)

        def close(keycloak: Keycloak, realm):
            with keycloak.client() as http:
                http.delete(f"/admin/realms/{realm}")
        """
    assert any("path=/admin/realms/" in line for line in shown(code))
