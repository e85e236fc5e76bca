"""A password that a library is given beside a user: in a pair, or as the second argument."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import CredentialUse
from guardrail.model import EnvironmentKind

START = (
    "import os\nfrom elasticsearch import Elasticsearch\nfrom httpx import BasicAuth\n"
    "from neo4j import GraphDatabase\n"
)


def written(code: str) -> list[tuple[str, EnvironmentKind]]:
    """For which host a password is written, and where that is."""
    found = [one for one in items(START + code) if isinstance(one, CredentialUse)]
    return [(one.host, one.environment.kind) for one in found]


@pytest.mark.parametrize(
    ("code", "host"),
    [
        ("GraphDatabase.driver('neo4j://graph.acme.io:7687', auth={})", "graph.acme.io"),
        ("Elasticsearch('https://es.acme.io:9200', basic_auth={})", "es.acme.io"),
        ("Elasticsearch(hosts=['https://es.acme.io'], http_auth={})", "es.acme.io"),
    ],
)
def test_a_pair(code: str, host: str) -> None:
    pair = "('svc', 'kW4!xq92Lm')"
    assert [one for one, _ in written(code.format(pair))] == [host]
    assert [one for one, _ in written(f"AUTH = {pair}\n" + code.format("AUTH"))] == [host]
    assert written(code.format("('svc', os.environ['SVC_PASSWORD'])")) == []
    assert written(code.format("('svc', '')")) == []
    assert written(code.format("auth")) == []


def test_one_after_the_other() -> None:
    assert len(written("BasicAuth('svc', 'kW4!xq92Lm')")) == 1
    assert written("BasicAuth('svc', os.environ['SVC_PASSWORD'])") == []


def test_a_server_on_this_machine() -> None:
    code = "GraphDatabase.driver('bolt://localhost:7687', auth=('neo4j', 'kW4!xq92Lm'))"
    assert written(code) == [("localhost", EnvironmentKind.LOCAL)]
