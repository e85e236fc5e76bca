"""Calls that run a text as SQL or as a command line."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.statements import executed_statement
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.sql_shape import looks_like_sql
from guardrail.frontends.python.strings.rope import only_hole, plain
from guardrail.knowledge.python.rows import RunsText
from guardrail.stream import Item


def runs_text(reading: Reading, call: Call, row: RunsText) -> list[Item] | None:
    """The texts that the call runs, one for each way they may come out."""
    argument = call.argument(row.text)
    if argument is None:
        return None
    if row.only_if and not reading.truth(call.keywords.get(row.only_if)):
        return None
    if row.language == "sql":
        changes = executed_statement(reading, call, argument)
        if changes is not None:
            return changes
    return list(_texts(reading, call, row)) or None


def _texts(reading: Reading, call: Call, row: RunsText) -> Iterator[Item]:
    argument = call.argument(row.text)
    if argument is None:
        return
    receiver = reading.matching.receiver(call)
    typed = row.certain or receiver in row.receivers
    dialect = row.dialect or (reading.matching.dialect() if row.language == "sql" else "")
    directory = reading.known(call.keywords.get(row.directory)) if row.directory else ""
    for rope in reading.builder.variants(argument):
        if only_hole(rope):
            continue
        if row.language == "sql" and not looks_like_sql(plain(rope), typed):
            continue
        yield reading.embedded(row.language, rope, call, dialect=dialect, directory=directory)
