"""The changes of an ORM's migration as the tables before it make them.

A migration names models and fields; which table and column that is, and what of a field that is
stated anew is different, the history before it tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from msgspec.structs import replace

from guardrail.effects import (
    Aspect,
    DataChange,
    Effect,
    ObjectKind,
    SchemaChange,
    StateChange,
    Verb,
)
from guardrail.names import plain, same
from guardrail.schema.base import Base
from guardrail.schema.followers import keys_anew, pairs, referring
from guardrail.schema.models import RESTATED, column_of, of_field
from guardrail.schema.references import resolved, target_of, type_of
from guardrail.schema.restated import differences, part_of, together
from guardrail.schema.rows_of_models import of_rows
from guardrail.schema.state import as_state, of_no_table
from guardrail.schema.timeline import Timeline
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, TableShape

MOST = 3_000
"""So many changes of one migration are looked at: each may cost as much as its table is wide."""

_PARTS = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX)


def of_models(effects: Sequence[Effect]) -> bool:
    """Whether an ORM's models are among what changes."""
    return any(isinstance(effect, SchemaChange) and effect.model for effect in effects)


def settled(effects: Sequence[Effect], base: Callable[[], Base]) -> Sequence[Effect]:
    """The effects on top of what `base` knows; the very same where no ORM's models are changed.

    What comes after the first `MOST` is left as it was told.
    """
    if not of_models(effects):
        return effects
    found: list[Effect] = []
    timeline = Timeline((), base())
    for _, group in groupby(effects[:MOST], key=_statement):
        for told in _settled(list(group), timeline):
            effect = of_rows(told, timeline) if isinstance(told, DataChange) else told
            found.append(effect)
            timeline.extend((effect,))
    found += effects[MOST:]
    return found


def _statement(effect: Effect) -> tuple[object, ...]:
    """What is equal for the changes that one operation states of one field."""
    if not isinstance(effect, SchemaChange) or RESTATED not in effect.options:
        return (id(effect),)
    return (effect.span, effect.model, effect.field)


def _settled(group: list[Effect], timeline: Timeline) -> Iterator[Effect]:
    first = group[0]
    if isinstance(first, SchemaChange) and RESTATED in first.options and not first.field:
        changes = [timeline.of_model(timeline.length, one) for one in _changes(group)]
        shape = timeline.table(changes[0].table, timeline.length)
        if shape is not None and shape.complete:
            named = [_part(one, shape, timeline) for one in changes]
            yield from together(named[0], shape, [one.columns for one in named])
            return
    for one in group:
        if not isinstance(one, SchemaChange) or not one.model:
            yield one
            continue
        if (bare := _of_no_table(one, timeline)) is not None:
            yield bare
            continue
        change = timeline.of_model(timeline.length, one)
        if change.kind is ObjectKind.TABLE:
            yield from _table(change, one, timeline)
            continue
        if change.kind is ObjectKind.COLUMN and change.verb is Verb.CREATE:
            yield _part(change, None, timeline)
            continue
        shape = timeline.table(change.table, timeline.length)
        if RESTATED in one.options and one.shape is not None and shape is not None:
            known = _column(shape, change)
            if known is not None:
                yield from _restated(change, shape, known, timeline)
                return
        if _keeps_column(change, shape):
            yield as_state(replace(change, name=change.field))
            continue
        yield from _renamed(_part(change, shape, timeline), shape)


def _of_no_table(change: SchemaChange, timeline: Timeline) -> StateChange | None:
    """What goes or is renamed as a change of the models alone, if it has no table: a proxy does."""
    if change.verb not in (Verb.DROP, Verb.RENAME):
        return None
    own = f".{change.field}" if change.kind is ObjectKind.COLUMN and change.field else ""
    if not (own or change.kind is ObjectKind.TABLE):
        return None
    if not timeline.without_table(change.model + own, timeline.length):
        return None
    new_model = f"{change.model}.{change.new_name}" if own else change.new_model
    told = of_no_table(change, change.model + own)
    return replace(told, new_model=new_model) if change.verb is Verb.RENAME else told


def _keeps_column(change: SchemaChange, shape: TableShape | None) -> bool:
    """Whether a field that is renamed names its column, which stays as it is."""
    if change.kind is not ObjectKind.COLUMN or change.verb is not Verb.RENAME or shape is None:
        return False
    known = _column(shape, change)
    return known is not None and plain(known.name) not in (
        plain(change.field),
        f"{plain(change.field)}_id",
    )


def _changes(group: list[Effect]) -> Iterator[SchemaChange]:
    return (one for one in group if isinstance(one, SchemaChange))


