"""What a program that is run is given on its standard input."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.readers.quoting import in_quotes
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import Rope, gap, only_hole, plain
from guardrail.knowledge.python.rows import Argument


def with_input(reading: Reading, call: Call, line: Rope) -> Rope:
    """The command line with what is written to its standard input as a here-string."""
    given = call.keywords.get("input") or _written_to(reading, call)
    if given is None:
        return line
    text = reading.builder.text(given)
    if only_hole(text) or not plain(text).strip():
        return line
    return (*line, gap(" <<< "), *in_quotes(text))


def _written_to(reading: Reading, call: Call) -> Node | None:
    """What is written to a program that runs under a name: `psql.communicate("DROP …")`."""
    around, module = call.node.parent, reading.module
    left = around.child_by_field_name("left") if around is not None else None
    if call.last != "Popen" or left is None or left.type != "identifier":
        return None
    scope = reading.scopes.at(call.node.start_byte)[0].node
    writing = re.compile(
        rf"\b{re.escape(module.name(left))}\.(?:communicate|stdin\.write)(?=\s*\()"
    )
    for match in writing.finditer(module.plain, call.node.end_byte, scope.end_byte):
        for trail in module.around([match.span()]):
            outer = next((one for one in trail[:5] if one.type == "call"), None)
            made = call_of(module, outer, "") if outer is not None else None
            told = made.argument(Argument(0, "input")) if made is not None else None
            if told is not None:
                return told
    return None
