"""Values that were put elsewhere: what is dropped later was copied, if long ago."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.effects import DataChange, Verb
from guardrail.model import Confidence
from guardrail.names import plain, same
from guardrail.schema.table import Table
from guardrail.shapes import COPIED, MOVED

COPYING = (Verb.INSERT, Verb.UPDATE, Verb.MERGE, Verb.OVERWRITE)
MOST = 50
"""So many tables of one statement are told of it."""


def origins(change: DataChange) -> list[str]:
    """The tables whose values a statement puts somewhere."""
    if change.verb not in COPYING:
        return []
    names = {name: None for each in change.copies_from for name in (each, each.rpartition(".")[0])}
    return [name for name in names if name][:MOST]


def mark_copied(table: Table, change: DataChange) -> None:
    """Say of the columns whose values were put somewhere to which table that was."""
    told = f"{MOVED if change.confidence is Confidence.LOW else COPIED}{change.target}"
    within = same(change.target, table.name)
    written = set(map(plain, change.sets)) if within else set()
    for key, column in table.columns.items():
        whole = not within and any(same(each, table.name) for each in change.copies_from)
        own = any(_is_column(each, table.name, key) for each in change.copies_from)
        if (whole or own) and key not in written:
            kept = tuple(each for each in column.options if not each.startswith((COPIED, MOVED)))
            table.columns[key] = replace(column, options=(*kept, told))


def _is_column(name: str, table: str, column: str) -> bool:
    owner, _, own = name.rpartition(".")
    return bool(owner) and plain(own) == column and same(owner, table)
