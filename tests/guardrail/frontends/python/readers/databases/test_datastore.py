"""Entities of Google's Datastore that a query without a filter gives."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, Scope

START = "from google.cloud import datastore\nclient = datastore.Client()\n"


@pytest.mark.parametrize(
    "delete",
    [
        "keys = [one.key for one in query.fetch()]\nclient.delete_multi(keys)",
        "for one in query.fetch():\n    client.delete(one.key)",
        "for page in query.fetch().pages:\n    client.delete_multi([one.key for one in page])",
        "with client.batch() as b:\n    for one in query.fetch():\n        b.delete(one.key)",
    ],
)
@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("client.query(kind='Order')", [Scope.NONE]),
        ("client.query(kind='Order', filters=[('state', '=', 'void')])", []),
        ("client.query(kind='Order')\nquery.add_filter('state', '=', 'void')", []),
        ("client.query(kind='Order', ancestor=client.key('Shop', 7))", []),
    ],
)
def test_a_query_says_which_entities_go(delete: str, query: str, told: list[Scope]) -> None:
    found = items(f"{START}query = {query}\n{delete}\n")
    assert [one.scope for one in found if isinstance(one, DataChange)] == told
