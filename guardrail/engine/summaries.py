"""What a migration does as a whole, in words, findings or none."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.cost import Cost, Work
from guardrail.effects import (
    DataChange,
    Effect,
    MigrationChange,
    MigrationChangeKind,
    ObjectKind,
    SchemaChange,
    Verb,
)
from guardrail.engine.words import words_for
from guardrail.model import Direction
from guardrail.report import UnitSummary
from guardrail.unit import Unit


def summarise(units: Iterable[Unit]) -> list[UnitSummary]:
    """A summary of each Unit that is a migration and does something."""
    return [_summary(unit) for unit in units if unit.is_migration and unit.effects]


def _summary(unit: Unit) -> UnitSummary:
    new: set[str] = set()
    locks: list[str] = []
    rewrites: list[str] = []
    for effect in unit.effects:
        if not isinstance(effect, SchemaChange) or not effect.table:
            continue
        if effect.kind is ObjectKind.TABLE and effect.verb is Verb.CREATE:
            new.add(effect.table)
        cost = _cost(effect)
        locks += [f"{each.table} ({each.mode})" for each in cost.locks if each.table not in new]
        if effect.table not in new and cost.work is Work.REWRITE:
            rewrites.append(effect.table)
    return UnitSummary(
        path=unit.path,
        symbol=unit.symbol,
        framework=unit.framework,
        direction=str(unit.direction),
        tables=_once(_table(effect) for effect in unit.effects),
        locks=_once(locks),
        rewrites=_once(rewrites),
        reversible=_reversible(unit),
        does=_once(words_for(effect) for effect in unit.effects),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if word))


def _table(effect: Effect) -> str:
    if isinstance(effect, SchemaChange):
        return effect.table
    return effect.target if isinstance(effect, DataChange) else ""


def _reversible(unit: Unit) -> bool | None:
    """Whether the migration can be taken back: `None` where nothing tells."""
    if unit.direction is Direction.DOWN:
        return None
    for effect in unit.effects:
        if isinstance(effect, MigrationChange) and effect.kind is MigrationChangeKind.IRREVERSIBLE:
            return False
        if isinstance(effect, SchemaChange) and _destroys(effect):
            return False
        if isinstance(effect, DataChange) and effect.verb is not Verb.INSERT:
            return False
    return True if unit.framework in ("django", "alembic") else None


def _destroys(effect: SchemaChange) -> bool:
    held = (ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.SCHEMA, ObjectKind.DATABASE)
    return effect.verb is Verb.DROP and effect.kind in held


def lock_of(effect: SchemaChange) -> str:
    """The strongest PostgreSQL lock the change takes on its own table, "" for none."""
    locks = _cost(effect).locks if effect.dialect in ("", "postgres") else ()
    return next((lock.mode for lock in locks if lock.table == effect.table), "")


def rewrites_table(effect: SchemaChange) -> bool:
    """Whether the server writes the whole table anew for the change, as far as can be told."""
    return _cost(effect).work is Work.REWRITE


def _cost(effect: SchemaChange) -> Cost:
    """What the change costs where nothing is known of the table."""
    from guardrail.knowledge.databases import cost_of

    return cost_of(effect, effect.dialect, 0, None)
