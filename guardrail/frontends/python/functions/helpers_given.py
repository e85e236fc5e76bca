"""The module's own functions that a function gives a value of its: `self._fetch(url, path)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import class_around
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_CALL = late(r"(?<![\w.])(?:(self|cls)\.)?([^\W\d]\w*)\(([^()\n]{1,200})\)")
_MOST = 40


def helpers_given(reading: Reading, around: Node, end: int, name: str) -> Iterator[Node]:
    """The functions that a function calls up to a place with a name or an attribute of its."""
    given = re.compile(rf"(?<![\w.\"']){re.escape(name)}(?![\w\"'])")
    before = reading.module.plain[around.start_byte : end]
    inside = class_around(around)
    body = reading.scopes.scope_of(inside).bindings if inside is not None else {}
    for _, match in zip(range(_MOST), _CALL.finditer(before), strict=False):
        owner, called, said = match.groups()
        bound = body.get(called, ()) if owner else ()
        own = reading.scopes.function(called) if not owner else None
        own = bound[0].value if bound else own
        if own is None or own.type != "function_definition" or own.id == around.id:
            continue
        if given.search(said):
            yield own
