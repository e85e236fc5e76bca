"""Lists, tuples and sets that are written out: what is in them after all that is added to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import Apply, through
from guardrail.frontends.python.naming.calls import collected
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.structure import Path
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.strings.variants import MOST

_LISTS = frozenset(("list", "tuple", "set", "expression_list"))

Given = Callable[[Node, int], Sequence[Node]]
"""Gives what stands at a place of the tuples that a call of the module's own function gives."""
Bindings = Callable[[Node], tuple[Scope | None, Sequence[Binding], Path]]
"""Gives the bindings that may hold at a name's place, and the place's branches."""


class WrittenLists:
    """The lists of one module, each worked out when first asked for."""

    def __init__(self, module: Module, bindings: Bindings, given: Given) -> None:
        self._module = module
        self._given = given
        self._bindings = bindings
        self._held: dict[int, tuple[tuple[Node, ...], ...]] = {}

    def of(self, node: Node, depth: int = 0) -> tuple[tuple[Node, ...], ...]:
        """Every list that an expression may stand for, by its elements."""
        node = unwrapped(node)
        if depth > MOST:
            return ()
        if node.type in _LISTS:
            return (tuple(self._spread(self._module.children(node)[0], depth)),)
        if node.type == "binary_operator":
            return self._added(node, depth)
        if node.type == "boolean_operator":
            return self._otherwise(node, depth)
        if node.type == "call":
            return self._copied(node, depth)
        if node.type not in ("identifier", "attribute"):
            return ()
        if node.id not in self._held:
            _, bound, path = self._bindings(node)
            self._held[node.id] = through(bound, 0, path, (), self._lists_of(depth))
        return self._held[node.id]

    def spread(self, nodes: Sequence[Node]) -> list[Node]:
        """Expressions in a row, with what is in the lists that are unpacked among them."""
        return list(self._spread(nodes, 0))

    def _spread(self, nodes: Sequence[Node], depth: int) -> Iterator[Node]:
        for one in nodes:
            inner: Sequence[Node] | None = None
            if one.type == "list_splat":
                known = self.of(self._module.children(one)[0][0], depth + 1)
                inner = known[0] if known else None
            yield from (one,) if inner is None else inner

    def _copied(self, node: Node, depth: int) -> tuple[tuple[Node, ...], ...]:
        """The lists of `list(words)`, `tuple(words)` and `words.copy()`."""
        function, arguments = (node.child_by_field_name(part) for part in ("function", "arguments"))
        given = self._module.children(arguments)[0] if arguments is not None else []
        if function is None or (arguments is not None and arguments.type != "argument_list"):
            return ()
        if self._module.name(function).rpartition(".")[2] == "StringIO":
            # What was written into it, piece by piece.
            return (tuple(given),)
        if function.type == "attribute" and not given:
            owner, name = (function.child_by_field_name(part) for part in ("object", "attribute"))
            copied = name is not None and self._module.name(name) == "copy"
            return self.of(owner, depth + 1) if copied and owner is not None else ()
        if len(given) == 1 and self._module.name(function) in ("list", "tuple"):
            return self.of(given[0], depth + 1)
        return ()

    def _added(self, node: Node, depth: int) -> tuple[tuple[Node, ...], ...]:
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None:
            return ()
        first, second = self.of(left, depth + 1), self.of(right, depth + 1)
        return tuple((*one, *other) for one in first for other in second)[:MOST]

    def _otherwise(self, node: Node, depth: int) -> tuple[tuple[Node, ...], ...]:
        """The lists of `words or ["all"]`: the second stands for a first one with nothing in it."""
        sign = node.child_by_field_name("operator")
        left, right = node.child_by_field_name("left"), node.child_by_field_name("right")
        if left is None or right is None or sign is None or self._module.code(sign) != "or":
            return ()
        first = self.of(left, depth + 1)
        return first if all(first) else (*filter(None, first), *self.of(right, depth + 1))[:MOST]

    def _one_of_several(
        self, binding: Binding, value: Node, depth: int
    ) -> tuple[tuple[Node, ...], ...]:
        """The lists that one of `names, count = [], 0` may be, or of what a function gives."""
        if binding.kind is not BindingKind.ASSIGNED or binding.index is None:
            return ()
        if value.type == "call":
            given = self._given(value, binding.index)
            return tuple(one for part in given for one in self.of(part, depth + 1))[:MOST]
        if value.type not in _LISTS:
            return ()
        parts = self._module.children(value)[0]
        found = binding.index is not None and binding.index < len(parts)
        return (
            self.of(parts[binding.index], depth + 1) if found and binding.index is not None else ()
        )

    def _lists_of(self, depth: int) -> Apply[tuple[Node, ...]]:
        def apply(
            binding: Binding, state: tuple[tuple[Node, ...], ...]
        ) -> tuple[tuple[Node, ...], ...]:
            value = binding.value
            if binding.kind is BindingKind.DECLARED:
                return state
            if binding.kind is BindingKind.CLEARED:
                return state if value is not None else ((),)
            if binding.kind is BindingKind.COLLECTED and value is not None:
                if binding.index is None:
                    return ()
                given = collected(self._module, value, binding.index)
                return (tuple(self._spread(given, depth)),)
            if value is not None and binding.index is not None:
                return self._one_of_several(binding, value, depth)
            if value is None:
                return ()
            if binding.kind is BindingKind.APPENDED:
                return tuple((*one, value) for one in state)
            if binding.kind in (BindingKind.AUGMENTED, BindingKind.EXTENDED):
                more = self.of(value, depth + 1)
                return tuple((*one, *other) for one in state for other in more)[:MOST]
            if binding.kind is BindingKind.ASSIGNED:
                return self.of(value, depth + 1)
            return ()

        return apply
