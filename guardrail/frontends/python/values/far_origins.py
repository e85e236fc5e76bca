"""Values of a request that come to a query a long way: by objects, helpers, tuples, other names."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.code.asked_here import is_asked
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import By, by_own_program, written_outside
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.origins import LOOKED_AT
from guardrail.model import Origin


def origin_from_afar(reading: Reading, node: Node, before: int) -> Origin:
    """Who says what a value is: a request, or a message that is taken from a queue."""
    if not is_asked(reading):
        return Origin.UNTOLD
    found = written_outside(reading, node)
    taken = found.by is By.MESSAGE and found.node.type == "call"
    if not (found.by is By.REQUEST or taken):
        return Origin.UNTOLD
    if looked_at(reading, found, LOOKED_AT, before or None):
        return Origin.UNTOLD
    return Origin.OUTSIDE if taken or by_own_program(reading, found) else Origin.SENT


def asked_from_afar(reading: Reading, node: Node, before: int) -> bool:
    """Whether a request says what a value is, and nothing on its way looks at it.

    What is done behind a place, `before`, comes too late; 0 where the place is in another function.
    """
    return origin_from_afar(reading, node, before) is Origin.SENT
