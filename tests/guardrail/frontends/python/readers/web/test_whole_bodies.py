"""Deletions by a query that reaches everything, asked of a service over HTTP."""

from __future__ import annotations

import pytest
from reading_python import items, shown

from guardrail.effects import Effect

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
        ("/api/v2/assets/bulk-delete", '{"filter": {}, "reason": "expired"}'),
        ("/api/v2/assets/deleteMany", '{"where": {}}'),
        ("/v1/contacts/delete-by-filter", '{"criteria": []}'),
    ],
)
def test_what_matches_everything(path: str, body: str) -> None:
    assert "sends=whatever there is" in asked(path, body)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/v2/assets/bulk-delete", '{"filter": {"status": "expired"}}'),
        ("/api/v2/assets/bulk-delete", '{"ids": ids, "options": {}}'),
        ("/api/v2/assets/search", '{"filter": {}}'),
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
        ('f"{URL}/v1/kv/previews/{number}/", params={"recurse": True}', False),
        ('f"{URL}/v1/kv/{prefix}", params={"recurse": True}', True),
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


BUILT = """
import requests
def query(kind=None):
    if kind:
        return {{"term": {{"kind": kind}}}}
    return {{"match_all": {{}}}}
def job(url, index):
    requests.post(f"{{url}}/{{index}}/_delete_by_query", json={{"query": query({given})}})
"""


@pytest.mark.parametrize(("given", "every"), [("", True), ("kind='draft'", False)])
def test_a_query_that_nobody_narrows_is_everything(given: str, every: bool) -> None:
    told = "\n".join(shown(BUILT.format(given=given)))
    assert ("whatever there is" in told) is every


@pytest.mark.parametrize(
    ("rule", "every"),
    [
        ('{"name_regex_delete": ".*"}', True),
        ('{"name_regex_delete": ".*", "keep_n": 5}', False),
        ('{"name_regex_delete": "mr-[0-9]+"}', False),
    ],
)
def test_images_of_a_registry_that_a_rule_spares(rule: str, every: bool) -> None:
    code = f"import requests\ndef f(api, one):\n    rule = {rule}\n"
    code += "    requests.delete(f'{api}/registry/repositories/{one}/tags', data=rule)\n"
    assert ("whatever there is" in "\n".join(shown(code))) is every


@pytest.mark.parametrize(
    ("policy", "loosens"),
    [
        ('{"enforce_admins": False, "required_pull_request_reviews": None}', True),
        ('{"enforce_admins": True, "allow_force_pushes": True}', True),
        ('{"enforce_admins": True, "required_pull_request_reviews": {"a": 1}}', False),
        ('{"enforce_admins": True, "allow_force_pushes": False}', False),
    ],
)
def test_a_policy_of_a_branch(policy: str, loosens: bool) -> None:
    code = f"import requests\nPOLICY = {policy}\ndef f(repo):\n"
    code += "    url = f'https://api.github.com/repos/{repo}/branches/main/protection'\n"
    code += "    requests.put(url, json=POLICY)\n"
    assert ("what loosens" in "\n".join(shown(code))) is loosens


@pytest.mark.parametrize(
    ("given", "picked"),
    [("", False), (", params={'labelSelector': 'volume=scratch'}", True), (", params={}", False)],
)
def test_a_whole_collection_that_a_label_keeps_to_some(given: str, picked: bool) -> None:
    code = "import requests\ndef f(api):\n"
    code += f"    requests.delete(f'{{api}}/api/v1/namespaces/hub/persistentvolumeclaims'{given})\n"
    found = [one for one in items(code) if isinstance(one, Effect)]
    assert [("a look at its label" in one.guards) for one in found] == [picked]


@pytest.mark.parametrize(
    ("method", "path", "body", "told"),
    [
        ("put", "/projects/7", '{"visibility": "public"}', True),
        ("patch", "/repos/acme/shop", '{"private": False}', True),
        ("put", "/2.0/repositories/acme/shop", '{"is_private": False}', True),
        ("put", "/projects/7", '{"visibility": "private"}', False),
        ("patch", "/repos/acme/shop", '{"private": True}', False),
        ("patch", "/articles/7", '{"visibility": "public"}', False),
    ],
)
def test_a_forge_shows_a_project_to_everybody(
    method: str, path: str, body: str, told: bool
) -> None:
    code = f"with client() as http:\n    http.{method}({path!r}, json={body})\n"
    found = "\n".join(shown(HEAD + code))
    assert ("what shows it to everybody" in found) is told


def test_a_filter_may_be_a_part_of_what_a_function_makes() -> None:
    made = "def build():\n    criteria = {}\n    return {'criteria': criteria, 'of': 'shop'}\n"
    sent = (
        "flt = build()\nwith client() as http:\n"
        "    http.post('/assets/bulk-delete', json={'filter': flt['criteria']})\n"
    )
    assert "whatever there is" in "\n".join(shown(HEAD + made + sent))
    narrowed = made.replace("{}", "{'status': 'expired'}")
    assert "whatever there is" not in "\n".join(shown(HEAD + narrowed + sent))


@pytest.mark.parametrize(
    ("given", "told"), [("'previews/7/'", False), ("''", True), ("f'previews/{n}/'", False)]
)
def test_keys_below_what_a_caller_names(given: str, told: bool) -> None:
    code = (
        "import requests\nfrom app import URL\ndef _drop(prefix):\n"
        '    requests.delete(f"{URL}/v1/kv/{prefix}", params={"recurse": True})\n'
        f"def close(n):\n    _drop({given})\n"
    )
    assert ("sends=whatever there is" in "\n".join(shown(code))) is told
