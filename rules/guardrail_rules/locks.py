"""What the rules on locks share: when a lock matters, and how much.

They speak of PostgreSQL. A database that policy and text say nothing about may be one, so there
they are told quietly.
"""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.context import Context
from guardrail.effects import SchemaChange
from guardrail.model import Confidence, Direction, Finding, Level, Remedy
from guardrail.names import same
from guardrail.rule import Rule
from guardrail_rules.circumstances import weigh

POSTGRES = ("postgres", "postgresql")


def locking(
    rule: Rule,
    change: SchemaChange,
    context: Context,
    message: str,
    *,
    level: Level | None = None,
    table: str = "",
    remedy: Remedy | None = None,
) -> Iterator[Finding]:
    """A finding on a lock that `change` holds on `table` (its own where none is named).

    None on a table that is new in the Unit, on other databases, on the way back, in a migration
    that starts from nothing, or where it isn't even likely that anything changes (Django's
    AlterField states a field anew, whatever changed of it). An error on a hot table.
    """
    held = table or change.table
    if context.unit.initial or context.unit.direction is Direction.DOWN:
        return
    if context.created_here(held, change):
        return
    database = context.database(change)
    if database.dialect and database.dialect not in POSTGRES:
        return
    loudness = rule.level if level is None else level
    confidence = Confidence.HIGH
    hot = any(same(each, held) for each in database.hot)
    if not database.dialect:
        loudness, confidence, remedy = Level.INFO, Confidence.LOW, None
    if hot:
        loudness = Level.ERROR
        message += ", and it is a hot table"
    elif change.confidence is Confidence.LOW:
        return
    loudness = weigh(loudness, change, context)
    if loudness is not Level.OFF:
        yield rule.finding(change, message, level=loudness, confidence=confidence, remedy=remedy)


def at_least(context: Context, change: SchemaChange, version: int) -> bool:
    """Whether the server is that version or newer; one that isn't known is taken for a new one."""
    known = context.database(change).version
    return known == 0 or known >= version