def _renamed(change: SchemaChange, shape: TableShape | None) -> Iterator[SchemaChange]:
    """The change; Django makes the foreign key of a column anew that it renames."""
    key = _key_of(shape, change) if change.verb is Verb.RENAME and shape is not None else None
    if key is None:
        yield change
        return
    part = replace(
        change,
        kind=ObjectKind.CONSTRAINT,
        name="",
        new_name="",
        field="",
        constraint=ConstraintKind.FOREIGN_KEY,
        references=key.references,
        referenced=key.referenced,
    )
    yield replace(part, verb=Verb.DROP, columns=(change.name,))
    yield change
    yield replace(part, verb=Verb.CREATE, columns=(change.new_name,))


def _key_of(shape: TableShape, change: SchemaChange) -> ConstraintShape | None:
    """The foreign key of a renamed column that Django made."""
    if change.kind is not ObjectKind.COLUMN or not change.field:
        return None
    own = (plain(change.name),)
    return next(
        (
            one
            for one in shape.constraints
            if one.kind is ConstraintKind.FOREIGN_KEY
            and not one.name
            and tuple(map(plain, one.columns)) == own
        ),
        None,
    )


def _table(change: SchemaChange, told: SchemaChange, timeline: Timeline) -> Iterator[Effect]:
    """A model's table, and before it those of its many-to-many fields."""
    place = timeline.length
    if change.verb is Verb.CREATE:
        shape = change.shape
        yield change if shape is None else replace(change, shape=resolved(shape, timeline))
        return
    if change.verb is Verb.RENAME:
        own = told.kind is ObjectKind.TABLE and plain(change.table) != plain(told.table)
        if not change.new_name or (change.new_model and own):
            # What names its table keeps it, whatever it is called itself.
            yield as_state(replace(change, new_name=change.table))
            return
        if plain(change.new_name) == plain(change.table):
            return
    if change.verb is Verb.DROP and _never_made(change, timeline):
        return
    if change.verb in (Verb.DROP, Verb.RENAME):
        for model in timeline.pairs_of(change.model):
            table = timeline.named(model, "", place)
            if table:
                yield from pairs(change, model, table)
    yield change
    if change.verb is Verb.RENAME and change.new_model:
        yield from keys_anew(change, timeline)


def _never_made(change: SchemaChange, timeline: Timeline) -> bool:
    """Whether it is known that a model has no table: Django doesn't manage it.

    A history that knows of no table at all is a migration that stands alone, and knows nothing.
    """
    place = timeline.length
    if not timeline.known(place) or timeline.table(change.table, place) is not None:
        return False
    return any(True for _ in timeline.tables(place))


def _column(shape: TableShape, change: SchemaChange) -> ColumnShape | None:
    """The column of the field that is changed, where the field is known to be its."""
    return column_of({plain(one.name): one for one in shape.columns}, change.field)


def _part(change: SchemaChange, shape: TableShape | None, timeline: Timeline) -> SchemaChange:
    """The change of a column, index or constraint under the names that columns really have."""
    if change.references:
        change = replace(change, references=target_of(change.references, timeline))
    if change.kind is ObjectKind.COLUMN and change.verb is Verb.CREATE:
        kind = change.new_type or type_of(change.references, change.referenced, timeline)
        own = resolved(change.shape, timeline) if change.shape is not None else None
        return replace(change, new_type=kind, shape=own)
    if shape is None or change.kind not in _PARTS:
        return change
    columns = {plain(one.name): one for one in shape.columns}
    if change.columns:
        change = replace(change, columns=tuple(_named(columns, one) for one in change.columns))
    if change.kind is ObjectKind.CONSTRAINT and change.verb is Verb.DROP and change.name:
        made = any(same(one.name, change.name) for one in shape.indexes)
        # A unique constraint with a condition or an expression is an index in the database.
        return replace(change, kind=ObjectKind.INDEX) if made else change
    if change.kind is not ObjectKind.COLUMN:
        return change
    change = of_field(columns, change)
    if change.verb is Verb.ALTER and change.aspect is Aspect.TYPE and not change.old_type:
        known = columns.get(plain(change.name))
        return replace(change, old_type=known.type) if known is not None else change
    return change


def _named(columns: dict[str, ColumnShape], name: str) -> str:
    """The column of a name, which may be a field's."""
    if plain(name) in columns:
        return name
    known = column_of(columns, name)
    return known.name if known is not None else name


def _restated(
    change: SchemaChange, table: TableShape, known: ColumnShape, timeline: Timeline
) -> Iterator[Effect]:
    assert change.shape is not None
    before, after = part_of(table, known), resolved(change.shape, timeline)
    yield from differences(change, before, after)
    old, new = known.type, after.columns[0].type
    keys = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    if old and new and old != new and any(one.kind in keys for one in before.constraints):
        yield from referring(change, before, new, timeline)
