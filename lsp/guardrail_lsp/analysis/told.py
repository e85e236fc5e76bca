"""What each statement of a migration does, for the hover: lock, rows, the way back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.effects import DataChange, Effect, MigrationChange, SchemaChange, Verb
from guardrail.engine.summaries import lock_of, rewrites_table
from guardrail.engine.words import words_for
from guardrail.knowledge.credentials.masking import mask
from guardrail.reporters.escaping import markdown
from guardrail.unit import Unit
from guardrail_lsp.analysis.lenses import destroys
from guardrail_lsp.analysis.places import Places
from guardrail_lsp.frames import Plain

MOST = 2_000


def statements(units: Iterable[Unit], places: Places, path: str) -> list[Plain]:
    """The effects of a file's migrations, and of its SQL: their ranges and their Markdown."""
    found: dict[tuple[int, ...], list[str]] = {}
    for unit in units:
        new: set[str] = set()
        for effect in unit.effects:
            if isinstance(effect, SchemaChange) and effect.verb is Verb.CREATE:
                new.add(effect.table if effect.table == effect.name else "")
            if effect.span.path != path or not (unit.is_migration or effect.language == "sql"):
                continue
            lines = found.setdefault(tuple(places.of_span(effect.span)), [])
            said = _markdown(effect, new)
            if said not in lines:
                lines.append(said)
    return [
        {"range": list(place), "markdown": "\n\n".join(lines)}
        for place, lines in list(found.items())[:MOST]
    ]


def _markdown(effect: Effect, new: set[str]) -> str:
    rows = [f"**Effect:** {markdown(mask(words_for(effect)))}"]
    rows += [f"- {line}" for line in _facts(effect, new)]
    return "\n".join(rows)


def _facts(effect: Effect, new: set[str]) -> Iterator[str]:
    if isinstance(effect, SchemaChange) and effect.table:
        lock = lock_of(effect)
        if effect.table in new:
            yield "takes no lock that anybody waits for: the table is made here"
        elif lock:
            yield f"takes the lock {lock} on {markdown(effect.table)} (PostgreSQL)"
        if effect.table not in new and rewrites_table(effect):
            yield "writes the whole table anew while the lock is held"
    if destroys(effect):
        yield "not reversible: what is taken away comes back from a backup alone"
    elif isinstance(effect, MigrationChange):
        yield "not reversible"
    elif isinstance(effect, DataChange) and effect.verb is not Verb.INSERT:
        yield "not reversible: the old values are not kept"
    elif isinstance(effect, SchemaChange):
        yield "reversible: no data is lost by it"
