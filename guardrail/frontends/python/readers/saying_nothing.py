"""Which values pick nothing when a filter is given them: `{}`, `None`, an empty text."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading

_SPACE = re.compile(r"\s+")
_TRAILING = re.compile(r",(?=[}\])])")
EMPTY = frozenset(("{}", "None", "[]", "()", "''", "set()", "dict()", "list()", "b''"))
"""How values are written that pick nothing, as `plain` writes them."""


def says_nothing(reading: Reading, node: Node) -> bool:
    """Whether an expression stands for a value that picks nothing."""
    value = reading.builder.flow.value(node) or node
    return plain(reading.module.code(value)) in (*EMPTY, "[[]]")


def plain(code: str) -> str:
    """Code as it is compared: without spaces and trailing commas, in single quotes."""
    return _TRAILING.sub("", _SPACE.sub("", code).replace('"', "'"))
