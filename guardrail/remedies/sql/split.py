"""The remedy `split` in SQL: statements that write rows move to the migration that follows."""

from __future__ import annotations

from guardrail.remedies.migrations.layout import Layout, layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.writing import Following, following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import plain, removal, terminated
from guardrail.remedies.sql.scan import Statement, name_at

_INTO = {"UPDATE": "fill", "INSERT": "fill", "DELETE": "clean"}


def split(place: Place) -> Made | None:
    """The statement and the writes after it in a migration of their own.

    `None` where anything else comes later here: it may depend on them.
    """
    layout = layout_of(place) if place.is_sql else None
    if layout is None or layout.here is None:
        return None
    here = layout.here
    verb = here.words[0]
    table = _table(here)
    if verb not in _INTO or not table:
        return None
    ends = layout.transaction[1] if layout.transaction else None
    later = [s for s in layout.others if s.start > here.start and s is not ends]
    if any(s.words[0] not in _INTO for s in later):
        return None
    if layout.transaction is not None and any(s.start > layout.transaction[1].start for s in later):
        return None
    moved = [here, *sorted(later, key=lambda one: one.start)]
    if len(moved) == len(_work(layout)):
        return None
    up = "\n".join(terminated(place.text[s.start : s.end]) for s in moved)
    if layout.transaction is not None:
        opened, closed = layout.transaction
        begin, commit = (place.text[s.start : s.stop] for s in (opened, closed))
        up = f"{begin}\n{up}\n{commit}"
    after = following(place, layout, [Following(slug_of(_INTO[verb], plain(table)), up)])
    if after is None:
        return None
    taken = tuple(removal(place, s.start, s.stop) for s in moved)
    return Made((*taken, *after[0]), after[1], note="moved to the migration that follows")


def _work(layout: Layout) -> list[Statement]:
    """Every statement of the migration but those that open and close its transaction."""
    here = [layout.here] if layout.here is not None else []
    return [s for s in (*layout.others, *here) if s not in (layout.transaction or ())]


def _table(statement: Statement) -> str:
    at = 2 if statement.words[1:2] and statement.words[1] in ("INTO", "FROM", "ONLY") else 1
    return name_at(statement.tokens, at)[0]
