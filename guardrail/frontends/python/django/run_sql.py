"""The SQL of Django's `RunSQL`."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.found import told
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.scripts import (
    file_that_runs,
    path_read,
    unknown_sql,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import only_hole
from guardrail.knowledge.python.rows import Argument
from guardrail.stream import Item, Unanalysed

FORWARD = Argument(0, "sql")
BACKWARD = Argument(1, "reverse_sql")
STATE = Argument(2, "state_operations")


def statements(reading: Reading, call: Call, node: Node) -> Iterator[Item]:
    """SQL as a text, or as a list of texts and of pairs of a text and parameters."""
    if reading.module.code(node).endswith("noop"):
        return
    elements = reading.builder.flow.elements(node)
    for one in elements if elements is not None else [node]:
        inner = reading.builder.flow.elements(one)
        text = inner[0] if inner else one
        path = path_read(reading, text)
        if path is not None:
            yield from told([file_that_runs(reading, call, path, "sql")], True)
            continue
        for rope in reading.builder.variants(text):
            if not rope:
                continue
            if only_hole(rope):
                yield unknown_sql(reading, text)
            else:
                yield reading.embedded("sql", rope, call)


def sql_elsewhere(reading: Reading, call: Call) -> list[Item] | None:
    """The SQL of an operation that stands in no migration's list: some migration may take it."""
    node = call.argument(FORWARD)
    if node is None:
        return None
    found = statements(reading, call, node)
    return [one for one in found if not isinstance(one, Unanalysed)] or None
