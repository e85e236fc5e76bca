"""Which values pick nothing when a filter is given them: `{}`, `None`, an empty text."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_SPACE = late(r"\s+")
_TRAILING = late(r",(?=[}\])])")
_MADE_EMPTY = late(r"[\w.]*(?:Filter|Filters|Criteria|Conditions)\(\)")
"""A filter's object that is given nothing: `RunsFilter()`, `models.Filter()`."""
EMPTY = frozenset(("{}", "None", "[]", "()", "''", "set()", "dict()", "list()", "b''"))
"""How values are written that pick nothing, as `plain` writes them."""


def says_nothing(reading: Reading, node: Node) -> bool:
    """Whether an expression stands for a value that picks nothing."""
    value = reading.builder.flow.value(node) or node
    code = plain(reading.module.code(value))
    return code in (*EMPTY, "[[]]") or _MADE_EMPTY.fullmatch(code) is not None


def plain(code: str) -> str:
    """Code as it is compared: without spaces and trailing commas, in single quotes."""
    return _TRAILING.sub("", _SPACE.sub("", code).replace('"', "'"))
