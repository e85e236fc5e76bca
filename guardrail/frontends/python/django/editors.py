"""Django's schema editors: what their methods do to the table of a model."""

from __future__ import annotations

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Aspect, ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.django.fields import field_of
from guardrail.frontends.python.found import InMigration, Said
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.models import model_named
from guardrail.frontends.python.readers.databases.schema import Given, schema_change
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import ChangesSchema
from guardrail.model import Confidence


def edited_schema(reading: Reading, call: Call, row: ChangesSchema) -> list[Said] | None:
    """What the method does. A model that is only known at run time counts in migrations alone."""
    given = Given(reading, call, row)
    node = given.node(row.table)
    if node is None:
        return None
    table = (given.text(row.name) if row.kind is ObjectKind.TABLE else "") or model_named(
        reading, node
    )
    name = table if row.kind is ObjectKind.TABLE else _field_named(reading, given.node(row.name))
    change = replace(schema_change(given, table), name=name)
    if row.verb is Verb.ALTER:
        change = _altered(reading, change, given.node("new_field"))
    if table and name:
        return [change]
    if row.verb is Verb.CREATE:
        return None
    unsure = replace(change, confidence=min(change.confidence, Confidence.MEDIUM))
    sure = table or (row.kind is ObjectKind.TABLE and _opened_here(reading, call))
    return [unsure] if sure else [InMigration(unsure)]


def _opened_here(reading: Reading, call: Call) -> bool:
    """Whether the program itself opens the editor: `with connection.schema_editor() as editor`."""
    owner = reading.matching.owner(call)
    if owner is None or owner.type != "identifier":
        return owner is not None and owner.type == "call"
    return any(one.kind is BindingKind.OPENED for one in reading.builder.flow.reaching(owner))


def _field_named(reading: Reading, node: Node | None) -> str:
    """The name in `Model._meta.get_field("name")`, "" for any other field."""
    value = reading.builder.flow.value(node) if node is not None else None
    if value is None or value.type != "call":
        return ""
    call = reading.call(value)
    return reading.known(call.positional[0]) if call.last == "get_field" and call.positional else ""


def _altered(reading: Reading, change: SchemaChange, node: Node | None) -> SchemaChange:
    """The change with the type that the new field has; what it was before isn't known."""
    value = reading.builder.flow.value(node) if node is not None else None
    made = field_of(reading, value)
    if made is None or not made.type:
        return replace(change, aspect=Aspect.OTHER, confidence=Confidence.LOW)
    return replace(change, aspect=Aspect.TYPE, new_type=made.type, confidence=Confidence.LOW)
