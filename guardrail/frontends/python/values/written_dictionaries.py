"""Dictionaries that are written out: what stands under which key in them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.rope import known
from guardrail.frontends.python.strings.variants import Variants

_TRUTHS = ("true", "false")
_DEEPEST = 4
"""So deep dictionaries are unpacked into others."""


class WrittenDictionaries:
    """The dictionaries of one module, each worked out when first asked for.

    `value` gives the expression that a name stands for, `evaluate` the texts of a key.
    """

    def __init__(
        self,
        module: Module,
        value: Callable[[Node], Node | None],
        evaluate: Callable[[Node], Variants],
    ) -> None:
        self._module = module
        self._value = value
        self._evaluate = evaluate
        self._pairs: dict[int, list[tuple[str, Node]]] = {}
        self._entries: dict[int, dict[str, list[Node]]] = {}

    def pairs(self, node: Node) -> list[tuple[str, Node]]:
        """The entries of a dictionary that is written out whose keys are texts or truths."""
        held = self._pairs.get(node.id)
        if held is None:
            held = self._pairs[node.id] = [*self._pairs_of(node)]
        return held

    def entries(self, node: Node) -> dict[str, list[Node]]:
        """The same entries by their keys."""
        held = self._entries.get(node.id)
        if held is None:
            held = self._entries[node.id] = {}
            for text, one in self.pairs(node):
                held.setdefault(text, []).append(one)
        return held

    def _pairs_of(self, node: Node, depth: int = 0) -> Iterator[tuple[str, Node]]:
        for pair in self._module.children(node)[0]:
            if pair.type == "dictionary_splat" and depth < _DEEPEST:
                inner = self._value(self._module.children(pair)[0][0])
                if inner is not None and inner.type == "dictionary":
                    yield from self._pairs_of(inner, depth + 1)
            key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
            if pair.type == "pair" and key is not None and value is not None:
                plainly = key.type in _TRUTHS
                text = self._module.code(key) if plainly else known(self._evaluate(key)[0])
                if text is not None:
                    yield text, value
