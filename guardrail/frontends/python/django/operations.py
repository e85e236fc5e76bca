"""Django's migration operations as effects."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from tree_sitter import Node

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.django.fields import Field, field_of
from guardrail.frontends.python.readers.schema import Given, schema_change, texts_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.rows import ChangesSchema
from guardrail.model import Confidence
from guardrail.shapes import ConstraintKind, Default

_CONSTRAINTS = {
    "UniqueConstraint": ConstraintKind.UNIQUE,
    "CheckConstraint": ConstraintKind.CHECK,
    "ExclusionConstraint": ConstraintKind.EXCLUDE,
}


@dataclass(slots=True)
class Tables:
    """What is known of the app's tables: its label, and tables whose names the migration gives."""

    app: str
    named: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], Field] = field(default_factory=dict)

    def table(self, model: str) -> str:
        """The table of a model, "" where the model isn't known."""
        if not model:
            return ""
        known = self.named.get(model.lower())
        return known or (f"{self.app}_{model.lower()}" if self.app else model.lower())


def operation_effects(
    reading: Reading, call: Call, row: ChangesSchema, tables: Tables
) -> list[Effect]:
    """What an operation does to the database."""
    given = Given(reading, call, row)
    if row.kind is ObjectKind.EXTENSION:
        return [schema_change(given, "")]
    change = schema_change(given, tables.table(given.text(row.table)))
    shape = _SHAPES.get(row.shape)
    return [change] if shape is None else list(shape(given, change, tables))


