"""Files at a path that is written out, where the function around puts what a request brings."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.outside import UPLOAD_TO_FILE


def written_there(reading: Reading, node: Node) -> Node | None:
    """The function that writes what somebody sends to the very file: `open("/srv/plugin.py")`."""
    path, around = reading.known(node), function_around(reading.module, node)
    if "/" not in path or around is None:
        return None
    body = body_of(reading.module, around)
    return around if body.count(path) > 1 and UPLOAD_TO_FILE.search(body) is not None else None
