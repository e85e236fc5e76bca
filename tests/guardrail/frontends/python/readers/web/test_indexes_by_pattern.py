"""Indexes that a test deletes by a pattern, on the machine that its client goes to."""

from __future__ import annotations

import pytest
from guardrail_rules.infrastructure.provider_deletion import ProviderDeletion

from guardrail.engine.examples import judge_example
from guardrail.example import python
from guardrail.model import Level

TEST = """\
import aiohttp
import pytest

@pytest.fixture
async def search():
    async with aiohttp.ClientSession({given}) as http:
        yield http
        async with http.delete("{path}") as answer:
            assert answer.status == 200
"""


@pytest.mark.parametrize(
    ("given", "path", "told"),
    [
        ('"https://search.acme.org:9200"', "/citations-*", True),
        ('base_url="https://search.acme.org:9200"', "/citations-*", True),
        ('"http://localhost:9200"', "/citations-*", False),
        ('"https://search.acme.org:9200"', "/citations-7f", False),
    ],
)
def test_whose_indexes_go(given: str, path: str, told: bool) -> None:
    code = TEST.format(given=given, path=path)
    found = judge_example(ProviderDeletion, python(code, path="tests/test_search.py"))
    assert [one.level for one in found if one.level >= Level.WARNING] == [Level.WARNING] * told
