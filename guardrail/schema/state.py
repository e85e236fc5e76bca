"""What an operation does where only the models change, and the database doesn't."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from guardrail.effects import Effect, ObjectKind, SchemaChange, StateChange, Verb

_TOLD = (ObjectKind.TABLE, ObjectKind.COLUMN)
_DONE = (Verb.CREATE, Verb.DROP, Verb.RENAME)


def state_only(effects: Iterable[Effect]) -> Iterator[StateChange]:
    """The changes as changes of the models: those that decide which names belong to which."""
    for effect in effects:
        if isinstance(effect, SchemaChange) and effect.kind in _TOLD and effect.verb in _DONE:
            yield as_state(effect)
        elif isinstance(effect, StateChange):
            yield effect


def as_state(change: SchemaChange) -> StateChange:
    """The same change of the models alone."""
    return StateChange(
        span=change.span,
        via=change.via,
        confidence=change.confidence,
        guards=change.guards,
        evidence=change.evidence,
        verb=change.verb,
        kind=change.kind,
        table=change.table,
        name=change.name,
        new_name=change.new_name,
        model=change.model,
        field=change.field,
        new_model=change.new_model,
        shape=change.shape,
    )


def of_no_table(change: SchemaChange, model: str) -> StateChange:
    """The change of a model, or of a field, that has no table of its own: it has no name either."""
    of_table = replace(change, kind=ObjectKind.TABLE, name="", new_name="", model=model, field="")
    return as_state(replace(of_table, shape=None))
