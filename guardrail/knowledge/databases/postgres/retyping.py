"""ALTER COLUMN TYPE: which changes of type leave the rows as they are.

Source: the PostgreSQL manual, "ALTER TABLE", notes; `pg_cast` with method `b` (the same bytes),
and the planner support functions of the length coercions of varchar, numeric, varbit, timestamp,
time and interval. Measured by `tests/databases`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.effects import SchemaChange
from guardrail.knowledge.databases.fact import Form
from guardrail.knowledge.databases.postgres.nullness import MOST
from guardrail.knowledge.databases.postgres.types import Type, type_of
from guardrail.names import plain
from guardrail.patterns import late
from guardrail.shapes import ConstraintKind, TableShape

REWRITE = "ALTER COLUMN TYPE, rewrite"
INDEXED = "ALTER COLUMN TYPE, index rebuilt"
CHECKED = "ALTER COLUMN TYPE, check verified"
CATALOG = "ALTER COLUMN TYPE, catalog only"

SAME_BYTES = frozenset(
    {
        ("varchar", "text"),
        ("text", "varchar"),
        ("cidr", "inet"),
        ("xml", "text"),
        ("xml", "varchar"),
        ("integer", "oid"),
        ("oid", "integer"),
    }
)
"""Pairs of types whose values are stored alike, so that nothing is written."""

SAME_ORDER = frozenset({("varchar", "text"), ("text", "varchar"), ("cidr", "inet")})
"""Those of them that an index sorts alike, so that it isn't built anew."""

_TIMES = {"timestamp": 6, "timestamptz": 6, "time": 6, "timetz": 6}


def forms(change: SchemaChange, table: TableShape | None) -> Iterator[Form]:
    """The form of a change of type, as far as the old type and the table are known."""
    column = table.column(change.name) if table is not None else None
    old = type_of(change.old_type or (column.type if column is not None else ""))
    new = type_of(change.new_type)
    reason = _reason(change, old, new)
    if reason:
        yield Form(REWRITE, change.table, reason=reason)
        return
    yield Form(CATALOG, change.table)
    if table is None:
        return
    sorted_alike = _sorted_alike(old, new) and "collate" not in change.options
    if _indexed(table, change.name) and not sorted_alike:
        yield Form(INDEXED, change.table, reason=f"an index on {change.name} is built anew")
    if _checked(table, change.name):
        reason = f"a CHECK on {change.name} is verified for every row"
        yield Form(CHECKED, change.table, reason=reason)


def _reason(change: SchemaChange, old: Type | None, new: Type | None) -> str:
    """Why the rows are written anew, "" where they aren't."""
    if _computes(change):
        return f"{change.name} is computed anew for each row"
    if new is None or old is None:
        return f"the type that {change.name} has now isn't known"
    if old == new:
        return ""
    if old.array or new.array:
        return _other(change, old, new)
    if {old.name, new.name} == {"timestamp", "timestamptz"}:
        return (
            f"{old.name} and {new.name} are stored alike only where the session's time zone is UTC"
        )
    grows = _grows(old, new)
    if grows is None:
        return _other(change, old, new)
    return "" if grows else f"{_shown(new)} is narrower than {_shown(old)}"


def _other(change: SchemaChange, old: Type, new: Type) -> str:
    return f"{_shown(old)} and {_shown(new)} are stored differently"


def _grows(old: Type, new: Type) -> bool | None:
    """Whether every value fits as it is stored; `None` where it is stored differently."""
    if new.name in ("varchar", "text") and (old.name, new.name) in SAME_BYTES:
        return new.size is None
    if (old.name, new.name) in SAME_BYTES:
        return True
    if old.name != new.name:
        return None
    if new.name in ("varchar", "bit varying"):
        return new.size is None or (old.size is not None and new.size >= old.size)
    if new.name == "numeric":
        return _numeric_grows(old.sizes, new.sizes)
    if new.name in _TIMES:
        most = _TIMES[new.name]
        return (most if new.size is None else new.size) >= (most if old.size is None else old.size)
    return None


def _numeric_grows(old: tuple[int, ...], new: tuple[int, ...]) -> bool | None:
    if not new:
        return True
    if not old:
        return False
    if old[1] != new[1]:
        return None
    return new[0] >= old[0]


def _shown(each: Type) -> str:
    sizes = f"({', '.join(map(str, each.sizes))})" if each.sizes else ""
    return f"{each.name}{sizes}{'[]' if each.array else ''}"


_CAST = late(r"\(?\s*(?P<column>\"?[\w.]+\"?)\s*\)?\s*::\s*(?P<type>[^:]+)")
_CALL = late(r"CAST\s*\(\s*(?P<column>\"?[\w.]+\"?)\s+AS\s+(?P<type>.+)\)", re.IGNORECASE)


def _computes(change: SchemaChange) -> bool:
    """Whether USING computes something other than the column as the new type."""
    text = change.expression.strip()
    if not text:
        return "using" in change.options
    if plain(text) == plain(change.name):
        return False
    match = _CAST.fullmatch(text) or _CALL.fullmatch(text)
    if match is None or plain(match["column"]) != plain(change.name):
        return True
    return type_of(match["type"]) != type_of(change.new_type)


def _indexed(table: TableShape, column: str) -> bool:
    wanted = plain(column)
    keys = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE, ConstraintKind.EXCLUDE)
    return any(wanted in map(plain, each.columns) for each in table.indexes[:MOST]) or any(
        wanted in map(plain, each.columns) for each in table.constraints[:MOST] if each.kind in keys
    )


def _sorted_alike(old: Type | None, new: Type | None) -> bool:
    if old is None or new is None:
        return False
    return old.name == new.name or (old.name, new.name) in SAME_ORDER


def _checked(table: TableShape, column: str) -> bool:
    """Whether a check speaks of the column."""
    word = re.compile(rf"\b{re.escape(plain(column))}\b")
    return any(
        each.kind is ConstraintKind.CHECK and word.search(plain(each.expression))
        for each in table.constraints[:MOST]
    )
