"""The names that PostgreSQL gives to constraints that are written without one.

Source: `ChooseConstraintName`, `ChooseIndexName` and `makeObjectName` of PostgreSQL: the table, the
columns and a word; of longer ones than 63 bytes the longer of the first two is cut, byte by byte.
"""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.names import short
from guardrail.shapes import ConstraintKind, ConstraintShape

LONGEST = 63

_ENDINGS = {
    ConstraintKind.FOREIGN_KEY: "fkey",
    ConstraintKind.UNIQUE: "key",
    ConstraintKind.PRIMARY_KEY: "pkey",
    ConstraintKind.CHECK: "check",
    ConstraintKind.EXCLUDE: "excl",
}


_INDEXED = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.EXCLUDE)


def index_of(table: str, part: ConstraintShape) -> str:
    """The last part of the plain name of the index that keeps a constraint, "" for none."""
    if part.kind not in _INDEXED:
        return ""
    return short(part.name or given_name(table, part.kind, part.columns))


def given_name(table: str, kind: ConstraintKind, columns: Sequence[str]) -> str:
    """The name, "" where it can't be told. A check that reads several columns names none."""
    ending = _ENDINGS.get(kind)
    alone = (ConstraintKind.PRIMARY_KEY, ConstraintKind.CHECK)
    if ending is None or (not columns and kind not in alone):
        return ""
    named: Sequence[str] = columns
    if kind is ConstraintKind.PRIMARY_KEY or (kind is ConstraintKind.CHECK and len(columns) > 1):
        named = ()
    first, second = short(table), "_".join(map(short, named))[:LONGEST]
    if not (first.isascii() and second.isascii()):
        whole = "_".join(filter(None, (first, second, ending)))
        return whole if len(whole.encode("utf-8", "surrogatepass")) <= LONGEST else ""
    room = LONGEST - len(ending) - 1 - bool(second)
    over = len(first) + len(second) - room
    if over > 0:
        # Both shrink together once they are of one length, the second before the first.
        cut = min(over, max(0, len(first) - len(second)))
        first, over = first[: len(first) - cut], over - cut
        cut = min(over, max(0, len(second) - len(first)))
        second, over = second[: len(second) - cut], over - cut
        first = first[: len(first) - over // 2] if over else first
        second = second[: len(second) - (over + 1) // 2] if over else second
    return "_".join(filter(None, (first, second, ending)))
