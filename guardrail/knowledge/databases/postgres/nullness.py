"""Whether a table's constraints already keep NULL out of a column."""

from __future__ import annotations

import re

from guardrail.names import plain
from guardrail.patterns import late
from guardrail.shapes import ConstraintKind, TableShape

_AND = late(r"\s+AND\s+", re.IGNORECASE)
_NOT_NULL = late(r'(?P<name>"[^"]+"|[\w.]+)\s+IS\s+NOT\s+NULL', re.IGNORECASE)

MOST = 300
"""So many constraints or indexes of a table are looked at; no real one has more."""

_LONGEST = 2_000


def refuses_null(table: TableShape, column: str) -> bool:
    """Whether the column is NOT NULL or part of the primary key, with nothing left to verify."""
    wanted = plain(column)
    for constraint in table.constraints[:MOST]:
        names = {plain(name) for name in constraint.columns}
        if wanted in names and constraint.kind is ConstraintKind.NOT_NULL:
            return constraint.validated
        if wanted in names and constraint.kind is ConstraintKind.PRIMARY_KEY:
            return True
    known = table.column(column)
    return known is not None and known.nullable is False


def proves_not_null(table: TableShape, column: str) -> bool:
    """Whether a validated CHECK says that the column is not null, alone or with more by AND."""
    return any(
        constraint.kind is ConstraintKind.CHECK
        and constraint.validated
        and plain(column) in not_null_in(constraint.expression)
        for constraint in table.constraints[:MOST]
    )


def not_null_in(expression: str) -> frozenset[str]:
    """The columns that an expression says are not null, whatever else it says besides."""
    found: set[str] = set()
    if len(expression) > _LONGEST:
        return frozenset()
    for part in _AND.split(_bare(expression)):
        match = _NOT_NULL.fullmatch(_bare(part))
        if match is not None:
            found.add(plain(match["name"]).rpartition(".")[2])
    return frozenset(found)


def _bare(expression: str) -> str:
    """The expression without parentheses that enclose the whole of it."""
    text = expression.strip()
    while text.startswith("(") and _closes_last(text):
        text = text[1:-1].strip()
    return text


def _closes_last(text: str) -> bool:
    depth = 0
    for place, char in enumerate(text):
        depth += (char == "(") - (char == ")")
        if depth == 0:
            return place == len(text) - 1
    return False
