"""Alembic's operations as effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Aspect, DataChange, Effect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.alembic.columns import (
    Column,
    column_of,
    default_of,
    default_text_of,
    type_of,
)
from guardrail.frontends.python.alembic.names import enum_type, several, spelt
from guardrail.frontends.python.alembic.shapes import condition_of, index_columns, table_shape
from guardrail.frontends.python.alembic.was_read import was_read
from guardrail.frontends.python.guarding.guards import outside_transaction
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.databases.schema import (
    Given,
    in_transaction_of_its_own,
    schema_change,
)
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.alembic import BATCHED
from guardrail.knowledge.python.rows import ChangesSchema
from guardrail.patterns import late
from guardrail.shapes import READ_BEFORE, ConstraintKind
from guardrail.stream import Item

_CONSTRAINTS = {
    "foreignkey": ConstraintKind.FOREIGN_KEY,
    "unique": ConstraintKind.UNIQUE,
    "primary": ConstraintKind.PRIMARY_KEY,
    "check": ConstraintKind.CHECK,
}


def alembic_operation(reading: Reading, call: Call, row: ChangesSchema) -> list[Item] | None:
    """What an operation on `op`, or on a batch, does to the database."""
    if row.shape == "enum":
        return list(enum_type(reading, call, row)) or None
    if call.last.endswith("Op") and not _invoked(call):
        return None
    batch = _batch(reading, call)
    given = Given(reading, call, row, BATCHED if batch is not None else frozenset())
    owner = batch if batch is not None else call
    table = given.text(row.table) if batch is None else reading.known(_first(batch))
    schema = reading.known(owner.keywords.get("schema") or owner.keywords.get("source_schema"))
    tables = [table] if table or batch is not None else several(reading, given.node(row.table))
    found: list[Item] = []
    for one in tables:
        found += _on(given, f"{schema}.{one}" if schema and one else one)
    return found


def _on(given: Given, table: str) -> list[Item]:
    """What an operation does to one table."""
    reading, call, row = given.reading, given.call, given.row
    change = schema_change(given, table)
    if not change.name:
        change = replace(change, name=spelt(reading, given.node(row.name)))
    if row.kind is ObjectKind.INDEX:
        change = _index(given, change)
    elif row.kind is ObjectKind.CONSTRAINT:
        change = _constraint(given, change)
    elif row.verb is Verb.DROP and row.kind is ObjectKind.TABLE and _if_there(given, change):
        change = replace(change, if_exists=True)
    if row.verb is Verb.DROP and was_read(given, change):
        change = replace(change, options=(*change.options, READ_BEFORE))
    shape = _SHAPES.get(row.shape)
    effects = [change] if shape is None else list(shape(given, change))
    if outside_transaction(reading.module, call.node):
        return [
            in_transaction_of_its_own(one) if isinstance(one, SchemaChange) else one
            for one in effects
        ]
    return list(effects)


_ASKED = late(r"\b(?:get_table_names|has_table|table_exists)\(")
_NOT = late(r"\bnot\b")


def _if_there(given: Given, change: SchemaChange) -> bool:
    """Whether a condition around the call asks whether the table is there at all."""
    node = given.call.node.parent
    while node is not None and node.type not in ("function_definition", "if_statement"):
        node = node.parent
    if node is None or node.type != "if_statement":
        return False
    condition = node.child_by_field_name("condition")
    code = given.reading.module.code(condition) if condition is not None else ""
    named = bool(change.table) and change.table in code
    return named and _ASKED.search(code) is not None and _NOT.search(code) is None


def _first(call: Call) -> Node | None:
    return call.keywords.get("table_name") or (call.positional[0] if call.positional else None)


def _batch(reading: Reading, call: Call) -> Call | None:
    """The `batch_alter_table(...)` that the operation belongs to."""
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) if owner is not None else None
    if made is None or made.type != "call":
        return None
    name = reading.names.dotted(made)[:-2]
    return call_of(reading.module, made, name) if name.endswith("batch_alter_table") else None


def _index(given: Given, change: SchemaChange) -> SchemaChange:
    """The change with what the keywords of `create_index` say."""
    keywords, unique = given.call.keywords, given.true("unique")
    node = given.node(given.row.columns)
    return replace(
        change,
        columns=index_columns(given.reading, node) if node is not None else change.columns,
        constraint=ConstraintKind.UNIQUE if unique else change.constraint,
        unique=unique,
        method=given.reading.known(keywords.get("postgresql_using")).lower(),
        where=condition_of(given.reading, keywords.get("postgresql_where")),
    )


def _constraint(given: Given, change: SchemaChange) -> SchemaChange:
    """The change with what the keywords of the constraint's operation say."""
    return replace(
        change,
        referenced=given.texts("remote_cols"),
        on_delete=given.text("ondelete").lower(),
        expression=condition_of(given.reading, given.node("condition")),
    )


