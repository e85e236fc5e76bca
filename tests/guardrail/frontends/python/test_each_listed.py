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
