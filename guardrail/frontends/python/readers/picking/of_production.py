"""Whether what a filter asks for is production's: who picks that picks what must stay."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.defaults import default_of, option_defaults
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.picking import DENYING, IN_PRODUCTION

_MOST = 60
_LONGEST = 200


def asks_for_production(reading: Reading, node: Node, code: str) -> bool:
    """Whether a filter asks for production by what is written in it, or by default by a name.

    `code` is how the filter is written; what it leaves out by its words isn't asked for.
    """
    if DENYING.search(code):
        return False
    if IN_PRODUCTION.search(code):
        return True
    return any(IN_PRODUCTION.search(text) for text in _values(reading, node))


def _values(reading: Reading, node: Node) -> Iterator[str]:
    """What the names in an expression stand for where nobody says otherwise."""
    waiting = [reading.builder.flow.value(node) or node]
    for _ in range(_MOST):
        if not waiting:
            return
        one = waiting.pop()
        if one.type not in ("identifier", "attribute"):
            waiting += one.named_children
            continue
        default = default_of(reading, one) if one.type == "identifier" else None
        for value in (one, default, *option_defaults(reading, one)):
            if value is not None:
                yield reading.known(value)[:_LONGEST]
