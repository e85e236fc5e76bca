"""Indexes of a search engine that go once they are old: logs, or whatever there is."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import SchemaChange
from guardrail.model import Confidence

CODE = """
from dataclasses import dataclass
from datetime import datetime, timedelta
from opensearchpy import OpenSearch

PATTERN = "*"
es = OpenSearch("https://search.acme.io")

@dataclass
class Rotation:
    pattern: str = {0}

def rotate(rotation, pattern={0}):
    limit = datetime.now() - timedelta(days=30)
    for name, body in {1}.items():
        if datetime.fromisoformat(body["created"]) < limit:
            es.indices.delete(index=name)

rotate(Rotation())
"""


@pytest.mark.parametrize(
    ("pattern", "listed", "sure"),
    [
        ("'*'", "es.indices.get(index='*')", True),
        ("'*'", "es.indices.get('_all')", True),
        ("'*'", "es.indices.get(index=PATTERN)", True),
        ("'*'", "es.indices.get(index=pattern)", True),
        ("'*'", "es.indices.get_settings(index=rotation.pattern)", True),
        ("'logs-*'", "es.indices.get(index=rotation.pattern)", False),
        ("'logs-*'", "es.indices.get(index=pattern)", False),
        ("'*'", "es.indices.get(index='app-logs-*')", False),
    ],
)
def test_an_age_among_all_indexes_says_little(pattern: str, listed: str, sure: bool) -> None:
    found = items(CODE.replace("{0}", pattern).replace("{1}", listed))
    told = [one for one in found if isinstance(one, SchemaChange)]
    assert told
    assert all((one.confidence > Confidence.LOW) is sure for one in told)
