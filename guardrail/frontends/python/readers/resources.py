"""Managed resources deleted, and tables written anew from data frames."""

from __future__ import annotations

from guardrail.effects import ObjectKind, ResourceChange, SchemaChange, Verb
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.schema import texts_of
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import ChangesResource, ReplacesTable
from guardrail.model import Confidence
from guardrail.stream import Item


def changes_resource(reading: Reading, call: Call, row: ChangesResource) -> list[Item] | None:
    """A resource deleted, or altered so that a protection falls; `None` for a dry run."""
    if call.positional or reading.truth(call.keywords.get("DryRun")) is True:
        return None
    given_up = tuple(
        what
        for argument, value, what in row.protections
        if argument in call.keywords and reading.module.code(call.keywords[argument]) == value
    )
    if row.verb is not Verb.DELETE and not given_up:
        return None
    typed = reading.matching.typed(call.function)
    client = typed.startswith(("boto3.", "aioboto3.", "?"))
    known = "boto3" in reading.names.packages or client
    if row.id not in call.keywords and not (call.double_stars and known):
        return None
    node = call.keywords.get(row.id)
    ids = texts_of(reading, node) if node is not None else ()
    return [
        ResourceChange(
            **reading.stated(call.node, Confidence.HIGH if known else Confidence.MEDIUM),
            verb=row.verb,
            provider=row.provider,
            kind=row.kind,
            id=", ".join(ids),
            protections=given_up,
        )
    ]


def replaces_table(reading: Reading, call: Call, row: ReplacesTable) -> list[Item] | None:
    """A frame written over a table."""
    how = reading.known(call.keywords.get(row.when))
    if how not in row.values:
        return None
    table = reading.known(call.argument(row.table))
    schema = reading.known(call.keywords.get("schema"))
    name = f"{schema}.{table}" if schema and table else table
    return [
        SchemaChange(
            **reading.stated(call.node),
            verb=Verb.CREATE,
            kind=ObjectKind.TABLE,
            table=name,
            name=name,
            replace=True,
        )
    ]
