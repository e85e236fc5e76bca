"""The comprehensions of a module, found from a place inside them without climbing the tree."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct, field
from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import whole
from guardrail.patterns import late

_FOR = late(whole("for"))
_KINDS = frozenset(
    ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
)
_DEEPEST = 24
_FAR = 160
"""How far behind an expression its comprehension says what it runs over."""
_HELD = "comprehensions"


class _Nested(Struct):
    """Nodes in text order, where each starts, and which one lies around each (-1 for none).

    `binding` has the clauses of those that were asked for, by the names that these bind.
    """

    nodes: list[Node] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    around: list[int] = field(default_factory=list)
    binding: dict[int, dict[str, Node]] = field(default_factory=dict)

    def enclosing(self, offset: int) -> Iterator[Node]:
        """The comprehensions around a place, innermost first."""
        index = bisect_right(self.starts, offset) - 1
        for _ in range(_DEEPEST):
            if index < 0:
                return
            if self.nodes[index].end_byte > offset:
                yield self.nodes[index]
            index = self.around[index]


def clause_around(module: Module, node: Node) -> Node | None:
    """The `for … in …` of a comprehension around a name that binds the name."""
    nested = _of(module)
    name = module.name(node) if nested.nodes else ""
    for around in nested.enclosing(node.start_byte):
        clause = _binding(module, nested, around).get(name)
        if clause is not None:
            return clause
    return None


def _binding(module: Module, nested: _Nested, around: Node) -> dict[str, Node]:
    """The clauses of a comprehension by the names that they bind, of several the first."""
    # Kept: it is asked for each name inside of it.
    held = nested.binding.get(around.id)
    if held is None:
        held = nested.binding[around.id] = {}
        for clause in module.children(around)[0]:
            left = clause.child_by_field_name("left")
            if clause.type == "for_in_clause" and left is not None:
                for one in (left, *module.children(left)[0]):
                    held.setdefault(module.name(one), clause)
    return held


def run_over(module: Module, node: Node) -> list[Node]:
    """What the comprehensions around an expression run over: `steps` of `[f(x) for x in steps]`."""
    if "for" not in module.plain[node.end_byte : node.end_byte + _FAR]:
        return []
    over = (
        clause.child_by_field_name("right")
        for around in _of(module).enclosing(node.start_byte)
        for clause in module.children(around)[0]
        if clause.type == "for_in_clause"
    )
    return [one for one in over if one is not None]


def place_in(module: Module, pattern: Node, name: str) -> int | None:
    """Which part of `for a, b in …` a name is, `None` where it is all of it or none."""
    if pattern.type == "identifier":
        return None
    names = [module.name(one) for one in module.children(pattern)[0]]
    return names.index(name) if name in names else None


def _of(module: Module) -> _Nested:
    if _HELD not in module.facts:
        module.facts[_HELD] = _nested(module)
    held: _Nested = module.facts[_HELD]
    return held


def _nested(module: Module) -> _Nested:
    found = _Nested()
    plain = module.plain
    words = (one.span() for one in _FOR.finditer(plain) if not _is_loop(plain, one.start()))
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


def _is_loop(plain: str, start: int) -> bool:
    """Whether a `for` is a statement's: it begins its line, and a colon ends that."""
    if plain[plain.rfind("\n", 0, start) + 1 : start].strip():
        return False
    end = plain.find("\n", start)
    return plain[start : end if end >= 0 else len(plain)].rstrip().endswith(":")


def is_numbered(module: Module, over: Node) -> bool:
    """Whether what a loop runs over is counted, so that what it takes first is a number.

    `for number, part in enumerate(parts)`.
    """
    function = over.child_by_field_name("function") if over.type == "call" else None
    return function is not None and module.code(function) == "enumerate"
