"""Objects that are made empty and filled in afterwards, by a function that is given with what."""

from __future__ import annotations

import pytest
from reading_python import items

from guardrail.effects import DataChange, PrivilegeChange

RULES = """\
from google.cloud import compute_v1

RULES = [
    {{"name": "db", "ports": ["5432"], "sources": ["{0}"]}},
    {{"name": "metrics", "ports": ["9100"], "sources": ["10.40.0.0/16"]}},
]
{1}
"""
WAYS = [
    "for spec in RULES:\n    one = compute_v1.Firewall()\n    one.source_ranges = spec['sources']",
    (
        "def make(spec):\n    rule = compute_v1.Firewall()\n"
        "    rule.source_ranges = spec['sources']\n    return rule\n"
        "for spec in RULES:\n    make(spec)"
    ),
    (
        "def make(spec: dict, network: str) -> compute_v1.Firewall:\n"
        "    allowed = compute_v1.Allowed()\n    allowed.ports = spec['ports']\n"
        "    rule = compute_v1.Firewall()\n    rule.direction = 'INGRESS'\n"
        "    rule.allowed = [allowed]\n    rule.source_ranges = spec['sources']\n    return rule\n"
        "def main():\n    for spec in RULES:\n        use(make(spec, N))"
    ),
    (
        "def make(name, sources):\n    rule = compute_v1.Firewall()\n    rule.name = name\n"
        "    rule.source_ranges = sources\n    return rule\n"
        "for spec in RULES:\n    make(spec['name'], spec['sources'])"
    ),
]


@pytest.mark.parametrize("way", WAYS)
def test_a_rule_that_is_filled_in(way: str) -> None:
    opened = items(RULES.format("0.0.0.0/0", way))
    assert any(isinstance(one, PrivilegeChange) for one in opened)
    closed = items(RULES.format("10.40.8.0/24", way))
    assert not any(isinstance(one, PrivilegeChange) for one in closed)


ITEMS = """\
from azure.cosmos import CosmosClient

container = (
    CosmosClient("u", credential="k").get_database_client("shop").get_container_client("carts")
)
{0}
for item in list(container.query_items(query=query, enable_cross_partition_query=True)):
    container.delete_item(item=item["id"], partition_key=item["customer"])
"""
QUERIES = [
    'query = "SELECT c.id FROM c"\nquery += "MORE"',
    'def build():\n    return "SELECT c.id FROM cMORE", []\nquery, params = build()',
    (
        'def build():\n    text = "SELECT c.id FROM c"\n    text += "MORE"\n    return text, []\n'
        "query, params = build()"
    ),
]


@pytest.mark.parametrize("query", QUERIES)
def test_items_of_a_query_that_is_put_together(query: str) -> None:
    everything = items(ITEMS.format(query.replace("MORE", " ORDER BY c.customer")))
    assert any(isinstance(one, DataChange) for one in everything)
    some = items(ITEMS.format(query.replace("MORE", " WHERE c.status = 'abandoned'")))
    assert not any(isinstance(one, DataChange) for one in some)
