"""The tables and the types that references of an ORM's models really mean."""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.names import plain
from guardrail.schema.models import column_of
from guardrail.schema.timeline import Timeline
from guardrail.shapes import ColumnShape, ConstraintKind, TableShape


def resolved(shape: TableShape, timeline: Timeline) -> TableShape:
    """The shape with the tables that it refers to, and the types of its references."""
    constraints = tuple(
        replace(one, references=target_of(one.references, timeline)) if one.references else one
        for one in shape.constraints
    )
    types = {
        plain(one.columns[0]): type_of(one.references, one.referenced, timeline)
        for one in constraints
        if one.kind is ConstraintKind.FOREIGN_KEY and len(one.columns) == 1
    }
    columns = tuple(
        one if one.type else replace(one, type=types.get(plain(one.name), ""))
        for one in shape.columns
    )
    return replace(shape, columns=columns, constraints=constraints)


def target_of(name: str, timeline: Timeline) -> str:
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


def type_of(table: str, referenced: tuple[str, ...], timeline: Timeline) -> str:
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
