"""What a query leaves whose conditions stand in lists: `{"bool": {"filter": filters}}`.

Source: Elasticsearch 8, "Boolean query" (one without clauses matches every document), with the
classes of `elasticsearch.dsl`; Qdrant, "Filtering" (so does a `Filter` without conditions).
"""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.narrowing.filters import listed_conditions
from guardrail.frontends.python.readers.narrowing.reach import Told, strongest
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import Argument

Judge = Callable[[Node], Told]
_CLAUSES = frozenset(("filter", "must", "should", "must_not"))
_LISTS = frozenset(("identifier", "attribute", "boolean_operator", "conditional_expression"))
_OF_CALLS = ("Bool", "Filter")


def joined_clauses(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """What the clauses of a query leave together, `None` where it has none in lists."""
    if node.type == "call" and (wrapped := _wrapped(reading, node)) is not None:
        return judge(wrapped)
    clauses = (
        _in_dictionary(reading, node) if node.type == "dictionary" else _in_call(reading, node)
    )
    if not any(_may_be_list(one) for one in clauses):
        return None
    return strongest(_clause(reading, one, judge) for one in clauses)


def joins_clauses(reading: Reading, node: Node | None) -> bool:
    """Whether a filter is an object with lists of conditions: no call refuses one without any."""
    value = (reading.builder.flow.value(node) or node) if node is not None else None
    if value is None or value.type != "call":
        return False
    return bool(_in_call(reading, _wrapped(reading, value) or value))


def _wrapped(reading: Reading, node: Node) -> Node | None:
    """The filter inside `FilterSelector(filter=Filter(must=must))`, `None` in any other call."""
    name = reading.names.dotted(node)[:-2]
    if not name.endswith("FilterSelector"):
        return None
    inner = call_of(reading.module, node, name).argument(Argument(0, "filter"))
    return (reading.builder.flow.value(inner) or inner) if inner is not None else None


def _in_dictionary(reading: Reading, node: Node) -> list[Node]:
    """The clauses of `{"bool": {"filter": filters}}`, none of any other dictionary."""
    pairs = list(reading.builder.flow.pairs(node))
    if len(pairs) != 1 or pairs[0][0] != "bool":
        return []
    query = reading.builder.flow.value(pairs[0][1]) or pairs[0][1]
    if query.type != "dictionary":
        return []
    return [value for name, value in reading.builder.flow.pairs(query) if name in _CLAUSES]


def _in_call(reading: Reading, node: Node) -> list[Node]:
    """The clauses of `Q("bool", filter=filters)`, `Bool(must=must)` or `Filter(must=must)`."""
    name = reading.names.dotted(node)[:-2]
    call = call_of(reading.module, node, name)
    last = name.rsplit(".", 1)[-1]
    as_text = last == "Q" and [reading.known(one) for one in call.positional] == ["bool"]
    if call.stars or call.double_stars or not (as_text or last in _OF_CALLS):
        return []
    return [value for key, value in call.keywords.items() if key in _CLAUSES]


def _may_be_list(node: Node) -> bool:
    return unwrapped(node).type in _LISTS or unwrapped(node).type == "call"


def _clause(reading: Reading, node: Node, judge: Judge) -> Told:
    if _may_be_list(node):
        return listed_conditions(reading, node)
    listed = reading.builder.flow.elements(node)
    return judge(node) if listed is None else strongest(judge(one) for one in listed)
