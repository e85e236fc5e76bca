"""Files that a function of the module fetches for another: `self._fetch(url, path)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import class_around
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.roots import body_of, function_around
from guardrail.knowledge.python.outside import FETCHED_TO_FILE

_CALL = re.compile(r"(?<![\w.])(?:(self|cls)\.)?([^\W\d]\w*)\(([^()\n]{1,200})\)")
_MOST = 40


def fetched_for(reading: Reading, node: Node) -> Node | None:
    """The module's own function that is given a file or its path, and fetches what is in it.

    Only what is called before in the same function counts.
    """
    around = function_around(reading, node)
    if around is None or node.type not in ("identifier", "attribute"):
        return None
    name = reading.module.code(node)
    given = re.compile(rf"(?<![\w.\"']){re.escape(name)}(?![\w\"'])")
    for own, said in _called(reading, around, node.start_byte):
        if given.search(said) and FETCHED_TO_FILE.search(body_of(reading, own)):
            return own
    return None


def _called(reading: Reading, around: Node, end: int) -> Iterator[tuple[Node, str]]:
    """The module's own functions that a function calls up to a place, and what they are given."""
    before = reading.module.plain[around.start_byte : end]
    inside = class_around(around)
    body = reading.scopes.scope_of(inside).bindings if inside is not None else {}
    for _, match in zip(range(_MOST), _CALL.finditer(before), strict=False):
        owner, name, said = match.groups()
        if not owner:
            own = reading.scopes.function(name)
        else:
            bound = body.get(name, ())
            own = bound[0].value if bound else None
        if own is not None and own.type == "function_definition" and own.id != around.id:
            yield own, said
