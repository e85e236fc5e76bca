"""MODIFY and CHANGE of a column: which changes leave the rows as they are.

Source: the manuals of MySQL ("Online DDL Operations") and MariaDB ("Instant ADD COLUMN",
"InnoDB Online DDL Operations"); measured on MariaDB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import SchemaChange
from guardrail.knowledge.databases.fact import Form
from guardrail.patterns import late
from guardrail.shapes import TableShape

_VARCHAR = late(r"varchar\s*\(\s*(\d+)\s*\)", re.IGNORECASE)
_VALUES = late(r"(enum|set)\s*\((.*)\)", re.IGNORECASE | re.DOTALL)
_LONG = 64
"""From so many characters of four bytes on, a length takes two bytes instead of one."""


def retyped(change: SchemaChange, table: TableShape | None) -> Iterator[Form]:
    """The forms of a column that is written anew as a whole: its type, NULL, its default."""
    column = table.column(change.name) if table is not None else None
    old = change.old_type or (column.type if column is not None else "")
    if not old:
        reason = f"the type that {change.name} has now isn't known"
        yield Form("CHANGE TYPE", change.table, reason=reason)
        return
    yield _type(change, old)
    nullable = change.nullable is not False
    if column is None or column.nullable is None or column.nullable == nullable:
        return
    if nullable:
        reason = "rows are stored differently where NULL is possible"
        yield Form("DROP NOT NULL", change.table, reason=reason)
    else:
        reason = "every row is looked at for a NULL and written anew"
        yield Form("SET NOT NULL", change.table, reason=reason)


def _type(change: SchemaChange, old: str) -> Form:
    new = change.new_type
    if not new or _plain(old) == _plain(new):
        return Form("SET DEFAULT", change.table)
    before, after = _VARCHAR.fullmatch(old.strip()), _VARCHAR.fullmatch(new.strip())
    if before is not None and after is not None:
        was, becomes = int(before[1]), int(after[1])
        if was <= becomes and (was < _LONG) == (becomes < _LONG):
            return Form("CHANGE TYPE, longer text", change.table)
        reason = "fewer characters fit" if becomes < was else "its length takes one byte more"
        return Form("CHANGE TYPE", change.table, reason=reason)
    if _more_values(old, new):
        return Form("CHANGE TYPE, more values", change.table)
    return Form("CHANGE TYPE", change.table, reason=f"{old} and {new} are stored differently")


def _plain(text: str) -> str:
    """The type without what says nothing of how it is stored (`int(11)` is `int`)."""
    lower = " ".join(text.lower().split())
    return re.sub(r"\b((?:tiny|small|medium|big)?int)(?:eger)?\s*\(\d+\)", r"\1", lower)


def _more_values(old: str, new: str) -> bool:
    """Whether values are added at the end of an enumeration, or of a set."""
    before, after = _VALUES.fullmatch(old.strip()), _VALUES.fullmatch(new.strip())
    if before is None or after is None or before[1].lower() != after[1].lower():
        return False
    was, becomes = (re.findall(r"'(?:[^']|'')*'", each[2]) for each in (before, after))
    return becomes[: len(was)] == was and (len(was) <= 255) == (len(becomes) <= 255)
