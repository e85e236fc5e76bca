"""Requests that delete each of what the same service lists."""

from __future__ import annotations

import pytest
from reading_python import shown

LISTED = """
import httpx
def listed(client):
    params = {params}
    {filled}
    for one in client.get("{path}", params=params).json()["items"]:
        {found}
def drop(client, one):
    client.delete(f"/v2/accounts/{{one}}")
def job(client: httpx.Client):
    for one in listed(client):
        {done}
"""
PLAIN = {
    "params": '{"limit": 100}',
    "filled": "params['cursor'] = 'a'",
    "path": "/v2/accounts",
    "found": "yield one['id']",
    "done": "drop(client, one)",
}


def each(**changed: str) -> bool:
    """Whether each of what is listed is deleted."""
    return any("each of what is listed" in line for line in shown(LISTED.format(**PLAIN | changed)))


def test_all_that_there_are() -> None:
    assert each()


@pytest.mark.parametrize(
    "changed",
    [
        {"params": '{"limit": 100, "origin": "loadtest"}'},
        {"filled": "params['origin'] = 'loadtest'"},
        {"path": "/v2/accounts?origin=loadtest"},
        {"path": "/v2/trials"},
        {"done": "if one.endswith('-test'):\n            drop(client, one)"},
        {"done": "print(one)"},
    ],
)
def test_some_of_them_or_others(changed: dict[str, str]) -> None:
    assert not each(**changed)


def test_a_comprehension_that_leaves_some_out() -> None:
    code = (
        "import requests\ndef go(base, session):\n"
        "    found = session.get(f'{base}/api/jobs').json()\n"
        "    for one in [each['id'] for each in found KEPT]:\n"
        "        session.delete(f'{base}/api/jobs/{one}')\n"
        "go('https://jobs.acme.io', requests.Session())\n"
    )
    told = "\n".join(shown(code.replace("KEPT", "")))
    assert "each of what is listed" in told
    assert "each of what" not in "\n".join(shown(code.replace("KEPT", "if each['old']")))


def sent(code: str, path: str = "tools/job.py") -> str:
    """What is told of the requests in a module."""
    return "\n".join(shown(f"import os, requests\nBASE = os.environ['ORDERS_URL']\n{code}", path))


ALL = "each of what is listed"
LISTING = """
def found(session, params):
    query = {**params, "limit": 200}
    return session.get(f"{BASE}/orders", params=query).json()
def job(session: requests.Session):
    for one in found(session, GIVEN):
        session.delete(f"{BASE}/orders/{one['id']}")
"""


@pytest.mark.parametrize("given", ["{}", "None or {}", "dict()"])
def test_a_listing_that_is_handed_nothing_to_pick_by(given: str) -> None:
    assert ALL in sent(LISTING.replace("GIVEN", given))


@pytest.mark.parametrize("given", ['{"tag": run}', "dict(tag=run)", "made(run)"])
def test_a_listing_that_is_handed_what_picks(given: str) -> None:
    assert ALL not in sent(LISTING.replace("GIVEN", given))


@pytest.mark.parametrize(
    "code",
    [
        "for one in requests.get(f'{BASE}/v1/tickets').json():\n    requests.delete(one['url'])\n",
        (
            "for x in requests.get(f'{BASE}/fhir/Patient', params={'_count': 9}).json()['entry']:\n"
            "    requests.delete(f\"{BASE}/fhir/Patient/{x['resource']['id']}\")\n"
        ),
        (
            "for row in requests.get(f'{BASE}/shop/_all_docs').json()['rows']:\n"
            "    requests.delete(f\"{BASE}/{db}/{row['id']}\", params={'rev': row['rev']})\n"
        ),
        (
            "rows = requests.get(f'{BASE}/shop/_all_docs').json()['rows']\n"
            "docs = [{'_id': r['id'], '_deleted': True} for r in rows]\n"
            "requests.post(f'{BASE}/shop/_bulk_docs', json={'docs': docs})\n"
        ),
        (
            "ids = [c['id'] for c in requests.get(f'{BASE}/contacts').json()]\n"
            "requests.post(f'{BASE}/contacts/batch_delete', json={'ids': ids})\n"
        ),
        (
            "ids = [c['id'] for c in requests.get(f'{BASE}/contacts').json()]\n"
            "requests.request('DELETE', f'{BASE}/contacts', json={'ids': ids})\n"
        ),
        (
            "def drop(key):\n    requests.delete(f'{BASE}/contacts/{key}')\n"
            "ids = [c['id'] for c in requests.get(f'{BASE}/contacts').json()]\n"
            "pool.map(drop, ids)\n"
        ),
    ],
)
def test_other_ways_to_take_each(code: str) -> None:
    assert ALL in sent(code)


@pytest.mark.parametrize(
    "code",
    [
        (
            "rows = requests.get(f'{BASE}/shop/_all_docs').json()['rows']\n"
            "docs = [{'_id': r['id'], 'seen': True} for r in rows]\n"
            "requests.post(f'{BASE}/shop/_bulk_docs', json={'docs': docs})\n"
        ),
        (
            "ids = [c['id'] for c in requests.get(f'{BASE}/contacts?old=1').json()]\n"
            "requests.post(f'{BASE}/contacts/batch_delete', json={'ids': ids})\n"
        ),
        (
            "ids = [c['id'] for c in requests.get(f'{BASE}/trials').json()]\n"
            "requests.request('DELETE', f'{BASE}/contacts', json={'ids': ids})\n"
        ),
        (
            "def job():\n"
            "    for one in requests.get(f'{BASE}/v1/tickets').json()[5:]:\n"
            "        requests.delete(one['url'])\n"
        ),
    ],
)
def test_other_ways_to_take_some(code: str) -> None:
    assert ALL not in sent(code)


