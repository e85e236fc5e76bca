"""The shape of a table, as CREATE TABLE defines it."""

from __future__ import annotations

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.frontends.sql.columns import column
from guardrail.frontends.sql.constraints import constraint, stands_next
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.indexes import index, inline
from guardrail.frontends.sql.texts import bare_text, text_of
from guardrail.frontends.sql.token import Kind
from guardrail.frontends.sql.wordset import words
from guardrail.names import plain
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    IndexShape,
    TableShape,
)

_MOST_COLUMNS = 1600
_NOT_COLUMNS = ("PERIOD FOR", "SUPPLEMENTAL LOG", "PROJECTION")
_HOW = words("RANGE LIST HASH KEY LINEAR COLUMNS REFERENCE SYSTEM")


class Parts(Struct):
    """What the parentheses of a CREATE TABLE hold. `partial`: there may be more columns."""

    columns: list[ColumnShape] = field(default_factory=list)
    constraints: list[ConstraintShape] = field(default_factory=list)
    indexes: list[IndexShape] = field(default_factory=list)
    like: str = ""
    partial: bool = False


def parts(inner: Cursor, masked: bool = False, nullable: bool | None = True) -> Parts:
    """Reads the list of columns and constraints. `nullable` is what a column is if none is said."""
    found = Parts()
    for piece in inner.split():
        if len(found.columns) >= _MOST_COLUMNS:
            found.partial = True
            break
        if words_of := inline(piece):
            found.indexes.append(index(piece, words_of, masked))
        elif piece.accept("LIKE"):
            found.like, found.partial = piece.name(), True
        elif stands_next(piece):
            found.constraints.append(constraint(piece, masked).shape)
        elif piece.kind() is Kind.HOLE and piece.at == piece.end - 1:
            found.partial = True
        elif not any(map(piece.sees, _NOT_COLUMNS)) and (name := piece.name()):
            each = column(piece, masked)
            each.nullable = nullable if each.nullable is None else each.nullable
            found.columns.append(each.shape(name))
            found.constraints.extend(each.bound(name))
    _keys_are_not_null(found)
    return found


def _keys_are_not_null(found: Parts) -> None:
    keys = {
        plain(name)
        for one in found.constraints
        if one.kind is ConstraintKind.PRIMARY_KEY
        for name in one.columns
    }
    for place, each in enumerate(found.columns):
        if plain(each.name) in keys and each.nullable is not False:
            found.columns[place] = replace(each, nullable=False)


def shape(name: str, found: Parts | None, tail: Cursor, parent: str, masked: bool) -> TableShape:
    """The shape of the table `name`; `tail` is what stands behind its columns."""
    listed = found or Parts(partial=True)
    complete = not listed.partial and not parent and not tail.has("INHERITS", "SELECT", "CLONE")
    if tail.has("AS", "LIKE"):
        complete = False
    return TableShape(
        name,
        tuple(listed.columns),
        tuple(listed.constraints),
        tuple(listed.indexes),
        partitioned=partitioning(tail, masked),
        partition_of=parent,
        complete=complete,
    )


def partitioning(tail: Cursor, masked: bool = False) -> str:
    """How the rows are divided: "range (day)"; "" where they aren't."""
    place = tail.copy()
    place.at = max(place.find("PARTITION", "PARTITIONED"), place.at)
    if not place.accept("PARTITION BY", "PARTITIONED BY"):
        return ""
    how: list[str] = []
    while place.up() in _HOW:
        how.append(place.take().up.lower())
    start = place.at
    group = place.group()
    if group is not None:
        return " ".join([*how, f"({bare_text(group, masked)})"])
    place.name()
    place.group()
    return " ".join([*how, text_of(place.tokens[start : place.at], masked)])
