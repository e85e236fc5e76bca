"""Lists that are read from a file or an answer: nothing says that anything stands in them.

`Product.objects.exclude(sku__in=[row["sku"] for row in csv.DictReader(feed)]).delete()` deletes
every product where the feed came out empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.callers import calls_of_function, given_to
from guardrail.frontends.python.readers.emptiness import refused_when_empty
from guardrail.frontends.python.readers.fillings import Judge
from guardrail.frontends.python.readers.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped

_READ = re.compile(
    r"\bcsv\.\w*[rR]eader\(|\bDictReader\(|\.json\(\)|\b(?:json|yaml|toml|tomllib)\.(?:safe_)?loads?\("
    r"|\bread_(?:csv|json|excel|parquet|table|text)\(|\.read(?:lines)?\(\)|\bsplitlines\(\)"
    r"|\bopen\(|\.open\(|\bsys\.stdin\b"
)
"""Calls that give what stands in a file or an answer."""
_LONGEST = 400
_MOST_CALLS = 8
_DEEPEST = 4


def read_from_elsewhere(reading: Reading, node: Node) -> Told | None:
    """Every row, where what a list is made of is read; `None` where nothing says so."""
    node = unwrapped(node)
    for _ in range(_DEEPEST):
        if _READ.search(reading.module.code(node)[:_LONGEST]):
            return Scope.UNKNOWN, f"unscoped when {reading.module.short(node, 40)} is empty"
        value = reading.builder.flow.value(node) if node.type == "identifier" else None
        if value is None or value.id == node.id:
            break
        node = unwrapped(value)
    return None


def handed_by_callers(reading: Reading, node: Node, judge: Judge) -> Told | None:
    """Every row, where a caller hands a parameter what may leave every one; else `None`."""
    name = reading.module.name(node)
    if refused_when_empty(reading, node):
        return None
    for value in _given(reading, node, name):
        scope, reason = judge(value)
        if scope is Scope.NONE or reason.startswith("unscoped when "):
            return Scope.UNKNOWN, f"unscoped when {name} is empty"
    return None


def _given(reading: Reading, node: Node, name: str) -> Iterator[Node]:
    around = place_of(reading.module, node.start_byte).definitions
    if not around or around[-1].type != "function_definition":
        return
    owner = around[-2] if len(around) > 1 and around[-2].type == "class_definition" else None
    for call in calls_of_function(reading, around[-1], owner)[:_MOST_CALLS]:
        given = given_to(reading.module, around[-1], call).get(name)
        inside = call.node.start_byte
        if given is not None and given.value is not None and given.value.start_byte >= inside:
            yield given.value
