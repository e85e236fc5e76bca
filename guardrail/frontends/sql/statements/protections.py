"""ALTER TABLE actions that switch protections of the table off, and on again."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import PrivilegeChange, Verb
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.statements.properties import other
from guardrail.frontends.sql.statements.target import Action, Target
from guardrail.stream import Item

_PROTECTIONS = {
    "DISABLE ROW LEVEL SECURITY": "row level security",
    "NO FORCE ROW LEVEL SECURITY": "forced row level security",
    "ROW LEVEL SECURITY OFF": "row level security",
    "DISABLE TRIGGER": "triggers",
    "DISABLE ALL TRIGGERS": "triggers",
    "DISABLE RULE": "rules",
    "NOCHECK CONSTRAINT": "constraints",
    "DISABLE CONSTRAINT": "constraints",
    "DISABLE KEYS": "",
    "NO FLASHBACK ARCHIVE": "history of rows",
}


def disable(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """A protection of the table is switched off."""
    protection = next(what for phrase, what in _PROTECTIONS.items() if cursor.sees(phrase))
    if not protection:
        yield from other(reading, cursor, target)
        return
    yield reading.make(
        PrivilegeChange,
        cursor.rest(),
        verb=Verb.DISABLE,
        on=target.table,
        protection=protection,
    )
    yield from other(reading, cursor, target)


_LIFTED = (
    ("UNSET MASKING POLICY", "masking policy"),
    ("DROP MASK", "masking policy"),
    ("DROP MASKED", "masking policy"),
    ("DROP ROW FILTER", "row access policy"),
)


def lifted(reading: Reading, piece: Cursor, target: Target) -> PrivilegeChange | None:
    """A protection of the table or of one of its columns that the action takes off."""
    place = piece.copy()
    if place.accept("ALTER COLUMN", "MODIFY COLUMN", "ALTER", "MODIFY"):
        if place.accept("CONSTRAINT"):
            place.name()
            return _constraint(reading, piece, place, target)
        place.name()
    if _forgets_the_invoker(place):
        return reading.make(
            PrivilegeChange,
            piece.rest(),
            verb=Verb.DISABLE,
            on=target.table,
            protection="security invoker",
        )
    if "SET OPTIONS ( POLICY_TAGS = [ ] )" in place.words():
        return reading.make(
            PrivilegeChange,
            piece.rest(),
            verb=Verb.DISABLE,
            on=target.table,
            protection="masking policy",
        )
    for words, protection in _LIFTED:
        if place.sees(words) and place.end - place.at == words.count(" ") + 1:
            return reading.make(
                PrivilegeChange,
                piece.rest(),
                verb=Verb.DISABLE,
                on=target.table,
                protection=protection,
            )
    return None


def _forgets_the_invoker(piece: Cursor) -> bool:
    """`SET (security_invoker = false)`, `RESET (security_invoker)`: a view of its owner's again."""
    place = piece.copy()
    action = place.accept("SET", "RESET")
    inner = place.group() if action else None
    if inner is None or not inner.accept("SECURITY_INVOKER"):
        return False
    inner.accept("=")
    return action == "RESET" or inner.here.text.strip("'").upper() in ("FALSE", "OFF", "0", "NO")


def _constraint(
    reading: Reading, piece: Cursor, place: Cursor, target: Target
) -> PrivilegeChange | None:
    """Oracle's `MODIFY CONSTRAINT c DISABLE | ENABLE`."""
    word = place.accept("DISABLE", "ENABLE")
    if not word:
        return None
    return reading.make(
        PrivilegeChange,
        piece.rest(),
        verb=Verb.DISABLE if word == "DISABLE" else Verb.ENABLE,
        on=target.table,
        protection="constraints",
    )


def versioning_off(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """`SET (SYSTEM_VERSIONING = OFF)`; other storage options are just told."""
    place = cursor.copy()
    place.accept("SET")
    inner = place.group()
    if inner is not None and inner.sees("SYSTEM_VERSIONING = OFF"):
        yield reading.make(
            PrivilegeChange,
            cursor.rest(),
            verb=Verb.DISABLE,
            on=target.table,
            protection="system versioning",
        )
        return
    yield from other(reading, cursor, target)


_RESTORED = {
    "ENABLE ROW LEVEL SECURITY": "row level security",
    "FORCE ROW LEVEL SECURITY": "forced row level security",
    "ROW LEVEL SECURITY ON": "row level security",
    "ENABLE TRIGGER": "triggers",
    "ENABLE ALWAYS TRIGGER": "triggers",
    "ENABLE REPLICA TRIGGER": "triggers",
    "ENABLE ALL TRIGGERS": "triggers",
    "ENABLE RULE": "rules",
    "ENABLE CONSTRAINT": "constraints",
    "CHECK CONSTRAINT": "constraints",
}


def enable(reading: Reading, cursor: Cursor, target: Target) -> Iterator[Item]:
    """A protection of the table is switched on, or on again."""
    protection = next(what for phrase, what in _RESTORED.items() if cursor.sees(phrase))
    yield reading.make(
        PrivilegeChange, cursor.rest(), verb=Verb.ENABLE, on=target.table, protection=protection
    )
    yield from other(reading, cursor, target)


ACTIONS: tuple[tuple[str, Action], ...] = (
    *((phrase, disable) for phrase in _PROTECTIONS),
    *((phrase, enable) for phrase in _RESTORED),
    ("SET (", versioning_off),
)
