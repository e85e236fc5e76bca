"""One line above a migration, or a function that destroys: what it does as a whole."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from guardrail.effects import (
    DataChange,
    Effect,
    FileChange,
    HistoryChange,
    ObjectKind,
    ResourceChange,
    SchemaChange,
    Scope,
    Verb,
)
from guardrail.engine.summaries import summarise
from guardrail.knowledge.credentials.masking import mask
from guardrail.model import Direction
from guardrail.reporters.escaping import visible
from guardrail.stream import UnitKind
from guardrail.unit import Unit
from guardrail_lsp.analysis.places import Places
from guardrail_lsp.frames import Plain

MOST_PARTS = 5
MOST_NAMES = 3

_HELD = (ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.SCHEMA, ObjectKind.DATABASE)
_ALL_ROWS = (Scope.NONE, Scope.TAUTOLOGY)
_PLURAL = {"index": "indexes", "policy": "policies", "materialized view": "materialized views"}


def lenses(units: Iterable[Unit], places: Places, path: str) -> Iterator[Plain]:
    """The lines of a file's Units, each with the range it stands above."""
    for unit in units:
        if unit.path != path or not unit.effects:
            continue
        title = title_of(unit)
        if title:
            yield {"range": places.of_span(unit.span), "title": visible(mask(title))}


def title_of(unit: Unit) -> str:
    """What the Unit does, "" where nobody needs to be told."""
    if unit.is_migration:
        return " · ".join([*_parts(unit.effects), *_cost(unit)])
    if unit.kind is UnitKind.FUNCTION:
        return " · ".join(_parts([e for e in unit.effects if destroys(e)]))
    return ""


def destroys(effect: Effect) -> bool:
    """Whether what the effect takes away is gone."""
    match effect:
        case SchemaChange():
            return effect.verb is Verb.DROP and effect.kind in _HELD
        case DataChange():
            wiped = effect.verb is Verb.DELETE and effect.scope in _ALL_ROWS
            return wiped or effect.verb is Verb.TRUNCATE
        case FileChange():
            return effect.verb is Verb.DELETE and effect.recursive
        case ResourceChange():
            return effect.verb is Verb.DELETE
        case HistoryChange():
            return effect.action not in ("make branch", "make tag")
    return False


def _parts(effects: Sequence[Effect]) -> list[str]:
    """The effects counted by kind, those that destroy first."""
    counted: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], list[str]] = {}
    for effect in sorted(effects, key=lambda e: not destroys(e)):
        key, name = _kind(effect)
        if not key[0]:
            continue
        counted[key] += 1
        names.setdefault(key, [])
        if name and name not in names[key]:
            names[key].append(name)
    found = [_phrase(*key, count, names[key]) for key, count in counted.items()]
    if len(found) > MOST_PARTS:
        return [*found[:MOST_PARTS], f"{len(found) - MOST_PARTS} more"]
    return found


def _kind(effect: Effect) -> tuple[tuple[str, str], str]:
    match effect:
        case SchemaChange():
            own = effect.name or effect.table
            return (f"{effect.verb}s", str(effect.kind)), own
        case DataChange():
            if effect.verb is Verb.INSERT:
                return ("inserts into", ""), effect.target
            reach = "every row of" if effect.scope in _ALL_ROWS else "rows of"
            verb = "empties" if effect.verb is Verb.TRUNCATE else f"{effect.verb}s {reach}"
            return (verb, ""), effect.target
        case FileChange():
            return (f"{effect.verb}s", "file"), effect.path
        case ResourceChange():
            return (f"{effect.verb}s", f"{effect.provider} {effect.kind}"), effect.id
        case HistoryChange():
            return (effect.action, ""), ""
    return ("", ""), ""


def _phrase(verb: str, kind: str, count: int, names: Sequence[str]) -> str:
    shown = ", ".join(names[:MOST_NAMES])
    more = f" and {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
    if not kind:
        return f"{verb} {shown}{more}".strip()
    if count == 1:
        return f"{verb} {kind} {shown}".strip()
    return f"{verb} {count} {_PLURAL.get(kind, f'{kind}s')}"


def _cost(unit: Unit) -> Iterator[str]:
    """The locks a migration takes, the tables it rewrites, and whether there is a way back."""
    summary = summarise([unit])[0]
    if summary.locks:
        more = f" and {len(summary.locks) - 2} more" if len(summary.locks) > 2 else ""
        yield f"locks {', '.join(summary.locks[:2])}{more}"
    if summary.rewrites:
        yield f"rewrites {', '.join(summary.rewrites[:MOST_NAMES])}"
    if unit.direction is Direction.UP and summary.reversible is False:
        yield "not reversible"
