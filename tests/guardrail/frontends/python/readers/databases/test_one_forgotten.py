"""A function that is told of one document, and deletes all that its tenant has."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

CODE = """\
import logging
from pinecone import Pinecone

log = logging.getLogger(__name__)

class Vectors:
    def __init__(self):
        self._index = Pinecone().Index("kb")

    def forget({0}):
        {1}
        self._index.delete({2})
"""
ALL = "delete_all=True, namespace=tenant"


def _scopes(parameters: str, before: str, given: str) -> list[Scope]:
    told = items(CODE.format(parameters, before, given))
    return [one.scope for one in told if isinstance(one, DataChange)]


@pytest.mark.parametrize(
    "before", ["pass", 'log.debug("removing %s", doc_id)', 'print("removing", doc_id)']
)
@pytest.mark.parametrize("one", ["doc_id", "doc_id: str", "doc_id=None"])
def test_all_of_the_tenant_goes(one: str, before: str) -> None:
    assert _scopes(f"self, tenant, {one}", before, ALL) == [Scope.NONE]


@pytest.mark.parametrize(
    ("parameters", "before", "given"),
    [
        ("self, tenant", "pass", ALL),
        ("self, tenant_id", "pass", "delete_all=True, namespace=tenant_id"),
        ("self, tenant, doc_id", "pass", "ids=[doc_id], namespace=tenant"),
        ("self, tenant, doc_id", "pass", 'delete_all=True, namespace=f"{tenant}-{doc_id}"'),
        ("self, tenant, doc_id", "if not self.is_last(doc_id): return", ALL),
        ("self, tenant, reason", "pass", ALL),
        ("self, tenant, account_id", "pass", ALL),
    ],
)
def test_nothing_was_forgotten(parameters: str, before: str, given: str) -> None:
    assert Scope.NONE not in _scopes(parameters, before, given)
