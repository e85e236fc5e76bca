"""The tables that Django makes of models, and of their many-to-many fields."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.django.fields import SELF, Field
from guardrail.frontends.python.django.objects import constraint_of, index_of
from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.readers.schema import texts_of
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
        shape = one.shape
        columns.append(
            ColumnShape(
                shape.name,
                tables.type(one, model),
                shape.nullable,
                shape.default,
                shape.default_text,
                shape.options,
                shape.field,
            )
        )
        if one.primary:
            constraints.append(ConstraintShape(ConstraintKind.PRIMARY_KEY, "", (one.column,)))
        elif one.unique:
            constraints.append(ConstraintShape(ConstraintKind.UNIQUE, "", (one.column,)))
        elif one.indexed:
            indexes.append(IndexShape("", (one.column,)))
        if one.refers:
            constraints.append(_reference(tables, model, one))
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


def _reference(tables: Tables, model: str, made: Field) -> ConstraintShape:
    return ConstraintShape(
        ConstraintKind.FOREIGN_KEY,
        "",
        (made.column,),
        references=tables.target(made, model),
        referenced=made.referenced,
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
