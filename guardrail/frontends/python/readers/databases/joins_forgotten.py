"""Statements of SQLAlchemy whose conditions ask columns of other tables than their own alone.

`delete(Stop).where(Manifest.closed_at < limit)` is `DELETE FROM stop USING manifest WHERE …`: every
stop goes once one manifest is old enough, as nothing says which stops are a manifest's.
"""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.readers.databases.statement_rows import target_of
from guardrail.frontends.python.readers.narrowing.decided_by_python import is_column
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.chains import Link

_ASKING = frozenset(("where", "filter"))
_PLAIN = frozenset(
    (
        *("limit", "order_by", "returning", "values", "with_for_update", "execution_options"),
        *("[]", "all"),
    )
)
_OF_THE_CLASS = "cls."
_JOINING = frozenset(("and_", "or_", "not_"))
_QUERIES = ("select", "exists", "query", "subquery", "any(", "has(", "scalar", "in_(select")
_LONGEST, _MOST = 400, 60


def asks_others_alone(reading: Reading, target: str, links: Sequence[Link]) -> str:
    """The other table that is asked, "" where the target is asked too or that isn't sure."""
    asked: set[str] = set()
    for link in links:
        if link.name not in _ASKING:
            if link.name not in _PLAIN:
                return ""
            continue
        call = link.call
        if call is None or call.keywords or call.stars or call.double_stars:
            return ""
        for node in call.positional:
            found = _tables(reading, node, 0)
            if not found:
                return ""
            asked |= found
    if not target or not asked or target in asked or "" in asked:
        return ""
    if any(one[:1].isupper() is not target[:1].isupper() for one in asked):
        return ""  # a name for any model: `delete(model)`
    return sorted(asked)[0]


def _tables(reading: Reading, node: Node, depth: int) -> set[str] | None:
    """The tables whose columns a condition asks, `None` where that can't be told."""
    node = unwrapped(node)
    code = reading.module.code(node)
    if depth > _MOST or len(code) > _LONGEST or any(one in code for one in _QUERIES):
        return None
    if node.type == "identifier":
        value = reading.builder.flow.value(node)
        return _tables(reading, value, depth + 1) if value is not None else None
    parts: list[Node] = []
    if node.type == "comparison_operator":
        return _columns(reading, node) or None
    if node.type == "binary_operator":
        parts = [one for one in node.named_children if one.type != "comment"]
    elif node.type == "unary_operator":
        parts = [*node.named_children]
    elif node.type == "call":
        call = reading.call(node)
        if call.last not in _JOINING:
            owner = call.function.child_by_field_name("object")
            of_column = owner is not None and is_column(reading, owner)
            return (_columns(reading, node) or None) if of_column else None
        if call.keywords or call.stars:
            return None
        parts = list(call.positional)
    found: set[str] = set()
    for one in parts:
        inner = _tables(reading, one, depth + 1)
        if not inner:
            return None
        found |= inner
    return found or None


def _columns(reading: Reading, node: Node) -> set[str]:
    """The tables of the columns in an expression."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type in ("attribute", "subscript") and is_column(reading, one):
            owner = one.child_by_field_name("object") or one.child_by_field_name("value")
            if owner is not None and reading.module.name(owner).endswith(".c"):
                owner = owner.child_by_field_name("object")
            found.add(target_of(reading, owner) if owner is not None else "")
            continue
        if one.type == "attribute" and reading.module.code(one).startswith(_OF_THE_CLASS):
            # `delete(cls).where(cls.dag_id == Dag.dag_id)` says which rows are meant.
            found.add("")
            continue
        waiting += one.named_children
    return found