def _model(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    reading = given.reading
    options = given.node("options")
    if options is not None and options.type == "dictionary":
        written = dict(reading.builder.flow.pairs(options))
        if reading.truth(written.get("managed")) is False:
            return
        if reading.truth(written.get("proxy")) is True:
            return
        table = reading.known(written.get("db_table"))
        if table:
            tables.named[given.text("name").lower()] = table
            change = replace(change, table=table, name=table)
    columns = []
    for name, node in _fields(reading, given.node("fields")):
        made = field_of(reading, node)
        if made is None:
            continue
        tables.fields[given.text("name").lower(), name] = made
        if not made.elsewhere:
            columns.append(name)
    yield replace(change, columns=tuple(columns))
    for (model, name), made in [*tables.fields.items()]:
        if model == given.text("name").lower() and made.elsewhere:
            yield from _elsewhere(replace(change, name=name), made)


def _fields(reading: Reading, node: Node | None) -> Iterator[tuple[str, Node]]:
    for pair in (reading.builder.flow.elements(node) or []) if node is not None else []:
        parts = reading.builder.flow.elements(pair)
        if parts is not None and len(parts) == 2:
            yield reading.known(parts[0]), parts[1]


def _renamed_model(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    old, new = given.text("old_name").lower(), given.text("new_name").lower()
    if old in tables.named:
        tables.named[new] = tables.named[old]
        return
    yield replace(change, new_name=tables.table(new))


def _model_table(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    new = change.new_name
    if new and new == change.table:
        return
    if new:
        tables.named[given.text("name").lower()] = new
    yield change


def _added_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    made = field_of(given.reading, given.node("field"))
    if made is None:
        yield replace(change, confidence=Confidence.MEDIUM)
        return
    tables.fields[given.text("model_name").lower(), change.name] = made
    if made.elsewhere:
        yield from _elsewhere(change, made)
        return
    yield replace(
        change,
        new_type=made.type,
        nullable=made.nullable,
        default=made.default,
        references=made.references,
    )
    yield from _with_field(change, made)


def _elsewhere(change: SchemaChange, made: Field) -> Iterator[Effect]:
    """The change of a field as one of the table that Django keeps for it, where it keeps one."""
    if made.kind == "ManyToManyField" and not made.through:
        table = made.table or f"{change.table}_{change.name}"
        yield replace(change, kind=ObjectKind.TABLE, table=table, name=table)


def _removed_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    made = tables.fields.pop((given.text("model_name").lower(), change.name.lower()), None)
    if made is None or not made.elsewhere:
        yield change
    else:
        yield from _elsewhere(change, made)


def _with_field(change: SchemaChange, made: Field) -> Iterator[Effect]:
    """The index or constraint that Django makes for a field."""
    if made.unique:
        yield replace(
            change,
            verb=Verb.CREATE,
            kind=ObjectKind.CONSTRAINT,
            name="",
            constraint=ConstraintKind.UNIQUE,
            columns=(change.name,),
            aspect=Aspect.NONE,
        )
    elif made.indexed:
        yield replace(
            change,
            verb=Verb.CREATE,
            kind=ObjectKind.INDEX,
            name="",
            columns=(change.name,),
            aspect=Aspect.NONE,
        )


def _altered_field(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    made = field_of(given.reading, given.node("field"))
    if made is None or made.elsewhere:
        return
    key = given.text("model_name").lower(), change.name
    before = tables.fields.get(key)
    tables.fields[key] = made
    if before is None:
        # Nothing here tells what the field was: most such operations change no column at all.
        if made.type:
            yield replace(
                change,
                aspect=Aspect.TYPE,
                new_type=made.type,
                nullable=made.nullable,
                confidence=Confidence.LOW,
            )
        if made.nullable is False:
            yield replace(
                change, aspect=Aspect.NULLABILITY, nullable=False, confidence=Confidence.LOW
            )
        quiet = replace(change, confidence=Confidence.LOW)
        yield from _with_field(quiet, made)
        return
    if made.type != before.type:
        yield replace(change, aspect=Aspect.TYPE, old_type=before.type, new_type=made.type)
    if made.nullable != before.nullable and None not in (made.nullable, before.nullable):
        yield replace(change, aspect=Aspect.NULLABILITY, nullable=made.nullable)
    if made.default is not before.default and Default.CONSTANT not in (
        made.default,
        before.default,
    ):
        yield replace(change, aspect=Aspect.DEFAULT, default=made.default)
    if (made.unique, made.indexed) != (before.unique, before.indexed):
        yield from _with_field(change, made)


def _named_object(given: Given, parameter: str) -> Call | None:
    node = given.node(parameter)
    node = unwrapped(node) if node is not None else None
    if node is None or node.type != "call":
        return None
    return call_of(given.reading.module, node, given.reading.names.dotted(node)[:-2])


def _index(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    made = _named_object(given, "index")
    if made is None:
        yield change
        return
    fields = made.keywords.get("fields")
    columns = texts_of(given.reading, fields) if fields is not None else ()
    name = given.reading.known(made.keywords.get("name"))
    yield replace(change, name=name, columns=tuple(one.lstrip("-") for one in columns))


def _constraint(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
    made = _named_object(given, "constraint")
    if made is None:
        yield change
        return
    fields = made.keywords.get("fields")
    columns = texts_of(given.reading, fields) if fields is not None else ()
    name = given.reading.known(made.keywords.get("name"))
    kind = _CONSTRAINTS.get(made.last, ConstraintKind.NONE)
    if kind is ConstraintKind.UNIQUE and ("condition" in made.keywords or made.positional):
        # A unique constraint with a condition or an expression is made as a unique index.
        yield replace(change, kind=ObjectKind.INDEX, name=name, columns=columns, constraint=kind)
        return
    yield replace(change, name=name, columns=columns, constraint=kind)


def _held(given: Given, node: Node) -> Node | None:
    """What `set([…])` is made of, `None` for an empty one."""
    made = call_of(given.reading.module, node, given.reading.names.dotted(node)[:-2])
    return made.positional[0] if len(made.positional) == 1 else None


def _together(kind: ConstraintKind) -> Callable[..., Iterator[Effect]]:
    def shape(given: Given, change: SchemaChange, tables: Tables) -> Iterator[Effect]:
        node = given.node(given.row.columns)
        if node is not None and node.type == "call" and (held := _held(given, node)) is not None:
            node = held
        groups = given.reading.builder.flow.elements(node) if node is not None else None
        if not groups:
            # Without a group left Django drops what there was.
            empty = groups == [] or (node is not None and node.type in ("call", "none"))
            verb = Verb.DROP if empty else change.verb
            yield replace(change, verb=verb, constraint=kind, columns=())
            return
        if all(one.type == "string" for one in groups):
            yield replace(change, constraint=kind, columns=given.texts(given.row.columns))
            return
        for group in groups:
            columns = texts_of(given.reading, group)
            yield replace(change, constraint=kind, columns=columns)

    return shape


_SHAPES: dict[str, Callable[[Given, SchemaChange, Tables], Iterator[Effect]]] = {
    "model": _model,
    "renamed model": _renamed_model,
    "model table": _model_table,
    "field": _added_field,
    "altered field": _altered_field,
    "removed field": _removed_field,
    "index": _index,
    "constraint": _constraint,
    "unique together": _together(ConstraintKind.UNIQUE),
    "index together": _together(ConstraintKind.NONE),
}
