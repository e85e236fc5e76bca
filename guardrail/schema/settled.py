"""The changes of an ORM's migration as the tables before it make them.

A migration names models and fields; which table and column that is, and what of a field that is
stated anew is different, the history before it tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same
from guardrail.schema.base import Base
from guardrail.schema.models import RESTATED, column_of, of_field, pairs_after
from guardrail.schema.restated import HIDDEN, differences, part_of, together
from guardrail.schema.state import as_state
from guardrail.schema.timeline import Timeline
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, TableShape

_PARTS = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX)


def of_models(effects: Sequence[Effect]) -> bool:
    """Whether an ORM's models are among what changes."""
    return any(isinstance(effect, SchemaChange) and effect.model for effect in effects)


def settled(effects: Sequence[Effect], base: Callable[[], Base]) -> Sequence[Effect]:
    """The effects on top of what `base` knows; the very same where no ORM's models are changed."""
    if not of_models(effects):
        return effects
    found: list[Effect] = []
    timeline = Timeline((), base())
    for _, group in groupby(effects, key=_statement):
        for effect in _settled(list(group), timeline):
            found.append(effect)
            timeline.extend((effect,))
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
        change = timeline.of_model(timeline.length, one)
        if change.kind is ObjectKind.TABLE:
            yield from _table(change, one, timeline)
            continue
        shape = timeline.table(change.table, timeline.length)
        if RESTATED in one.options and one.shape is not None and shape is not None:
            known = _column(shape, change)
            if known is not None:
                yield from _restated(change, shape, known, timeline)
                return
        yield from _renamed(_part(change, shape, timeline), shape)


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
        yield change if shape is None else replace(change, shape=_shape(shape, timeline))
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
                yield from _pairs(change, model, table)
    yield change
    if change.verb is Verb.RENAME and change.new_model:
        yield from _keys_anew(change, timeline)


def _never_made(change: SchemaChange, timeline: Timeline) -> bool:
    """Whether it is known that a model has no table: Django doesn't manage it."""
    place = timeline.length
    return timeline.known(place) and timeline.table(change.table, place) is None


def _keys_anew(change: SchemaChange, timeline: Timeline) -> Iterator[SchemaChange]:
    """The foreign keys that refer to a renamed model, which Django makes anew."""
    for other in list(timeline.tables(timeline.length)):
        for one in other.constraints:
            other_one = one.name or not same(one.references, change.table)
            hidden = one.recipe.endswith(HIDDEN) or other.model.count(".") > 1
            if one.kind is not ConstraintKind.FOREIGN_KEY or other_one or hidden:
                continue
            part = replace(
                change,
                kind=ObjectKind.CONSTRAINT,
                table=other.name,
                name="",
                new_name="",
                new_model="",
                model="",
                constraint=one.kind,
                columns=one.columns,
                references=change.new_name,
                referenced=one.referenced,
            )
            yield replace(part, verb=Verb.DROP, references=one.references)
            yield replace(part, verb=Verb.CREATE)


def _pairs(change: SchemaChange, model: str, table: str) -> Iterator[SchemaChange]:
    """What becomes of the table of a many-to-many field, in Django's order: first its name."""
    told = list(pairs_after(change, plain(change.table), model, table))
    named = [one for one in told if one.kind is ObjectKind.TABLE]
    yield from (one for one in named if plain(one.new_name) != plain(one.table))
    new_name = named[0].new_name if named else ""
    for one in told:
        if one.kind is not ObjectKind.TABLE:
            yield replace(one, table=new_name or one.table)


def _column(shape: TableShape, change: SchemaChange) -> ColumnShape | None:
    """The column of the field that is changed, where the field is known to be its."""
    return column_of({plain(one.name): one for one in shape.columns}, change.field)


def _part(change: SchemaChange, shape: TableShape | None, timeline: Timeline) -> SchemaChange:
    """The change of a column, index or constraint under the names that columns really have."""
    if change.references:
        change = replace(change, references=_target(change.references, timeline))
    if change.kind is ObjectKind.COLUMN and change.verb is Verb.CREATE:
        kind = change.new_type or _type_of(change.references, change.referenced, timeline)
        own = _shape(change.shape, timeline) if change.shape is not None else None
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
    before, after = part_of(table, known), _shape(change.shape, timeline)
    yield from differences(change, before, after)
    old, new = known.type, after.columns[0].type
    keys = (ConstraintKind.PRIMARY_KEY, ConstraintKind.UNIQUE)
    if old and new and old != new and any(one.kind in keys for one in before.constraints):
        yield from _referring(change, table, known, new, timeline)


def _referring(
    change: SchemaChange, table: TableShape, key: ColumnShape, kind: str, timeline: Timeline
) -> Iterator[SchemaChange]:
    """The columns that refer to a key take its new type with it."""
    for other in list(timeline.tables(timeline.length)):
        for one in other.constraints:
            if one.kind is not ConstraintKind.FOREIGN_KEY or len(one.columns) != 1:
                continue
            if not same(one.references, table.name):
                continue
            column = other.column(one.columns[0])
            if column is None or (one.referenced and not same(one.referenced[0], key.name)):
                continue
            yield replace(
                change,
                verb=Verb.ALTER,
                kind=ObjectKind.COLUMN,
                aspect=Aspect.TYPE,
                table=other.name,
                name=column.name,
                old_type=column.type or key.type,
                new_type=kind,
                nullable=None,
                shape=None,
                model="",
                field="",
                options=(),
                columns=(),
            )


def _shape(shape: TableShape, timeline: Timeline) -> TableShape:
    """The shape with the tables that it refers to, and the types of its references."""
    constraints = tuple(
        replace(one, references=_target(one.references, timeline)) if one.references else one
        for one in shape.constraints
    )
    types = {
        plain(one.columns[0]): _type_of(one.references, one.referenced, timeline)
        for one in constraints
        if one.kind is ConstraintKind.FOREIGN_KEY and len(one.columns) == 1
    }
    columns = tuple(
        one if one.type else replace(one, type=types.get(plain(one.name), ""))
        for one in shape.columns
    )
    return replace(shape, columns=columns, constraints=constraints)


def _target(name: str, timeline: Timeline) -> str:
    """The table of a reference, which names it as Django would: "shop_customer"."""
    place = timeline.length
    if timeline.table(name, place) is not None:
        return name
    pieces = name.split("_")
    for end in range(1, len(pieces)):
        model = f"{'_'.join(pieces[:end])}.{'_'.join(pieces[end:])}"
        found = timeline.named(model, "", place)
        if found:
            return found
    return name


def _type_of(table: str, referenced: tuple[str, ...], timeline: Timeline) -> str:
    """The type of the key that a reference means, "" where it isn't known."""
    shape = timeline.table(table, timeline.length) if table else None
    if shape is None:
        return ""
    keys = [one for one in shape.constraints if one.kind is ConstraintKind.PRIMARY_KEY]
    names = referenced or (keys[0].columns if keys else ())
    known = _by_field_or_name(shape, names[0]) if len(names) == 1 else None
    return known.type if known is not None else ""


def _by_field_or_name(shape: TableShape, name: str) -> ColumnShape | None:
    known = shape.column(name)
    return known or column_of({plain(one.name): one for one in shape.columns}, name)
