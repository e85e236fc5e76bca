"""What other tables have to do with a change of a model's table, as Django follows it up.

Sources: Django 5.2, `RenameModel.database_forwards` (django/db/migrations/operations/models.py) and
`_alter_field` (django/db/backends/base/schema.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same
from guardrail.schema.models import pairs_after
from guardrail.schema.restated import HIDDEN
from guardrail.schema.timeline import Timeline
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, TableShape


def pairs(change: SchemaChange, model: str, table: str) -> Iterator[SchemaChange]:
    """What becomes of the table of a many-to-many field, in Django's order: first its name."""
    told = list(pairs_after(change, plain(change.table), model, table))
    named = [one for one in told if one.kind is ObjectKind.TABLE]
    yield from (one for one in named if plain(one.new_name) != plain(one.table))
    new_name = named[0].new_name if named else ""
    for one in told:
        if one.kind is not ObjectKind.TABLE:
            yield replace(one, table=new_name or one.table)


def keys_anew(change: SchemaChange, timeline: Timeline) -> Iterator[SchemaChange]:
    """The foreign keys that refer to a renamed model, which Django makes anew."""
    for other in list(timeline.tables(timeline.length)):
        for one in other.constraints:
            if one.kind is not ConstraintKind.FOREIGN_KEY or one.name:
                continue
            if not same(one.references, change.table) or one.recipe.endswith(HIDDEN):
                continue
            part = _anew(change, other, replace(one, references=change.new_name))
            yield replace(part, verb=Verb.DROP, references=one.references)
            if other.model.count(".") > 1:
                yield from _pair_renamed(part, change)
                own = change.new_model.rpartition(".")[2]
                part = replace(part, columns=(f"{own}_id",))
            yield part


def _pair_renamed(part: SchemaChange, change: SchemaChange) -> Iterator[SchemaChange]:
    """The column of a many-to-many table that is called by a renamed model."""
    old, new = (one.rpartition(".")[2] for one in (change.model, change.new_model))
    if plain(part.columns[0]) == f"{old}_id" and old != new:
        yield replace(
            part,
            verb=Verb.RENAME,
            kind=ObjectKind.COLUMN,
            constraint=ConstraintKind.NONE,
            references="",
            referenced=(),
            columns=(),
            name=f"{old}_id",
            new_name=f"{new}_id",
        )


def referring(
    change: SchemaChange, before: TableShape, kind: str, timeline: Timeline
) -> Iterator[SchemaChange]:
    """The columns that refer to a key take its new type with it."""
    key = before.columns[0]
    for other in list(timeline.tables(timeline.length)):
        for one in other.constraints:
            if one.kind is not ConstraintKind.FOREIGN_KEY or len(one.columns) != 1:
                continue
            if not same(one.references, before.name):
                continue
            column = other.column(one.columns[0])
            if column is None or not _means(one, key, before):
                continue
            part = _anew(change, other, one)
            yield replace(part, verb=Verb.DROP)
            yield replace(
                part,
                verb=Verb.ALTER,
                kind=ObjectKind.COLUMN,
                constraint=ConstraintKind.NONE,
                references="",
                referenced=(),
                columns=(),
                aspect=Aspect.TYPE,
                name=column.name,
                old_type=column.type or key.type,
                new_type=kind,
            )
            yield part


def _means(reference: ConstraintShape, key: ColumnShape, before: TableShape) -> bool:
    """Whether a foreign key to the table refers to the key: by its name, or to what is primary."""
    if reference.referenced:
        return plain(reference.referenced[0]) in (plain(key.name), plain(key.field))
    return any(one.kind is ConstraintKind.PRIMARY_KEY for one in before.constraints)


def _anew(change: SchemaChange, table: TableShape, key: ConstraintShape) -> SchemaChange:
    """The foreign key of a table, made anew because of a change elsewhere."""
    return SchemaChange(
        span=change.span,
        via=change.via,
        guards=change.guards,
        evidence=change.evidence,
        language=change.language,
        verb=Verb.CREATE,
        kind=ObjectKind.CONSTRAINT,
        table=table.name,
        columns=key.columns,
        constraint=key.kind,
        references=key.references,
        referenced=key.referenced,
        recipe=key.recipe,
    )
