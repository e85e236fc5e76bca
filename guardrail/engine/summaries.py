"""What a migration does as a whole, in words, findings or none."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.effects import (
    Aspect,
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
from guardrail.shapes import ConstraintKind, Default
from guardrail.unit import Unit

_EXCLUSIVE = "ACCESS EXCLUSIVE"
_SHARE = "SHARE"
_SHARE_ROW = "SHARE ROW EXCLUSIVE"
_SHARE_UPDATE = "SHARE UPDATE EXCLUSIVE"


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
        elif effect.table not in new:
            lock = lock_of(effect)
            if lock:
                locks.append(f"{effect.table} ({lock})")
            if rewrites_table(effect):
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
    """The strongest PostgreSQL lock the change takes on an existing table, "" for none.

    Source: the PostgreSQL documentation, "Explicit Locking" and the pages of each command.
    """
    if effect.dialect not in ("", "postgres"):
        return ""
    if effect.kind is ObjectKind.INDEX:
        if effect.concurrently:
            return _SHARE_UPDATE
        return _SHARE if effect.verb is Verb.CREATE else _EXCLUSIVE
    if effect.kind is ObjectKind.CONSTRAINT:
        if effect.aspect is Aspect.VALIDATION:
            return _SHARE_UPDATE
        foreign = effect.constraint is ConstraintKind.FOREIGN_KEY
        return _SHARE_ROW if foreign and effect.verb is Verb.CREATE else _EXCLUSIVE
    if effect.kind is ObjectKind.TRIGGER and effect.verb is Verb.CREATE:
        return _SHARE_ROW
    on_table = (ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.TRIGGER, ObjectKind.POLICY)
    return _EXCLUSIVE if effect.kind in on_table else ""


def rewrites_table(effect: SchemaChange) -> bool:
    """Whether PostgreSQL writes the whole table anew for the change, as far as can be told."""
    if effect.kind is not ObjectKind.COLUMN:
        return False
    if effect.verb is Verb.ALTER:
        return effect.aspect is Aspect.TYPE and effect.dialect in ("", "postgres")
    return effect.verb is Verb.CREATE and effect.default in (Default.VOLATILE, Default.GENERATED)
