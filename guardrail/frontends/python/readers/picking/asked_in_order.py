"""Lists that a query puts in order by their time: `SELECT … ORDER BY created_at DESC`.

Of these the first are the newest, of `ORDER BY created_at` the oldest.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.rope import plain
from guardrail.patterns import late

_ORDERED = late(
    r"\border\s+by\s+(?:\w+\s*\(\s*)?[\"`]?(?:\w+\.)?(?P<column>\w+)[\"`]?\s*\)?"
    r"\s*(?P<turned>desc\b)?(?:\s*asc\b)?(?:\s+nulls\s+\w+)?(?:\s*,[^()]*)?\s*;?\s*\Z",
    re.IGNORECASE,
)
_BY_TIME = late(
    r"partition|creat|modif|updat|time|stamp|date|(?:\A|_)(?:day|month|year|seq)|_at\Z|version|epoch",
    re.IGNORECASE,
)
_ORDER = "order by"
_LISTED = frozenset(("list_comprehension", "generator_expression"))
_ROWS = frozenset(("all", "fetchall", "scalars", "fetch_all", "result", "list", "tuple"))
_WRAPPED = frozenset(("text", "SQL", "sql"))
_DEEPEST = 6


def asked_in_order(reading: Reading, node: Node) -> str:
    """The order of what a query gives: "newest first", "oldest first" or "" for no such."""
    if not _orders(reading):
        return ""
    for _ in range(_DEEPEST):
        node = unwrapped(reading.builder.flow.value(node) or node)
        told = _asked_for(reading, node) if node.type == "call" else ""
        below = _below(reading, node)
        if told or below is None:
            return told
        node = below
    return ""


def _orders(reading: Reading) -> bool:
    """Whether any query of the module puts anything in order: looked for once."""
    facts = reading.module.facts
    if "asks in order" not in facts:
        facts["asks in order"] = _ORDER in reading.module.text.lower()
    return bool(facts["asks in order"])


def _asked_for(reading: Reading, node: Node) -> str:
    """The order of a call's own query, or of the one that its cursor ran before."""
    call = reading.call(node)
    told = _told(reading, call.positional[0]) if call.positional else ""
    if told or call.last not in _ROWS:
        return told
    ran = _run_before(reading, call)
    return _told(reading, ran.positional[0]) if ran is not None and ran.positional else ""


def _run_before(reading: Reading, call: Call) -> Call | None:
    """The last statement that a cursor ran before a call on it: `cur.execute(…)`."""
    owner = call.function.child_by_field_name("object")
    if owner is None or owner.type != "identifier":
        return None
    module, name = reading.module, reading.module.name(owner)
    around = place_of(module, call.node.start_byte).definitions
    start = around[-1].start_byte if around else 0
    said = f"{name}.execute("
    at = module.plain.rfind(said, start, call.node.start_byte)
    if at < 0:
        return None
    for trail in module.around([(at + len(said) - 1, at + len(said))]):
        node = next((one for one in trail[:3] if one.type == "call"), None)
        return reading.call(node) if node is not None else None
    return None


def _below(reading: Reading, node: Node) -> Node | None:
    """What an expression takes its things from, one by one or as a whole."""
    if node.type in _LISTED:
        clauses = reading.module.children(node)[0][1:]
        return clauses[0].child_by_field_name("right") if clauses else None
    if node.type == "attribute":
        return node.child_by_field_name("object")
    if node.type == "call":
        call = reading.call(node)
        if call.last in _ROWS:
            owner = call.function.child_by_field_name("object")
            return owner or next(iter(call.positional), None)
    return None


def _told(reading: Reading, query: Node) -> str:
    value = unwrapped(reading.builder.flow.value(query) or query)
    if value.type == "call":
        wrapped = reading.call(value)
        if wrapped.last not in _WRAPPED or not wrapped.positional:
            return ""
        query = wrapped.positional[0]
    found = _ORDERED.search(plain(reading.builder.text(query)))
    if found is None or _BY_TIME.search(found["column"]) is None:
        return ""
    return "newest first" if found["turned"] else "oldest first"
