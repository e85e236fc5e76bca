"""Whether a migration reads what it drops afterwards, a column or a table: the values went on."""

from __future__ import annotations

import re

from guardrail.effects import ObjectKind, SchemaChange
from guardrail.frontends.python.readers.databases.schema import Given
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_LONGEST = 20_000
_SELECT = late(r"\bselect\b", re.IGNORECASE)
_QUERY = late(r"\.query\(")
_OF_A_ROW = (
    r"\bfor (\w+) in [^\n]*:\n(?s:.{{0,4000}}?)\b\1"
    r"(?:\.{name}\b(?!\s*=[^=])|\[[\"']{name}[\"']\])"
)
"""The column of a row that a loop has in hand: `share.host` below `for share in rows:`."""
_STATEMENT = 400
"""How far from its SELECT a column may stand."""


def was_read(given: Given, change: SchemaChange) -> bool:
    """Whether the migration reads the column's values, or the table's rows, above the call."""
    if change.kind is ObjectKind.COLUMN:
        return _column_was_read(given, change)
    return change.kind is ObjectKind.TABLE and _rows_were_read(given, change)


def _column_was_read(given: Given, change: SchemaChange) -> bool:
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
    if _SELECT.search(above) is None and _QUERY.search(above) is None:
        return False
    if re.search(_OF_A_ROW.format(name=re.escape(name)), above):
        return True
    own = re.compile(rf"\b(?<!\.){re.escape(name)}\b|\.{re.escape(name)}\b(?![ \t]*=[^=])")
    return any(
        own.search(above, found.end(), found.end() + _STATEMENT)
        for found in _SELECT.finditer(above)
    )


_MAPPED = r"class (\w+)\b[^\n]*:\n(?s:(?!\nclass ).){{0,2000}}?__tablename__\s*=\s*[\"']{name}[\"']"
_TABLE = r"\b(\w+)\s*=\s*[\w.]*[tT]able\(\s*[\"']{name}[\"']"
_ROWS_OF = r"\b(?:query|select)\(\s*{name}\b|\b{name}\.select\("
_FROM = r"(?i:\bselect\b)[^;]{{0,400}}?(?i:\bfrom\b)\s+[\"`\[]?{name}\b"
_WRITES = late(r"\b(?:add|add_all|bulk_insert\w*|bulk_save\w*)\(|\.insert\(|(?i:\binsert\s+into\b)")


def _rows_were_read(given: Given, change: SchemaChange) -> bool:
    """Whether the module asks for the table's rows above the call, and puts rows in somewhere.

    Into the table that is made anew, it may be, below.

    By a class that stands for the table, by a `Table`, or in a text of SQL.
    """
    table = change.table.rpartition(".")[2]
    if not table or HOLE_WORD in table:
        return False
    module, end = given.reading.module, given.call.node.start_byte
    above = module.plain[max(0, end - _LONGEST) : end]
    if table not in above or _WRITES.search(above + module.plain[end : end + _LONGEST]) is None:
        return False
    name = re.escape(table)
    told = [re.search(form.format(name=name), above) for form in (_MAPPED, _TABLE)]
    patterns = [_ROWS_OF.format(name=re.escape(one[1])) for one in told if one is not None]
    return any(re.search(one, above) for one in (*patterns, _FROM.format(name=name)))
