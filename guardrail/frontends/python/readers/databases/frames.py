"""Tables written anew from data frames."""

from __future__ import annotations

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.frontends.python.conditions import given, possibly
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import ReplacesTable
from guardrail.model import Confidence
from guardrail.stream import Item


def replaces_table(reading: Reading, call: Call, row: ReplacesTable) -> list[Item] | None:
    """A frame written over a table."""
    confidence = Confidence.HIGH
    if not given(reading, call, row.when, row.values):
        if not possibly(reading, call, row.when, row.values):
            return None
        confidence = Confidence.MEDIUM
    table = reading.partly_known(call.argument(row.table))
    schema = reading.known(call.keywords.get("schema"))
    name = f"{schema}.{table}" if schema and table else table
    return [
        SchemaChange(
            **reading.stated(call.node, confidence),
            verb=Verb.CREATE,
            kind=ObjectKind.TABLE,
            table=name,
            name=name,
            replace=True,
        )
    ]