def _table(given: Given, change: SchemaChange) -> Iterator[Effect]:
    shape = table_shape(given.reading, change.table, given.call.positional[1:])
    columns = tuple(column.name for column in shape.columns)
    yield replace(change, columns=columns, shape=shape)


def _column(given: Given, change: SchemaChange) -> Iterator[Effect]:
    made = column_of(given.reading, given.node("column"))
    if made is None:
        yield change
        return
    yield replace(
        change,
        name=made.name,
        new_type=made.type,
        nullable=made.nullable,
        default=made.default,
        default_text=made.default_text,
        references=made.references,
        referenced=made.referenced,
        on_delete=made.on_delete,
        options=(*change.options, *made.options),
    )
    yield from _with_column(change, made)


def _with_column(change: SchemaChange, made: Column) -> Iterator[Effect]:
    if made.references:
        yield replace(
            change,
            kind=ObjectKind.CONSTRAINT,
            constraint=ConstraintKind.FOREIGN_KEY,
            name="",
            columns=(made.name,),
            references=made.references,
            referenced=made.referenced,
            on_delete=made.on_delete,
        )
    if made.unique:
        yield replace(
            change,
            kind=ObjectKind.CONSTRAINT,
            constraint=ConstraintKind.UNIQUE,
            columns=(made.name,),
        )
    elif made.indexed:
        yield replace(change, kind=ObjectKind.INDEX, columns=(made.name,))


def _altered(given: Given, change: SchemaChange) -> Iterator[Effect]:
    reading, keywords = given.reading, given.call.keywords
    old = type_of(reading, keywords.get("existing_type"))
    if "type_" in keywords:
        new = type_of(reading, keywords["type_"])
        using = reading.known(keywords.get("postgresql_using"))
        yield replace(change, aspect=Aspect.TYPE, old_type=old, new_type=new, expression=using)
    nullable = reading.truth(keywords.get("nullable"))
    if nullable is not None:
        yield replace(change, aspect=Aspect.NULLABILITY, nullable=nullable)
    given_default = keywords.get("server_default")
    if given_default is not None and reading.module.code(given_default) != "False":
        default = default_of(reading, given_default)
        text = default_text_of(reading, given_default)
        yield replace(change, aspect=Aspect.DEFAULT, default=default, default_text=text)
    if "new_column_name" in keywords:
        new_name = reading.known(keywords["new_column_name"])
        if new_name != change.name:
            yield replace(change, verb=Verb.RENAME, new_name=new_name)


def _dropped_constraint(given: Given, change: SchemaChange) -> Iterator[Effect]:
    kind = _CONSTRAINTS.get(given.text("type_"), ConstraintKind.NONE)
    yield replace(change, constraint=kind)


_SHAPES: dict[str, Callable[[Given, SchemaChange], Iterator[Effect]]] = {
    "table": _table,
    "column": _column,
    "altered column": _altered,
    "dropped constraint": _dropped_constraint,
}


def _invoked(call: Call) -> bool:
    """Whether an operation that is made as an object runs: `op.invoke(DropTableOp("t"))`."""
    arguments = call.node.parent
    around = arguments.parent if arguments is not None else None
    function = around.child_by_field_name("function") if around is not None else None
    return function is not None and (function.text or b"").endswith(b".invoke")


def inserted_rows(reading: Reading, call: Call) -> list[Item]:
    """`op.bulk_insert(table, rows)`."""
    node = call.keywords.get("table") or (call.positional[0] if call.positional else None)
    value = reading.builder.flow.value(node) if node is not None else None
    name = ""
    if value is not None and value.type == "call":
        made = call_of(reading.module, value, "")
        name = reading.known(made.positional[0]) if made.positional else ""
    return [DataChange(**reading.stated(call.node), verb=Verb.INSERT, target=name)]
