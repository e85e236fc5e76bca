"""What is written deep into a filter after it was made: `query["bool"]["must"].append(…)`.

The filter as it was first written down isn't what is used then. Where the writing stands in a loop
or a branch, it says when nothing is written.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.ways import Choice, unscoped_when
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped

_REACH = 4_000
_MOST = 20
_INTO = (
    r"\b{name}(?P<keys>(?:\s?\[[^\[\]\n]{{1,80}}\])*)\s?"
    r"(?:[|+]?=(?!=)|\.\s?(?:append|extend|update|insert|setdefault|add|pop)\()"
)


def written_into(reading: Reading, node: Node, key: str, told: Told) -> Told:
    """What a filter leaves that left nothing out when it was made, after all that was put into it.

    With a `key` only what is written below it counts: `body["query"]["term"] = …` below "query".
    """
    node = unwrapped(node)
    if node.type != "identifier":
        return told
    module = reading.module
    _, bound, _ = reading.builder.flow.bindings(node)
    since = max(bound[-1].after if bound else 0, node.start_byte - _REACH)
    around = [block.node.id for block in place_of(module, node.start_byte).blocks]
    pattern = re.compile(_INTO.format(name=re.escape(module.name(node))))
    when = ""
    for found, _ in zip(
        pattern.finditer(module.plain, since, node.start_byte), range(_MOST), strict=False
    ):
        if not _below(found["keys"], key, found[0]):
            continue
        inside = [
            block
            for block in place_of(module, found.start()).blocks
            if block.node.id not in around and block.step is not None
        ]
        if not inside or inside[0].step is None:
            return Scope.UNKNOWN, ""
        step = inside[0].step
        when = when or unscoped_when(module, [Choice(step.statement, -1, (step.branch,))])
        told = Scope.UNKNOWN, when
    return told


def _below(keys: str, key: str, written: str) -> bool:
    """Whether what is written lies below the key, or may do so."""
    if not keys and written.endswith("="):
        return False
    if key:
        return not keys or re.search(rf"\[\s*[\"']{re.escape(key)}[\"']", keys) is not None
    return keys.count("[") > 1 or (bool(keys) and not written.endswith("="))
