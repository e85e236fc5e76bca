"""The table that `create_table` makes of columns, constraints and indexes."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.frontends.python.alembic.columns import Column, column_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.schema import texts_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.shapes import ConstraintKind, ConstraintShape, IndexShape, TableShape

_LONGEST = 200


def table_shape(reading: Reading, name: str, parts: Iterable[Node]) -> TableShape:
    """The table of a name; in part only where something of it isn't written out."""
    columns: list[Column] = []
    constraints: list[ConstraintShape] = []
    indexes: list[IndexShape] = []
    complete = True
    for node in parts:
        made = column_of(reading, node)
        if made is not None:
            columns.append(made)
            complete = complete and bool(made.name)
            _inline(made, constraints, indexes)
            continue
        value = unwrapped(node)
        call = _call(reading, value) if value.type == "call" else None
        if call is not None and call.last == "Index":
            indexes.append(_index(reading, call))
        elif call is not None and call.last.endswith("Constraint"):
            constraints.append(_constraint(reading, call))
        else:
            complete = False
    keys = [one.name for one in columns if one.primary]
    if keys:
        constraints.insert(0, ConstraintShape(ConstraintKind.PRIMARY_KEY, "", tuple(keys)))
    primary = {
        name
        for one in constraints
        if one.kind is ConstraintKind.PRIMARY_KEY
        for name in one.columns
    }
    return TableShape(
        name,
        tuple(
            replace(one.shape, nullable=False) if one.name in primary else one.shape
            for one in columns
        ),
        tuple(constraints),
        tuple(indexes),
        complete=complete,
    )


def _inline(made: Column, constraints: list[ConstraintShape], indexes: list[IndexShape]) -> None:
    if made.references:
        constraints.append(
            ConstraintShape(
                ConstraintKind.FOREIGN_KEY,
                "",
                (made.name,),
                references=made.references,
                referenced=made.referenced,
                on_delete=made.on_delete,
            )
        )
    if made.unique:
        constraints.append(ConstraintShape(ConstraintKind.UNIQUE, "", (made.name,)))
    elif made.indexed:
        indexes.append(IndexShape("", (made.name,)))


def _call(reading: Reading, node: Node) -> Call:
    return reading.call(node)


def _index(reading: Reading, call: Call) -> IndexShape:
    texts = tuple(text for one in call.positional[1:] if (text := _column(reading, one)))
    unique = reading.truth(call.keywords.get("unique")) is True
    name = reading.known(call.positional[0]) if call.positional else ""
    return IndexShape(name, texts, unique)


def _constraint(reading: Reading, call: Call) -> ConstraintShape:
    name = reading.known(call.keywords.get("name"))
    if call.last == "ForeignKeyConstraint":
        own, others = (
            texts_of(reading, call.positional[place]) if len(call.positional) > place else ()
            for place in (0, 1)
        )
        return ConstraintShape(
            ConstraintKind.FOREIGN_KEY,
            name,
            own,
            references=others[0].rpartition(".")[0] if others else "",
            referenced=tuple(other.rpartition(".")[2] for other in others),
            on_delete=reading.known(call.keywords.get("ondelete")).lower(),
        )
    if call.last == "CheckConstraint":
        written = call.positional[0] if call.positional else None
        return ConstraintShape(
            ConstraintKind.CHECK, name, expression=condition_of(reading, written)
        )
    kind = {
        "PrimaryKeyConstraint": ConstraintKind.PRIMARY_KEY,
        "UniqueConstraint": ConstraintKind.UNIQUE,
    }.get(call.last, ConstraintKind.EXCLUDE)
    columns = tuple(text for one in call.positional if (text := reading.known(one)))
    return ConstraintShape(kind, name, columns)


def index_columns(reading: Reading, node: Node) -> tuple[str, ...]:
    """The columns and expressions of a list: `sa.text("lower(a)")` by its text."""
    elements = reading.builder.flow.elements(node)
    nodes = [node] if elements is None else elements
    return tuple(text for one in nodes if (text := _column(reading, one)))


def _column(reading: Reading, node: Node) -> str:
    return reading.known(node) or condition_of(reading, node)


def condition_of(reading: Reading, node: Node | None) -> str:
    """A condition as SQL: a text, or the text given to `sa.text`; "" for anything else."""
    if node is None:
        return ""
    node = unwrapped(node)
    text = reading.known(node)
    if node.type == "call":
        call = _call(reading, node)
        known = call.positional and call.last in ("text", "literal_column")
        text = reading.known(call.positional[0]) if known else ""
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else ""
