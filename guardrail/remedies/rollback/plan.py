"""The plan: each effect of a migration undone, the last one first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guardrail.context import Context
from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    Verb,
)
from guardrail.names import same
from guardrail.remedies.rollback.change import Back, Change
from guardrail.remedies.rollback.inverse import back
from guardrail.remedies.rollback.model import RollbackPlan, Step
from guardrail.remedies.rollback.naming import Writing
from guardrail.unit import Unit

_PROTECTIONS = {
    "row level security": "ROW LEVEL SECURITY",
    "forced row level security": "FORCE ROW LEVEL SECURITY",
}


def plan(unit: Unit, context: Context, *, text: str = "", written: bool = False) -> RollbackPlan:
    """The way back from what a Unit does, as far as it can be derived.

    `text` is the Unit's own, where its names are quoted or not; `written` says that its author
    wrote a way back too.
    """
    dialect = next((context.database(e).dialect for e in unit.effects), "")
    writing = Writing(dialect, text)
    steps = [
        step
        for effect in reversed(_own(unit.effects))
        if (step := _step(effect, context, writing)) is not None
    ]
    return RollbackPlan(unit.path, unit.symbol, unit.framework, dialect, tuple(steps), written)


def _own(effects: Sequence[Effect]) -> list[Effect]:
    """The effects that have to be undone: not those on what the Unit itself makes and unmakes."""
    kept: list[Effect] = []
    made: list[str] = []
    for effect in effects:
        table = effect.table if isinstance(effect, SchemaChange) else _target(effect)
        inside = bool(table) and any(same(table, each) for each in made)
        if isinstance(effect, SchemaChange) and effect.kind is ObjectKind.TABLE:
            if effect.verb is Verb.CREATE and not effect.if_exists:
                made.append(effect.table)
            elif inside and effect.verb is Verb.DROP:
                kept = [e for e in kept if not _makes(e, effect.table)]
                made = [each for each in made if not same(each, effect.table)]
                continue
            elif inside and effect.verb is Verb.RENAME:
                made.append(effect.new_name)
        elif inside:
            # It goes with its table.
            continue
        kept.append(effect)
    return kept


def _makes(effect: Effect, table: str) -> bool:
    return (
        isinstance(effect, SchemaChange)
        and effect.kind is ObjectKind.TABLE
        and same(effect.table, table)
    )


def _target(effect: Effect) -> str:
    if isinstance(effect, DataChange):
        return effect.target
    return effect.on if isinstance(effect, PrivilegeChange) else ""


def _step(effect: Effect, context: Context, writing: Writing) -> Step | None:
    if isinstance(effect, SchemaChange):
        way = back(Change(effect, context, writing))
        if way == Back():
            return None
        return Step(
            _does(effect), effect.span, way.sql, way.loss, way.missing, way.later, way.outside
        )
    if isinstance(effect, DataChange):
        return _data(effect)
    if isinstance(effect, PrivilegeChange):
        return _privilege(effect, writing)
    return None


def _does(change: SchemaChange) -> str:
    own = change.name or change.table
    if change.kind is ObjectKind.COLUMN and change.table:
        own = f"{change.table}.{change.name}"
    aspect = f" ({change.aspect})" if change.aspect else ""
    new = f" to {change.new_name}" if change.new_name else ""
    return f"{change.verb} {change.kind} {own}{aspect}{new}"


def _data(change: DataChange) -> Step:
    lost = {
        Verb.DELETE: f"the rows deleted from {change.target}",
        Verb.TRUNCATE: f"the rows of {change.target}",
        Verb.UPDATE: f"the values that {change.target} held before",
        Verb.MERGE: f"the values that {change.target} held before",
        Verb.OVERWRITE: f"the rows of {change.target}",
    }.get(change.verb, "")
    does = f"{change.verb} rows of {change.target}"
    if lost:
        return Step(does, change.span, loss=lost)
    return Step(does, change.span, missing="which rows it added isn't known")


def _privilege(change: PrivilegeChange, writing: Writing) -> Step | None:
    does = f"{change.verb} {change.protection or ', '.join(change.privileges)} on {change.on}"
    sql = next(_privilege_back(change, writing), "")
    if sql:
        return Step(does, change.span, (sql,))
    return Step(does, change.span, missing="what held before isn't known")


def _privilege_back(change: PrivilegeChange, writing: Writing) -> Iterator[str]:
    words = _PROTECTIONS.get(change.protection)
    if words and change.verb in (Verb.ENABLE, Verb.DISABLE) and change.on:
        word = "DISABLE" if change.verb is Verb.ENABLE else "ENABLE"
        if words.startswith("FORCE"):
            word = "NO" if change.verb is Verb.ENABLE else ""
        yield f"ALTER TABLE {writing.name(change.on)} {word} {words}".replace("  ", " ")
