"""Requests that ask a service to delete whatever matches, where everything does.

Sources: the REST references of Elasticsearch 8 and OpenSearch 2 (`_delete_by_query`), Solr 9
("Delete by query"), Consul 1.20 ("KV Store"), Pinecone (`/vectors/delete`), Qdrant 1.13
(`/points/delete`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.plain_values import Plain, plain_value
from guardrail.frontends.python.reading import Reading

EVERYTHING = "whatever there is"
"""How it is told in what a request sends."""
_BY_QUERY = re.compile(r"/_delete_by_query\b|/update(?:/json)?$|/(?:vectors|points)/delete\b")
_ANYTHING = re.compile(r"\*:\*|^\s*\*\s*$")
_ALL = ("deleteAll", "delete_all")
_DEEPEST = 6
_KEYS = re.compile(r"/v1/kv(?:/|$)")
_RECURSE = re.compile(r"\brecurse\b(?![\"']?\s*[:=]\s*(?:False|[\"']?false))")
_LONGEST = 400


def asks_for_all(reading: Reading, path: str, bodies: list[Node]) -> Iterator[str]:
    """That a deletion by a query reaches everything, by what its body says."""
    if _BY_QUERY.search(path) is None:
        return
    values = [plain_value(reading, reading.builder.flow.value(one) or one) for one in bodies]
    found = any(_matches_all(one, 0) for one in values)
    if found or ("_delete_by_query" in path and not bodies):
        yield EVERYTHING


def recurses(reading: Reading, call: Call, path: str) -> Iterator[str]:
    """That all keys below a place are deleted: Consul's `?recurse`."""
    if _KEYS.search(path) and _RECURSE.search(reading.module.code(call.node)[:_LONGEST]):
        yield EVERYTHING


def _matches_all(value: Plain, depth: int) -> bool:
    if isinstance(value, str):
        return "delete" in value and _ANYTHING.search(value) is not None
    if not isinstance(value, dict) or depth > _DEEPEST:
        return False
    if "match_all" in value or any(value.get(one) is True for one in _ALL):
        return True
    for key, one in value.items():
        if key == "query" and (one == {} or (isinstance(one, str) and _ANYTHING.search(one))):
            return True
        if key == "filter" and one == {}:
            return True
    # What stands beside others in a condition is no condition of its own.
    inner = [one for key, one in value.items() if key in ("query", "delete", "commands")]
    return any(_matches_all(one, depth + 1) for one in inner)
