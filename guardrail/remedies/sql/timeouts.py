"""The remedy `lock-timeout` in SQL.

Source: PostgreSQL's documentation of SET: `LOCAL` ends with the transaction, and does nothing
outside one.
"""

from __future__ import annotations

from guardrail.remedies.migrations.layout import Layout, layout_of
from guardrail.remedies.migrations.tools import Outside
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import cased
from guardrail.remedies.sql.scan import Statement

PATIENCE = "5s"
"""How long a migration waits for a lock."""

_NAME = "lock_timeout"

_NO_BLOCK = frozenset({"CONCURRENTLY", "VACUUM"})


def lock_timeout(place: Place) -> Made | None:
    """`SET lock_timeout` before the first statement."""
    layout = layout_of(place) if place.is_sql else None
    if layout is None or layout.here is None:
        return None
    if any(_NAME in map(str.lower, each.words) for each in _before(layout)):
        return None
    like = layout.here.tokens[0].text
    if layout.transaction is not None:
        opened = layout.transaction[0]
        words = f"\n{cased('SET LOCAL', like)} {_NAME} = '{PATIENCE}';"
        return Made((place.edit(opened.stop, opened.stop, words),))
    wrapped = not layout.outside and layout.tool.outside not in (Outside.NEVER, Outside.FREE)
    if layout.tool.outside is Outside.ALONE and _unblocked(layout):
        return None
    first = layout.statements[0].start
    how = "SET LOCAL" if wrapped else "SET"
    words = f"{cased(how, like)} {_NAME} = '{PATIENCE}';\n"
    return Made((place.edit(first, first, words),))


def _before(layout: Layout) -> list[Statement]:
    here = layout.here
    assert here is not None
    return [s for s in layout.statements if s.start < here.start and s.starts("SET")]


def _unblocked(layout: Layout) -> bool:
    """Whether something in the migration can't share a transaction, so must stay alone."""
    return any(_NO_BLOCK & set(each.words) for each in layout.statements)
