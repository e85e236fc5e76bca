"""Paths that go on where something is given: `where = ROOT`, `if name: where = ROOT / name`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.ways import Way, unscoped_when
from guardrail.frontends.python.readers.filesystem.paths_named import path_of
from guardrail.frontends.python.readers.narrowing.emptiness import refused_at
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.left_empty import unless_given
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_LEFT = late(r"unscoped when (?P<name>[\w.]+(?:\[[\"']\w+[\"']\])?) is (?:false|None|empty)\Z")


def whole_path(reading: Reading, node: Node) -> tuple[str, str]:
    """The path on the way on which nothing is put behind it, and the guard; "" where none is."""
    node = unwrapped(node)
    ways = reading.builder.flow.reaching_ways(node) if node.type == "identifier" else ()
    told = [(one, _path(reading, one)) for one in ways]
    if len(told) < 2 or not all(path for _, path in told):
        return "", ""
    way, whole = min(told, key=lambda one: len(one[1]))
    others = [path for one, path in told if one is not way]
    if HOLE_WORD in whole or not all(path.startswith(f"{whole}/") for path in others):
        return "", ""
    left = _LEFT.match(unscoped_when(reading.module, way.choices))
    if left is None or refused_at(reading, node.start_byte, left["name"]):
        return "", ""
    return whole, unless_given((left["name"],))


def _path(reading: Reading, way: Way[Binding]) -> str:
    bound = way.value
    plain = bound.kind is BindingKind.ASSIGNED and bound.index is None
    return path_of(reading, bound.value) if plain and bound.value is not None else ""
