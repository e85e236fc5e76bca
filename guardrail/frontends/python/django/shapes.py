"""The tables that Django makes of models, and of their many-to-many fields."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.django.fields import SELF, Field
from guardrail.frontends.python.django.objects import constraint_of, index_of
from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.readers.databases.schema import texts_of
from guardrail.frontends.python.reading import Reading
from guardrail.shapes import ColumnShape, ConstraintKind, ConstraintShape, IndexShape, TableShape


def table_shape(
    reading: Reading,
    tables: Tables,
    model: str,
    made: Sequence[Field],
    options: dict[str, Node],
    *,
    complete: bool,
) -> TableShape:
    """The table of a new model. `complete` is whether all its fields could be read."""
    columns: list[ColumnShape] = []
    constraints: list[ConstraintShape] = []
    indexes: list[IndexShape] = []
    for one in made:
        own = field_shape(tables, model, one)
        columns += own.columns
        constraints += own.constraints
        indexes += own.indexes
    for group in groups_of(reading, options.get("unique_together")):
        named = tuple(tables.column(model, name) for name in group)
        constraints.append(ConstraintShape(ConstraintKind.UNIQUE, "", named))
    for group in groups_of(reading, options.get("index_together")):
        indexes.append(IndexShape("", tuple(tables.column(model, name) for name in group)))
    for node in _listed(reading, options.get("indexes")):
        index = index_of(reading, tables, model, node)
        indexes += [index] if index is not None else []
    for node in _listed(reading, options.get("constraints")):
        found = constraint_of(reading, tables, model, node)
        if isinstance(found, IndexShape):
            indexes.append(found)
        elif found is not None:
            constraints.append(found)
    return TableShape(
        tables.table(model),
        tuple(columns),
        tuple(constraints),
        tuple(indexes),
        complete=complete,
        model=tables.key(model),
    )


def field_shape(tables: Tables, model: str, made: Field) -> TableShape:
    """The column of a field, and the constraints and indexes that Django makes for it."""
    column = (made.column,)
    constraints: list[ConstraintShape] = []
    indexes: list[IndexShape] = []
    if made.primary:
        constraints.append(ConstraintShape(ConstraintKind.PRIMARY_KEY, "", column))
    elif made.unique:
        constraints.append(ConstraintShape(ConstraintKind.UNIQUE, "", column))
    elif made.indexed:
        indexes.append(IndexShape("", column))
    if made.refers and made.bound:
        constraints.append(_reference(tables, model, made))
    if made.checked:
        constraints.append(
            ConstraintShape(ConstraintKind.CHECK, "", column, expression=made.checked)
        )
    kind = tables.type(made, model)
    operators = _operators(kind) if made.unique or made.indexed else ""
    if operators and tables.postgres:
        definition = f"({made.column} {operators})"
        indexes.append(IndexShape("", column, definition=definition))
    return TableShape(
        tables.table(model),
        (replace(made.shape, type=kind),),
        tuple(constraints),
        tuple(indexes),
        complete=False,
        model=tables.key(model),
    )


def _operators(kind: str) -> str:
    """The operators of the index that Django adds for LIKE in PostgreSQL, "" where it adds none.

    Source: django/db/backends/postgresql/schema.py, `_create_like_index_sql`.
    """
    if "[" in kind:
        return ""
    return next((f"{one}_pattern_ops" for one in ("varchar", "text") if kind.startswith(one)), "")


def _reference(tables: Tables, model: str, made: Field) -> ConstraintShape:
    return ConstraintShape(
        ConstraintKind.FOREIGN_KEY,
        "",
        (made.column,),
        references=tables.target(made, model),
        referenced=made.referenced,
        recipe=made.recipe,
    )


def through_shape(tables: Tables, model: str, table: str, made: Field) -> TableShape:
    """The table of a many-to-many field: a row for each pair."""
    own = model.lower()
    other = (made.target or made.references).rpartition(".")[2].lower()
    itself = other in (SELF, own)
    ends = (f"from_{own}_id", f"to_{own}_id") if itself else (f"{own}_id", f"{other or 'user'}_id")
    tos = (tables.table(model), tables.target(made, model))
    references = tuple(
        ConstraintShape(ConstraintKind.FOREIGN_KEY, "", (end,), references=to)
        for end, to in zip(ends, tos, strict=True)
    )
    return TableShape(
        table,
        (
            ColumnShape("id", "", False, options=("identity",)),
            *(ColumnShape(end, "", False) for end in ends),
        ),
        (
            ConstraintShape(ConstraintKind.PRIMARY_KEY, "", ("id",)),
            ConstraintShape(ConstraintKind.UNIQUE, "", ends),
            *references,
        ),
        tuple(IndexShape("", (end,)) for end in ends),
        # What a setting names is a user nearly always, and may be called something else.
        complete=bool(other),
        model=f"{tables.key(model)}.{made.name}" if tables.key(model) else "",
    )


def groups_of(reading: Reading, node: Node | None) -> list[tuple[str, ...]]:
    """The groups of a `unique_together`: several, or one that is written alone."""
    elements = reading.builder.flow.elements(node) if node is not None else None
    if node is None or not elements:
        return []
    if all(one.type == "string" for one in elements):
        return [texts_of(reading, node)]
    return [texts_of(reading, one) for one in elements]


def _listed(reading: Reading, node: Node | None) -> list[Node]:
    return (reading.builder.flow.elements(node) or []) if node is not None else []
