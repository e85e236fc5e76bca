"""What undoes a change of a schema, by the kind of object and what was done to it."""

from __future__ import annotations

from collections.abc import Callable

from guardrail.effects import ObjectKind, Verb
from guardrail.remedies.rollback import columns, constraints, definitions, indexes
from guardrail.remedies.rollback.change import UNKNOWN, Back, Change
from guardrail.remedies.rollback.naming import in_schema_of, last


def back(change: Change) -> Back:
    """The way back from a change."""
    effect = change.effect
    if effect.if_exists and effect.verb is Verb.CREATE:
        return Back(missing=f"{effect.name} may have been there before (IF NOT EXISTS)")
    known = _WAYS.get((effect.kind, effect.verb))
    if known is not None:
        return known(change)
    if effect.verb is Verb.CREATE and not effect.replace and effect.name:
        return _drop(change)
    return Back(missing=f"no way back from this change of the {effect.kind} is known")


def _drop(change: Change) -> Back:
    """DROP, for what was made anew."""
    effect = change.effect
    if effect.kind in (ObjectKind.TRIGGER, ObjectKind.POLICY):
        on = f" ON {change.table}" if not change.writing.mysql else ""
        return Back((f"DROP {effect.kind.upper()} {change.name}{on}",))
    if effect.kind in (ObjectKind.OTHER, ObjectKind.PARTITION, ObjectKind.DATABASE):
        return Back(missing=f"no way back from a new {effect.kind} is known")
    return Back((f"DROP {effect.kind.upper()} {change.name}",))


def _new_table(change: Change) -> Back:
    if change.effect.replace:
        return Back(missing="what it replaced isn't known")
    later = f"rows written to {change.effect.table} since"
    return Back((f"DROP TABLE {change.table}",), later="" if change.effect.temporary else later)


def _gone_table(change: Change) -> Back:
    loss = f"the rows of {change.effect.table}"
    if change.effect.cascade:
        loss += ", and what depended on it"
    before = change.before
    made = definitions.table(change.writing, before) if before is not None else None
    if made is None:
        return Back(loss=loss, missing=UNKNOWN)
    return Back(tuple(made), loss=loss)


def _renamed_table(change: Change) -> Back:
    effect = change.effect
    now = change.writing.name(in_schema_of(effect.new_name, effect.table))
    old = change.writing.name(last(effect.table))
    return Back((f"ALTER TABLE {now} RENAME TO {old}",))


def _altered_table(change: Change) -> Back:
    options = change.effect.options
    for done, undo in _TOGGLES.items():
        if done in options:
            return Back((f"ALTER TABLE {change.table} {undo}",))
    if options and (options[0].isupper() or "row level security" in options[0]):
        # Upkeep leaves nothing behind; a protection is an effect of its own.
        return Back()
    return Back(missing="what it was before isn't known")


_TOGGLES = {
    "set logged": "SET UNLOGGED",
    "set unlogged": "SET LOGGED",
}


def _renamed(change: Change) -> Back:
    effect = change.effect
    now = change.writing.name(in_schema_of(effect.new_name, effect.name))
    old = change.writing.name(last(effect.name))
    return Back((f"ALTER {effect.kind.upper()} {now} RENAME TO {old}",))


def _gone(change: Change) -> Back:
    loss = "its state" if change.effect.kind is ObjectKind.SEQUENCE else ""
    return Back(missing=UNKNOWN, loss=loss)


_WAYS: dict[tuple[ObjectKind, Verb], Callable[[Change], Back]] = {
    (ObjectKind.TABLE, Verb.CREATE): _new_table,
    (ObjectKind.TABLE, Verb.DROP): _gone_table,
    (ObjectKind.TABLE, Verb.RENAME): _renamed_table,
    (ObjectKind.TABLE, Verb.ALTER): _altered_table,
    (ObjectKind.COLUMN, Verb.CREATE): columns.new_column,
    (ObjectKind.COLUMN, Verb.DROP): columns.gone_column,
    (ObjectKind.COLUMN, Verb.RENAME): columns.renamed_column,
    (ObjectKind.COLUMN, Verb.ALTER): columns.altered_column,
    (ObjectKind.CONSTRAINT, Verb.CREATE): constraints.new_constraint,
    (ObjectKind.CONSTRAINT, Verb.DROP): constraints.gone_constraint,
    (ObjectKind.CONSTRAINT, Verb.ALTER): constraints.altered_constraint,
    (ObjectKind.CONSTRAINT, Verb.RENAME): constraints.renamed_constraint,
    (ObjectKind.INDEX, Verb.CREATE): indexes.new_index,
    (ObjectKind.INDEX, Verb.DROP): indexes.gone_index,
    **{
        (kind, Verb.RENAME): _renamed
        for kind in (
            ObjectKind.INDEX,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.TYPE,
            ObjectKind.SCHEMA,
        )
    },
    **{
        (kind, Verb.DROP): _gone
        for kind in ObjectKind
        if kind
        not in (ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX)
    },
}
