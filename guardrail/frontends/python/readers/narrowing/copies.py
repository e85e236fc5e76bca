"""Copies of lists and dictionaries: these pick what they are copies of."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading

_COPYING = frozenset(
    ("dict", "list", "set", "tuple", "sorted", "copy", "deepcopy", "copy.copy", "copy.deepcopy")
)


def copied(reading: Reading, node: Node) -> Node | None:
    """What a call makes a copy of: `dict(base)`, `base.copy()`; `None` for any other call."""
    call = reading.call(node)
    if call.name in _COPYING and len(call.positional) == 1 and not call.keywords:
        return call.positional[0]
    if call.last == "copy" and call.bare:
        return call.function.child_by_field_name("object")
    return None
