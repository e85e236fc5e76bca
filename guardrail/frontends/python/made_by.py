"""What a call of the module's own function gives: the expression that makes it."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.members import results_of
from guardrail.frontends.python.reading import Reading

_DEEPEST = 6


def made_by(reading: Reading, node: Node) -> Node:
    """The expression that the module's own functions give, where it can be one thing only."""
    for _ in range(_DEEPEST):
        function = node.child_by_field_name("function") if node.type == "call" else None
        own = reading.scopes.function(reading.module.name(function)) if function else None
        results = results_of(reading.module, own) if own is not None else []
        if len(results) != 1:
            return node
        node = reading.builder.flow.value(results[0]) or results[0]
    return node
