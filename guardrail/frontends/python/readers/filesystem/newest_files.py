"""Files and folders that are deleted from the wrong end: the newest go, the oldest are kept.

`for release in sorted(releases, key=by_name, reverse=True)[:keep]: shutil.rmtree(release)`.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.picking.newest import puts_in_order
from guardrail.frontends.python.readers.picking.picked import NEWEST, picked_how
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.listed_in_order import AMONG_NEWEST


def of_the_newest(reading: Reading, call: Call, path: Node) -> str:
    """Why what a call deletes is the wrong end of what was put in order, "" where it isn't."""
    if reading.in_test or not puts_in_order(reading):
        return ""
    return AMONG_NEWEST if picked_how(reading, call, path, takes=False) == NEWEST else ""
