"""ALTER TABLE: one effect for each of its actions, with the span of that action."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import Effect, ObjectKind
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements import (
    additions,
    adjustments,
    properties,
    protections,
    removals,
)
from guardrail.frontends.sql.statements.target import Action, Target
from guardrail.frontends.sql.token import Kind
from guardrail.stream import Item

_ATTRIBUTES = ("ALGORITHM", "LOCK")
_KINDS = {
    "TABLE": ObjectKind.TABLE,
    "FOREIGN TABLE": ObjectKind.TABLE,
    "EXTERNAL TABLE": ObjectKind.TABLE,
    "DYNAMIC TABLE": ObjectKind.TABLE,
    "ICEBERG TABLE": ObjectKind.TABLE,
    "MATERIALIZED VIEW": ObjectKind.MATERIALIZED_VIEW,
    "VIEW": ObjectKind.VIEW,
}
ACTIONS: dict[str, list[tuple[str, Action]]] = {}
_GROUPS = (removals, protections, adjustments, additions)
for _phrase, _action in (entry for group in _GROUPS for entry in group.ACTIONS):
    ACTIONS.setdefault(_phrase.partition(" ")[0], []).append((_phrase, _action))


def alter_table(reading: Reading, cursor: Cursor) -> Iterator[Item]:
    """`ALTER TABLE t action, action`; views and foreign tables have the same actions."""
    statement = cursor.rest()
    cursor.accept("ALTER")
    cursor.skip("ONLINE", "OFFLINE", "IGNORE")
    while cursor.kind() is Kind.HOLE and (cursor.kind(1) is Kind.HOLE or cursor.up(1) in _KINDS):
        cursor.at += 1
    kind = _KINDS.get(cursor.accept(*_KINDS), ObjectKind.TABLE)
    cursor.accept("IF EXISTS")
    cursor.accept("ONLY")
    table = cursor.name()
    cursor.accept("*")
    if cursor.accept("ON CLUSTER"):
        cursor.take()
    unchecked = bool(cursor.accept("WITH NOCHECK"))
    cursor.accept("WITH CHECK")
    if not table or cursor.done:
        yield reading.unread(statement, "ALTER of something that can't be read")
        return
    pieces = _actions(cursor)
    attributes = tuple(_attribute(piece.copy()) for piece in pieces if piece.up() in _ATTRIBUTES)
    target = Target(table, kind, unchecked, attributes)
    previous: Action | None = None
    begun = False
    for piece in pieces:
        if piece.done or piece.up() in _ATTRIBUTES:
            continue
        lifted = protections.lifted(reading, piece, target)
        if lifted is not None:
            yield lifted
            continue
        candidates = ACTIONS.get(piece.up(), [])
        found = next((reader for phrase, reader in candidates if piece.sees(phrase)), None)
        if found is None and previous not in _CONTINUED:
            previous = properties.other
        else:
            previous = found or previous
        if previous is not None:
            for item in previous(reading, piece, target):
                yield replace(item, continues=True) if begun and isinstance(item, Effect) else item
                begun = True


def _actions(cursor: Cursor) -> list[Cursor]:
    """What an ALTER TABLE does, one by one: the values of ClickHouse's UPDATE belong together."""
    pieces: list[Cursor] = []
    for piece in cursor.split():
        last = pieces[-1] if pieces else None
        if last is not None and last.up() == "UPDATE" and not last.has("WHERE"):
            pieces[-1] = cursor.slice(last.at, piece.end)
        else:
            pieces.append(piece)
    return pieces


def _attribute(piece: Cursor) -> str:
    """`ALGORITHM = COPY` as "algorithm=copy"."""
    name = piece.take().up.lower()
    piece.skip("=", "DEFAULT")
    return f"{name}={piece.here.up.lower() or 'default'}"


_CONTINUED = (
    additions.add,
    removals.drop_column,
    removals.drop_constraint,
    removals.drop_partition,
)
