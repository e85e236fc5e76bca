"""What undoes a change of a constraint."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.effects import Aspect
from guardrail.names import plain, same, short
from guardrail.patterns import late
from guardrail.remedies.rollback import definitions
from guardrail.remedies.rollback.change import UNKNOWN, Back, Change
from guardrail.schema.given_names import given_name
from guardrail.shapes import ConstraintKind, ConstraintShape

_WORD = late(r"[^\W\d]\w*")


def new_constraint(change: Change) -> Back:
    """The constraint goes."""
    effect = change.effect
    name = effect.name or _given(change)
    if effect.constraint is ConstraintKind.NOT_NULL and effect.columns:
        column = change.writing.names(effect.columns[:1])
        return Back((f"ALTER TABLE {change.table} ALTER COLUMN {column} DROP NOT NULL",))
    if change.writing.mysql:
        return _dropped_in_mysql(change, name)
    if not name:
        return Back(missing="the server chose its name")
    drop = f"ALTER TABLE {change.table} DROP CONSTRAINT {change.writing.name(name)}"
    return Back((drop, *_loosened(change)))


def _loosened(change: Change) -> list[str]:
    """A primary key makes its columns NOT NULL, and leaves them so when it goes."""
    before = change.before
    if change.effect.constraint is not ConstraintKind.PRIMARY_KEY or before is None:
        return []
    return [
        f"ALTER TABLE {change.table} ALTER COLUMN {change.writing.name(name)} DROP NOT NULL"
        for name in change.effect.columns
        if (column := before.column(name)) is not None and column.nullable is True
    ]


def _dropped_in_mysql(change: Change, name: str) -> Back:
    kind = change.effect.constraint
    if kind is ConstraintKind.PRIMARY_KEY:
        return Back((f"ALTER TABLE {change.table} DROP PRIMARY KEY",))
    word = {
        ConstraintKind.FOREIGN_KEY: "FOREIGN KEY",
        ConstraintKind.UNIQUE: "INDEX",
        ConstraintKind.CHECK: "CHECK",
    }.get(kind)
    if word is None or not change.effect.name:
        return Back(missing="the server chose its name")
    return Back((f"ALTER TABLE {change.table} DROP {word} {change.writing.name(name)}",))


def _given(change: Change) -> str:
    """The name that the server gave a new constraint, "" where it can't be told."""
    effect, before = change.effect, change.before
    columns: tuple[str, ...] = effect.columns
    if effect.constraint is ConstraintKind.CHECK and not columns and before is not None:
        read = {plain(word) for word in _WORD.findall(effect.expression)}
        columns = tuple(each.name for each in before.columns if plain(each.name) in read)
    return given_name(effect.table, effect.constraint, columns)


def gone_constraint(change: Change) -> Back:
    """The constraint comes back, as far as rows allow."""
    found, effect_name = _constraint_before(change), change.effect.name
    made = definitions.constraint(change.writing, found) if found is not None else None
    if found is None or made is None:
        return Back(missing=UNKNOWN)
    later = "rows written since may break it again"
    if not found.name:
        made = definitions.constraint(change.writing, replace(found, name=effect_name)) or made
    unvalidated = "" if found.validated else " NOT VALID"
    return Back((f"ALTER TABLE {change.table} ADD {made}{unvalidated}",), later=later)


def _constraint_before(change: Change) -> ConstraintShape | None:
    effect, before = change.effect, change.before
    if before is None or not effect.name:
        return None
    for each in before.constraints:
        if each.name and same(each.name, effect.name):
            return each
    for each in before.constraints:
        given = given_name(before.name, each.kind, each.columns)
        if not each.name and given and given == short(effect.name):
            return each
    return None


def altered_constraint(change: Change) -> Back:
    """What was validated may stay so."""
    if change.effect.aspect is Aspect.VALIDATION:
        return Back()
    return Back(missing="what it was before isn't known")


def renamed_constraint(change: Change) -> Back:
    """The name of before."""
    now = change.writing.name(change.effect.new_name)
    return Back((f"ALTER TABLE {change.table} RENAME CONSTRAINT {now} TO {change.name}",))
