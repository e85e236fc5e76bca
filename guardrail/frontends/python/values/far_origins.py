"""Values of a request that come to a query a long way: by objects, helpers, tuples, other names."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.code.asked_here import is_asked
from guardrail.frontends.python.readers.code.looks_on_the_way import looked_at
from guardrail.frontends.python.readers.code.outside import By, written_outside
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.origins import LOOKED_AT


def asked_from_afar(reading: Reading, node: Node, before: int) -> bool:
    """Whether a request says what a value is, and nothing on its way looks at it.

    What is done behind a place, `before`, comes too late; 0 where the place is in another function.
    """
    if not is_asked(reading):
        return False
    found = written_outside(reading, node)
    if found.by is not By.REQUEST:
        return False
    return not looked_at(reading, found, LOOKED_AT, before or None)
