"""Django's `Index(...)` and `…Constraint(...)` as indexes and constraints of a table."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.django.tables import Tables
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.schema import texts_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.django_fields import INDEX_METHODS
from guardrail.shapes import ConstraintKind, ConstraintShape, IndexShape

_KINDS = {
    "UniqueConstraint": ConstraintKind.UNIQUE,
    "CheckConstraint": ConstraintKind.CHECK,
    "ExclusionConstraint": ConstraintKind.EXCLUDE,
}
_LONGEST = 200


def index_of(reading: Reading, tables: Tables, model: str, node: Node | None) -> IndexShape | None:
    """The index that an expression makes, `None` where it is no call."""
    made = _call(reading, node)
    if made is None:
        return None
    return IndexShape(
        reading.known(made.keywords.get("name")),
        _columns(reading, tables, model, made),
        method=INDEX_METHODS.get(made.last, ""),
        where=_code(reading, made.keywords.get("condition")),
    )


def constraint_of(
    reading: Reading, tables: Tables, model: str, node: Node | None
) -> ConstraintShape | IndexShape | None:
    """The constraint that an expression makes, `None` where it is no call.

    A unique constraint with a condition or an expression is made as a unique index.
    """
    made = _call(reading, node)
    if made is None:
        return None
    kind = _KINDS.get(made.last, ConstraintKind.NONE)
    name = reading.known(made.keywords.get("name"))
    condition = made.keywords.get("condition") or made.keywords.get("check")
    if kind is ConstraintKind.UNIQUE:
        columns = _columns(reading, tables, model, made)
        if condition is not None or made.positional:
            return IndexShape(name, columns, unique=True, where=_code(reading, condition))
        return ConstraintShape(kind, name, columns)
    if condition is None and made.positional and kind is ConstraintKind.CHECK:
        condition = made.positional[0]
    return ConstraintShape(kind, name, expression=_code(reading, condition))


def _call(reading: Reading, node: Node | None) -> Call | None:
    node = unwrapped(node) if node is not None else None
    if node is None or node.type != "call":
        return None
    return reading.call(node)


def _columns(reading: Reading, tables: Tables, model: str, made: Call) -> tuple[str, ...]:
    fields = made.keywords.get("fields")
    named = texts_of(reading, fields) if fields is not None else ()
    expressions = tuple(_code(reading, one) for one in made.positional)
    return (*(tables.column(model, name.lstrip("-")) for name in named), *expressions)


def _code(reading: Reading, node: Node | None) -> str:
    """An expression of the ORM as it is written, on one line; "" for a long one."""
    if node is None:
        return ""
    text = " ".join(reading.module.code(node).split())
    return text if len(text) <= _LONGEST else ""
