"""Fields that the code of a migration reads before it takes them away: their values went on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Effect, SchemaChange, Verb
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.shapes import READ_BEFORE

_READING = (
    r"\.{0}\b(?!\s*=(?!=))|[\"']{0}[\"']"
    r"|\b(?:filter|exclude|get|values|values_list|order_by|F)\([^()]{{0,200}}\b{0}\b"
)
_LONGEST = 20_000


def code_that_runs(reading: Reading, node: Node) -> str:
    """The text of the module's own function that an operation runs, "" for any other."""
    name = reading.module.name(unwrapped(node))
    function = reading.scopes.function(name)
    return reading.module.code(function)[:_LONGEST] if function is not None else ""


def told_as_read(
    found: Iterable[Effect], ran: Sequence[str], former: Mapping[str, str]
) -> Iterator[Effect]:
    """The effects; columns that go say where code that `ran` before them read the field.

    `former` has the names that fields had before the migration gave them others.
    """
    for one in found:
        if isinstance(one, SchemaChange) and one.verb is Verb.DROP and one.field:
            names = {one.field, former.get(one.field, one.field)}
            patterns = [re.compile(_READING.format(re.escape(name))) for name in names]
            if any(pattern.search(code) for code in ran for pattern in patterns):
                yield replace(one, options=(*one.options, READ_BEFORE))
                continue
        yield one
