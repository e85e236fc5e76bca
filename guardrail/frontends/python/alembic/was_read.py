"""Whether a migration selects a column's values before it drops the column: they went on."""

from __future__ import annotations

import re

from guardrail.effects import SchemaChange
from guardrail.frontends.python.readers.schema import Given
from guardrail.spanmap import HOLE_WORD

_LONGEST = 20_000
_SELECT = re.compile(r"\bselect\b", re.IGNORECASE)
_OF_A_ROW = (
    r"\bfor (\w+) in [^\n]*:\n(?s:.{{0,4000}}?)\b\1"
    r"(?:\.{name}\b(?!\s*=[^=])|\[[\"']{name}[\"']\])"
)
"""The column of a row that a loop has in hand: `share.host` below `for share in rows:`."""
_STATEMENT = 400
"""How far from its SELECT a column may stand."""


def was_read(given: Given, change: SchemaChange) -> bool:
    """Whether a SELECT above the call, in the same function, names the column."""
    name, node = change.name, given.call.node
    if not name or HOLE_WORD in name:
        return False
    function = node.parent
    while function is not None and function.type != "function_definition":
        function = function.parent
    if function is None:
        return False
    length = node.start_byte - function.start_byte
    above = given.reading.module.code(function)[: min(length, _LONGEST)]
    if name not in above:
        return False
    if _SELECT.search(above) is None:
        return False
    if re.search(_OF_A_ROW.format(name=re.escape(name)), above):
        return True
    own = re.compile(rf"\b(?<!\.){re.escape(name)}\b|\.{re.escape(name)}\b(?![ \t]*=[^=])")
    return any(
        own.search(above, found.end(), found.end() + _STATEMENT)
        for found in _SELECT.finditer(above)
    )
