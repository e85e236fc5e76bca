"""What an index is made of: columns, expressions, the rows it holds."""

from __future__ import annotations

from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.texts import bare_text, text_of
from guardrail.frontends.sql.token import Kind
from guardrail.shapes import IndexShape

_MOST = 100
_BEFORE_LIST = ("(", "USING", "TYPE", "UNIQUE", "CLUSTERED", "NONCLUSTERED")
_SIZES = (Kind.NUMBER, Kind.STRING)
_INLINE = (
    "UNIQUE INDEX",
    "UNIQUE KEY",
    "FULLTEXT INDEX",
    "FULLTEXT KEY",
    "FULLTEXT",
    "SPATIAL INDEX",
    "SPATIAL KEY",
    "SPATIAL",
    "VECTOR INDEX",
    "INDEX",
    "KEY",
)


def keyed(inner: Cursor | None, masked: bool = False) -> tuple[str, ...]:
    """The columns and expressions of an index, in order, without their order and classes."""
    if inner is None:
        return ()
    found: list[str] = []
    for piece in inner.split():
        if len(found) >= _MOST:
            break
        found.append(_key(piece, masked))
    return tuple(text for text in found if text)


def _key(piece: Cursor, masked: bool) -> str:
    start = piece.at
    group = piece.group()
    if group is not None:
        return bare_text(group, masked)
    name = piece.name()
    group = piece.group()
    if group is None or (group.end - group.at == 1 and group.kind() is Kind.NUMBER):
        return name
    return text_of(piece.tokens[start : piece.at], masked)


def inline(cursor: Cursor) -> str:
    """The words that begin an index in a list of columns, moved over; "" where none stands."""
    place = cursor.copy()
    found = place.accept(*_INLINE)
    if not found or not (place.up() in ("(", "USING", "IF") or _is_listed(place)):
        return ""
    cursor.at = place.at
    return found


def _is_listed(place: Cursor) -> bool:
    """Whether a name and a list of columns stand next: `KEY name (a)`."""
    after = place.copy()
    if not after.name() or after.up() not in _BEFORE_LIST:
        return False
    inner = after.group()
    return inner is None or not any(piece.kind() in _SIZES for piece in inner.split())


def index(cursor: Cursor, words: str, masked: bool = False) -> IndexShape:
    """The index whose first words have been moved over, to the end of the cursor."""
    cursor.accept("IF NOT EXISTS")
    name = cursor.name() if cursor.up() not in ("(", "USING") else ""
    unique = words.startswith("UNIQUE")
    method = words.partition(" ")[0].lower() if words.startswith(("FULLTEXT", "SPATIAL")) else ""
    while not cursor.done and cursor.up() != "(":
        unique |= cursor.up() == "UNIQUE"
        if cursor.accept("USING"):
            method = cursor.here.text.lower()
        cursor.at += 1
    columns = keyed(cursor.group(), masked)
    if cursor.accept("USING"):
        method = cursor.take().text.lower()
    return IndexShape(name, columns, unique, method, condition(cursor, masked))


def condition(cursor: Cursor, masked: bool = False) -> str:
    """The condition of a partial index; "" where none stands at top level."""
    place = cursor.find("WHERE")
    if place < 0:
        return ""
    rest = cursor.slice(place + 1, cursor.end)
    return bare_text(rest.until("WITH", "TABLESPACE"), masked)
