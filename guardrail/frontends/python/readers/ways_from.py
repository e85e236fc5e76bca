"""The way from where a value comes from to where it does harm, where these are far apart."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.model import Step

_LABEL = 40


def from_elsewhere(reading: Reading, node: Node, origin: Node | None) -> tuple[Step, ...]:
    """The step at the expression that a value is from, where that is in no function around."""
    if origin is None or node.start_byte <= origin.start_byte < node.end_byte:
        return ()
    here, there = function_around(reading.module, node), function_around(reading.module, origin)
    if (here.id if here is not None else 0) == (there.id if there is not None else 0):
        return ()
    return (Step(reading.module.short(origin, _LABEL), reading.span(origin)),)
