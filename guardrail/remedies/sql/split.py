"""The remedy `split` in SQL: a statement that writes rows moves to the migration that follows."""

from __future__ import annotations

from guardrail.remedies.migrations.layout import layout_of
from guardrail.remedies.migrations.naming import slug_of
from guardrail.remedies.migrations.writing import Following, following
from guardrail.remedies.place import Made, Place
from guardrail.remedies.sql.editing import plain, removal, terminated
from guardrail.remedies.sql.scan import Statement, name_at

_INTO = {"UPDATE": "fill", "INSERT": "fill", "DELETE": "clean"}


def split(place: Place) -> Made | None:
    """The statement in a migration of its own, where nothing later here may depend on it."""
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
    if later or not layout.others:
        return None
    up = terminated(place.text[here.start : here.end])
    if layout.transaction is not None:
        opened, closed = layout.transaction
        begin, commit = (place.text[s.start : s.stop] for s in (opened, closed))
        up = f"{begin}\n{up}\n{commit}"
    after = following(place, layout, [Following(slug_of(_INTO[verb], plain(table)), up)])
    if after is None:
        return None
    taken = removal(place, here.start, here.stop)
    return Made((taken, *after[0]), after[1], note="moved to the migration that follows")


def _table(statement: Statement) -> str:
    at = 2 if statement.words[1:2] and statement.words[1] in ("INTO", "FROM", "ONLY") else 1
    return name_at(statement.tokens, at)[0]
