"""What an operation changes that states the whole of a field anew: the field before and after.

Django's `AlterField` says all of a field. What of it is different is dropped, changed and made in
the order of Django's schema editor.
Source: Django 5.2, django/db/backends/base/schema.py, `_alter_field`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from guardrail.effects import Aspect, DataChange, Effect, ObjectKind, SchemaChange, Scope, Verb
from guardrail.model import Confidence
from guardrail.names import plain
from guardrail.schema.models import RESTATED
from guardrail.shapes import (
    ColumnShape,
    ConstraintKind,
    ConstraintShape,
    Default,
    IndexShape,
    TableShape,
)

HIDDEN = "+"
"""The end of the recipe of a foreign key that Django doesn't see from its target."""

FILLED = "default for old rows"
"""The option of a column that says that NULLs become a value before the column is NOT NULL."""


def part_of(table: TableShape, column: ColumnShape) -> TableShape:
    """The column with what a field has besides: constraints and indexes that nobody named."""
    own = (plain(column.name),)
    return TableShape(
        table.name,
        (column,),
        tuple(one for one in table.constraints if not one.name and _plain(one.columns) == own),
        tuple(
            one
            for one in table.indexes
            if not (one.name or one.where or one.unique) and _plain(one.columns) == own
        ),
        complete=False,
        model=table.model,
    )


def differences(change: SchemaChange, before: TableShape, after: TableShape) -> Iterator[Effect]:
    """What is different, as changes of the table that `change` is about.

    Each of the shapes holds one column. What isn't known of either side isn't different.
    """
    old, new = before.columns[0], after.columns[0]
    change = replace(
        change,
        confidence=Confidence.HIGH,
        options=tuple(one for one in change.options if one != RESTATED),
        shape=None,
        verb=Verb.ALTER,
        kind=ObjectKind.COLUMN,
        name=new.name,
        aspect=Aspect.NONE,
        constraint=ConstraintKind.NONE,
        columns=(),
        new_type="",
        nullable=None,
        default=Default.NONE,
        default_text="",
        references="",
        referenced=(),
        unique=False,
        expression="",
    )
    gone, made = _apart(before, after)
    for one in gone:
        yield _part(change, one, Verb.DROP)
    if plain(old.name) != plain(new.name):
        yield replace(change, verb=Verb.RENAME, name=old.name, new_name=new.name)
    if old.type and new.type and old.type != new.type:
        yield replace(change, aspect=Aspect.TYPE, old_type=old.type, new_type=new.type)
    kept = (old.default, old.default_text), (new.default, new.default_text)
    if kept[0] != kept[1]:
        yield replace(
            change, aspect=Aspect.DEFAULT, default=new.default, default_text=new.default_text
        )
    if new.nullable is not None and old.nullable is not None and new.nullable != old.nullable:
        filled = FILLED in new.options and not new.nullable
        default = replace(change, aspect=Aspect.DEFAULT)
        if filled:
            yield replace(default, default=Default.CONSTANT)
            yield _filling(change, new)
        yield replace(change, aspect=Aspect.NULLABILITY, nullable=new.nullable)
        if filled:
            yield default
    for one in made:
        yield _part(change, one, Verb.CREATE)


def _filling(change: SchemaChange, column: ColumnShape) -> DataChange:
    return DataChange(
        span=change.span,
        via=change.via,
        confidence=change.confidence,
        guards=change.guards,
        evidence=change.evidence,
        language=change.language,
        verb=Verb.UPDATE,
        target=change.table,
        scope=Scope.FILTERED,
        sets=(column.name,),
    )


Parts = list[ConstraintShape | IndexShape]


def _apart(before: TableShape, after: TableShape) -> tuple[Parts, Parts]:
    """The constraints and indexes that only the one has, and those that only the other has."""
    own: Parts = [*before.constraints, *_indexes(before, after)]
    others: Parts = [*after.constraints, *_indexes(after, before)]
    gone = [part for part in own if not any(_alike(part, other) for other in others)]
    return gone, [part for part in others if not any(_alike(part, other) for other in own)]


def _indexes(shape: TableShape, other: TableShape) -> tuple[IndexShape, ...]:
    """The indexes; those with operators of a type only where both types are known."""
    known = shape.columns[0].type and other.columns[0].type
    return tuple(one for one in shape.indexes if known or not one.definition)


def together(
    change: SchemaChange, table: TableShape, groups: Sequence[tuple[str, ...]]
) -> Iterator[SchemaChange]:
    """What a set of groups changes that is stated anew: what else there was is dropped.

    The groups of `unique_together` are constraints, those of `index_together` indexes.
    """
    parts: Sequence[ConstraintShape | IndexShape] = (
        [one for one in table.constraints if one.kind is ConstraintKind.UNIQUE]
        if change.kind is ObjectKind.CONSTRAINT
        else [one for one in table.indexes if not one.definition]
    )
    there = {
        _plain(one.columns): one.columns for one in parts if not one.name and len(one.columns) > 1
    }
    wanted = {_plain(one): one for one in groups if one}
    change = replace(
        change,
        confidence=Confidence.HIGH,
        options=tuple(one for one in change.options if one != RESTATED),
    )
    for key, columns in there.items():
        if key not in wanted:
            yield replace(change, verb=Verb.DROP, columns=columns)
    for key, columns in wanted.items():
        if key not in there:
            yield replace(change, verb=Verb.CREATE, columns=columns)


def _alike(one: ConstraintShape | IndexShape, other: ConstraintShape | IndexShape) -> bool:
    """Whether two parts of a column's are the same; what isn't known of one isn't different."""
    if isinstance(one, IndexShape) and isinstance(other, IndexShape):
        return bool(one.definition) == bool(other.definition)
    if isinstance(one, IndexShape) or isinstance(other, IndexShape) or one.kind is not other.kind:
        return False
    targets = {plain(one.references), plain(other.references)} - {""}
    recipes = {one.recipe.rstrip(HIDDEN), other.recipe.rstrip(HIDDEN)} - {""}
    return len(targets) < 2 and len(recipes) < 2


def _part(change: SchemaChange, part: ConstraintShape | IndexShape, verb: Verb) -> SchemaChange:
    if isinstance(part, IndexShape):
        return replace(
            change,
            verb=verb,
            kind=ObjectKind.INDEX,
            name="",
            columns=part.columns,
            expression=part.definition,
        )
    return replace(
        change,
        verb=verb,
        kind=ObjectKind.CONSTRAINT,
        name="",
        columns=part.columns,
        constraint=part.kind,
        references=part.references,
        referenced=part.referenced,
        expression=part.expression,
        recipe=part.recipe,
    )


def _plain(columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(map(plain, columns))
