"""What the SET list of an UPDATE or an upsert assigns, and what the values are made of."""

from __future__ import annotations

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.sources import columns, tables
from guardrail.names import same


def assignments(
    assigned: Cursor, known: dict[str, str], table: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The columns that a SET list assigns, and the columns that the values are made of."""
    sets: list[str] = []
    reads: dict[str, None] = {}
    for piece in assigned.split():
        group = piece.group()
        if group is not None:
            sets.extend(name.name().rpartition(".")[2] for name in group.split())
        elif name := piece.name():
            sets.append(name.rpartition(".")[2])
        piece.accept("=", ":=")
        inner = tables(piece)
        default = tuple(dict.fromkeys((table, *inner.values())))
        reads.update(dict.fromkeys(columns(piece, known | inner, default)))
    return tuple(name for name in sets if name), tuple(reads)


def assigned_itself(assigned: Cursor) -> bool:
    """Whether a SET list gives every column the value that it has: `SET id = id`."""
    pieces = list(assigned.copy().split())
    for piece in pieces:
        name = piece.name()
        if not name or not piece.accept("=", ":="):
            return False
        value = piece.name()
        if not piece.done or not same(value.rpartition(".")[2], name.rpartition(".")[2]):
            return False
    return bool(pieces)


def assigned_twice(assigned: Cursor) -> tuple[str, ...]:
    """What a SET list assigns more than once; elements of arrays are told apart."""
    seen: set[str] = set()
    again: dict[str, None] = {}
    for piece in assigned.copy().split():
        left = piece.until("=", ":=").rest()
        name = "".join(token.up or token.text for token in left[:20])
        if name and not name.startswith("(") and name in seen:
            again[left[0].text if len(left) == 1 else name.lower()] = None
        seen.add(name)
    return tuple(again)
