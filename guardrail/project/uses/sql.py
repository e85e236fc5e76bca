"""SQL in a text of any language: statements that name the table, and the column in them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from guardrail.patterns import late
from guardrail.project.uses.files import File
from guardrail.project.uses.hit import MOST, Hit
from guardrail.project.uses.names import Names

_WIDEST = 2_000
_QUERY = late(r"\(\s*(?:SELECT|WITH)\b", re.IGNORECASE)
_BEGINS = late(
    r"[rbfu]{0,3}+[\"'`\s(\\n]*+(?:(?:--|\#)[^\n]*+\n\s*+)*+"
    r"(?P<verb>SELECT|INSERT|UPDATE|DELETE|MERGE|WITH|COPY|REPLACE|EXPLAIN|CREATE)\b",
    re.IGNORECASE,
)
_OWNER = r"[\"`\[\\]{0,2}(?:\w{1,60}[\"`\]\\]{0,2}\.[\"`\[\\]{0,2})?"
_CLOSED = r"[\"`\]\\]{0,2}"


def sql_hits(file: File, names: Names) -> Iterator[Hit]:
    """Columns in statements on the table; without a column, the table in its statements."""
    if names.table not in file.text:
        return
    named = _naming(names.table)
    column = re.compile(rf"(?<![\w$]){re.escape(names.column)}(?!\w)") if names.column else None
    for start, end in _statements(file, names):
        first = _BEGINS.match(file.code, start, end)
        table = named.search(file.code, first.start("verb"), end) if first else None
        if first is None or table is None:
            continue
        place = table.span(table.lastgroup or 0)
        if column is None:
            yield Hit(*place, 90, "names it in SQL")
            continue
        for count, one in enumerate(column.finditer(file.code, first.end(), end)):
            if names.common and not _of_query(
                file.code, first.start("verb"), one.start(), end, named
            ):
                continue
            if count < MOST and one.start() != place[0]:
                yield Hit(*one.span(), 90, "names it in SQL")


def _of_query(text: str, start: int, place: int, end: int, named: re.Pattern[str]) -> bool:
    """Whether the innermost query around a place names the table, or there is none in brackets."""
    depth = 0
    for at in range(place - 1, max(start, place - _WIDEST) - 1, -1):
        depth += (text[at] == ")") - (text[at] == "(")
        if depth < 0 and _QUERY.match(text, at):
            return named.search(text, at, min(end, _closing(text, at, end))) is not None
        depth = max(depth, 0)
    return True


def _closing(text: str, opening: int, end: int) -> int:
    """Where the bracket is closed, the end where it isn't soon."""
    depth = 0
    for at in range(opening, min(end, opening + _WIDEST)):
        depth += (text[at] == "(") - (text[at] == ")")
        if not depth:
            return at
    return end


def _naming(table: str) -> re.Pattern[str]:
    """Where a statement names the table: `FROM t`, `JOIN s.t`, `INTO t`, `UPDATE t SET`, `, t`."""
    name = re.escape(table)
    return re.compile(
        rf"\b(?:FROM|JOIN|INTO|ONLY|USING)\s+{_OWNER}(?P<read>{name})(?![\w.])"
        rf"|\b(?:UPDATE|COPY)\s+{_OWNER}(?P<written>{name})(?![\w.])"
        rf"|\bFROM\s+[\w.,\s]{{1,200}}?,\s*{_OWNER}(?P<listed>{name}){_CLOSED}(?![\w.])",
        re.IGNORECASE,
    )


def _statements(file: File, names: Names) -> Iterator[tuple[int, int]]:
    """Ranges that may be one statement, and hold the table's name."""
    starts, ends = file.statements
    at = file.code.find(names.table)
    while at >= 0:
        place = bisect_right(starts, at) - 1
        end = ends[place] if place >= 0 else at
        if at + len(names.table) <= end:
            yield starts[place], end
        at = file.code.find(names.table, max(end, at + 1))
