"""The mode that a file is given: a number, names of `stat`, what a table has beside each path."""

from __future__ import annotations

import stat
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.plain_values import plain_value

OTHERS_WRITE = 0o002
_MOST = 32
_DEEPEST = 4


def mode_of(reading: Reading, node: Node) -> int | None:
    """The mode that an expression says, `None` where that isn't known.

    Of those that a loop sets in turn it is one that lets everybody write, if there is any.
    """
    modes = [mode for one in _in_turn(reading, node) if (mode := _mode(reading, one)) is not None]
    return max(modes, key=lambda mode: mode & OTHERS_WRITE, default=None)


def _in_turn(reading: Reading, node: Node, depth: int = 0) -> Iterator[Node]:
    """What an expression stands for, one after the other where a loop goes over a table."""
    flow = reading.builder.flow
    named = flow.reaching(node) if node.type == "identifier" and depth < _DEEPEST else ()
    followed = False
    for binding in named:
        if binding.value is None or binding.value.id == node.id:
            continue
        if binding.kind is BindingKind.LOOPED:
            followed = True
            yield from (yielded(flow, binding.value, binding.index) or [])[:_MOST]
        elif binding.kind is BindingKind.ASSIGNED and binding.value.type == "identifier":
            followed = True
            yield from _in_turn(reading, binding.value, depth + 1)
    if not followed:
        yield from _kept_by_kind(reading, flow.value(node) or node) or [node]


def _kept_by_kind(reading: Reading, node: Node) -> list[Node]:
    """The modes that a table has for a kind of file, or for each: `MODES[kind]`."""
    table, kind = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if node.type != "subscript" or table is None or kind is None:
        return []
    held, key = reading.builder.flow.value(table) or table, reading.known(kind)
    found = reading.builder.flow.pairs(held)
    return [value for name, value in found if key in ("", name)][:_MOST]


def _mode(reading: Reading, node: Node) -> int | None:
    node = unwrapped(node)
    value = reading.builder.flow.value(node) or node
    if value.type == "integer":
        plain = plain_value(reading, value)
        return plain if isinstance(plain, int) else None
    if value.type == "binary_operator":
        sides = [value.child_by_field_name(side) for side in ("left", "right")]
        modes = [_mode(reading, one) or 0 for one in sides if one is not None]
        operator = value.child_by_field_name("operator")
        joined = operator is not None and reading.module.code(operator) in ("|", "+")
        return modes[0] | modes[1] if joined else None
    name = reading.names.dotted(value).removeprefix("stat.")
    found = getattr(stat, name, None) if name.startswith("S_I") else None
    return found if isinstance(found, int) else None
