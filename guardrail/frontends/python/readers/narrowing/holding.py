"""Whether a list that conditions are collected in always has one: the WHERE is written then."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.readers.narrowing.filters import listed_conditions
from guardrail.frontends.python.readers.narrowing.refused_options import is_refused
from guardrail.frontends.python.reading import Reading

_NAMES = frozenset(("identifier", "attribute", "call"))
_LEAVING = (Scope.FILTERED, Scope.KEYED)


def always_holds_something(reading: Reading, node: Node) -> bool:
    """Whether a list that a name holds can't be empty at its place; not of anything else."""
    if node.type not in _NAMES:
        return False
    key = ("always holds something", node.id)
    held: bool | None = reading.remembered.get(key)
    if held is None:
        reading.remembered[key] = False
        scope, when = listed_conditions(reading, node)
        held = scope in _LEAVING or is_refused(reading.module, node.start_byte, when)
        reading.remembered[key] = held
    return held
