"""Files that a function of the module fetches for another: `self._fetch(url, path)`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.helpers_given import helpers_given
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.outside import FETCHED_TO_FILE


def fetched_for(reading: Reading, node: Node) -> Node | None:
    """The module's own function that is given a file or its path, and fetches what is in it.

    Only what is called before in the same function counts.
    """
    around = function_around(reading.module, node)
    if around is None or node.type not in ("identifier", "attribute"):
        return None
    name = reading.module.code(node)
    found = helpers_given(reading, around, node.start_byte, name)
    return next(
        (one for one in found if FETCHED_TO_FILE.search(body_of(reading.module, one))), None
    )