@pytest.mark.parametrize(
    ("url", "more", "whole"),
    [
        ("f'{BASE}/v2/candidates'", "", True),
        ("f'{BASE}/v2/candidates'", ", params={'confirm': 'true'}", True),
        ("f'{BASE}/api/orders?force=1'", "", True),
        ("f'{BASE}/v2/candidates'", ", params={'stage': 'rejected'}", False),
        ("f'{BASE}/v2/candidates'", ", json={'ids': ids}", False),
        ("f'{BASE}/v2/candidates/7'", "", False),
        ("f'{BASE}/users/{user}/orders'", "", False),
        ("f'{BASE}/me/orders'", "", False),
        ("f'{BASE}/sessions'", "", False),
        ("f'{BASE}/v2/status'", "", False),
    ],
)
def test_a_whole_collection(url: str, more: str, whole: bool) -> None:
    assert ("all of a collection" in sent(f"requests.delete({url}{more})\n")) is whole


def test_a_whole_collection_by_each_of_several_names() -> None:
    code = (
        "def clear(name):\n    requests.delete(f'{BASE}/v2/{name}')\n"
        "for name in ('orders', 'carts'):\n    clear(name)\n"
    )
    assert "all of a collection" in sent(code)


def test_a_database_of_couchdb() -> None:
    code = "COUCH = os.environ['COUCHDB_URL']\nrequests.delete(f'{COUCH}/{name}')\n"
    assert "a whole database" in sent(code)
    assert "a whole database" not in sent(code.replace("{name}", "{name}/{key}"))


COLLECTED = """
def found(session, **query):
    return session.get(f"{BASE}/orders", params=query).json()
def job(session: requests.Session):
    for one in found(session{given}):
        session.delete(f"{BASE}/orders/{one['id']}")
"""


@pytest.mark.parametrize(
    ("given", "all_of_them"),
    [("", True), (", limit=200", True), (", status='expired'", False), (", **picked", False)],
)
def test_parameters_that_a_function_collects(given: str, all_of_them: bool) -> None:
    assert (ALL in sent(COLLECTED.replace("{given}", given))) is all_of_them


HELPERS = """
import functools
session = requests.Session()
call = functools.partial(requests.request, timeout=30)
def api(method, path, **kwargs):
    return session.request(method, f"{BASE}{path}", timeout=10, **kwargs).json()
def get(path, **params):
    return session.get(BASE + path, params=params).json()
class Api:
    def _call(self, method, path, **kw):
        return session.request(method, BASE + path, **kw)
    def pages(self, **params):
        return self._call("GET", "/pages", params=params).json()
    def drop(self, key):
        self._call("DELETE", f"/pages/{key}")
def job():
    for one in LISTED:
        DONE
"""


@pytest.mark.parametrize(
    ("listed", "done", "all_of_them"),
    [
        ("api('GET', '/jobs')", "api('DELETE', f\"/jobs/{one['id']}\")", True),
        ("api('GET', '/jobs', params={'old': 1})", "api('DELETE', f\"/jobs/{one['id']}\")", False),
        ("api('GET', '/jobs')", "api('DELETE', f\"/tasks/{one['id']}\")", False),
        ("get('/jobs')", "session.delete(f\"{BASE}/jobs/{one['id']}\")", True),
        ("get('/jobs', old=1)", "session.delete(f\"{BASE}/jobs/{one['id']}\")", False),
        ("Api().pages()", "Api().drop(one['id'])", True),
        ("Api().pages(limit=9)", "Api().drop(one['id'])", True),
        ("Api().pages(tag='x')", "Api().drop(one['id'])", False),
        ("call('GET', f'{BASE}/jobs').json()", "call('DELETE', f\"{BASE}/jobs/{one}\")", True),
    ],
)
def test_listings_and_deletions_by_functions_of_the_program(
    listed: str, done: str, all_of_them: bool
) -> None:
    code = HELPERS.replace("LISTED", listed).replace("DONE", done)
    assert (ALL in sent(code)) is all_of_them


PREFIXED = """
import requests
def listed(session, prefix=None):
    for one in session.get(f"{URL}/api/v2/customers", params={"page": 1}).json()["data"]:
        if prefix and not one["email"].startswith(prefix):
            continue
        yield one
def drop(session, customers):
    for one in customers:
        session.delete(f"{URL}/api/v2/customers/{one['id']}")
def main(name):
    session = requests.Session()
    drop(session, list(listed(GIVEN)))
"""


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("session", True),
        ("session, None", True),
        ("session, prefix=''", True),
        ("session, prefix='e2e-'", False),
        ("session, name", False),
    ],
)
def test_a_look_that_a_caller_leaves_out(given: str, told: bool) -> None:
    lines = shown(PREFIXED.replace("GIVEN", given))
    assert any("each of what is listed" in line for line in lines) is told


PAGED = """
import requests
def listed(session):
    out = []
    page = 1
    while True:
        data = session.get(f"{URL}/v2/deals", params={"page": page}).json()
        if not data["items"]:
            ENDS
        ADDS
        page += 1
    return out
def main():
    session = requests.Session()
    for one in listed(session):
        session.delete(f"{URL}/v2/deals/{one['id']}")
"""
PICKED = "for one in data['items']:\n            if one['test']:\n                out.append(one)"


@pytest.mark.parametrize("ends", ["break", "return out"])
@pytest.mark.parametrize(
    ("adds", "told"),
    [("out.extend(data['items'])", True), ("out += data['items']", True), (PICKED, False)],
)
def test_a_listing_page_by_page(ends: str, adds: str, told: bool) -> None:
    lines = shown(PAGED.replace("ENDS", ends).replace("ADDS", adds))
    assert any("each of what is listed" in line for line in lines) is told
