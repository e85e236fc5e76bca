"""The names that PostgreSQL gives to constraints that are written without one.

Source: `ChooseConstraintName` and `ChooseIndexName` of PostgreSQL: the table, the columns and a
word; longer ones than 63 bytes are cut, which isn't worked out here.
"""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.names import short
from guardrail.shapes import ConstraintKind

LONGEST = 63

_ENDINGS = {
    ConstraintKind.FOREIGN_KEY: "fkey",
    ConstraintKind.UNIQUE: "key",
    ConstraintKind.PRIMARY_KEY: "pkey",
    ConstraintKind.CHECK: "check",
    ConstraintKind.EXCLUDE: "excl",
}


def given_name(table: str, kind: ConstraintKind, columns: Sequence[str]) -> str:
    """The name, "" where it can't be told. A check that reads several columns names none."""
    ending = _ENDINGS.get(kind)
    if ending is None or (not columns and kind is not ConstraintKind.PRIMARY_KEY):
        return ""
    named: Sequence[str] = columns
    if kind is ConstraintKind.PRIMARY_KEY or (kind is ConstraintKind.CHECK and len(columns) > 1):
        named = ()
    name = "_".join([short(table), *(short(column) for column in named), ending])
    return name if len(name.encode("utf-8", "surrogatepass")) <= LONGEST else ""
