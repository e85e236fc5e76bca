"""The comprehensions of a module, found from a place inside them without climbing the tree."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from tree_sitter import Node

from guardrail.frontends.python.tree import Module

_FOR = re.compile(r"\bfor\b")
_KINDS = frozenset(
    ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
)
_DEEPEST = 24


@dataclass(slots=True)
class Comprehensions:
    """Nodes in text order, where each starts, and which one lies around each (-1 for none)."""

    nodes: list[Node] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)

    def enclosing(self, offset: int) -> Iterator[Node]:
        """The comprehensions around a place, innermost first."""
        index = bisect_right(self.starts, offset) - 1
        for _ in range(_DEEPEST):
            if index < 0:
                return
            if self.nodes[index].end_byte > offset:
                yield self.nodes[index]
            index = self.around[index]


def comprehensions_of(module: Module) -> Comprehensions:
    """The comprehensions of a module."""
    found = Comprehensions()
    words = (match.span() for match in _FOR.finditer(module.plain))
    nodes = {
        trail[2].start_byte: trail[2]
        for trail in module.around(words)
        if len(trail) > 2 and trail[2].type in _KINDS
    }
    open_ones: list[int] = []
    for index, (_, node) in enumerate(sorted(nodes.items())):
        while open_ones and found.nodes[open_ones[-1]].end_byte <= node.start_byte:
            open_ones.pop()
        found.nodes.append(node)
        found.starts.append(node.start_byte)
        found.around.append(open_ones[-1] if open_ones else -1)
        open_ones.append(index)
    return found
