"""Fields of stored objects that whoever sends a request names: each is set, whichever it is.

`for key, value in request.json.items(): setattr(user, key, value)` sets `is_admin` too.
Source: the CWE's entry 915, "Improperly Controlled Modification of Dynamically-Determined Object
Attributes".
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.effects.queries import NAMED_FIELDS
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.asked_wholes import is_whole
from guardrail.frontends.python.readers.databases.selections import value_inside
from guardrail.frontends.python.readers.secrets.steps_back import given_by_calls
from guardrail.frontends.python.readers.ways_from import from_elsewhere
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import SetsFields
from guardrail.model import Confidence
from guardrail.patterns import late
from guardrail.stream import Item

_LOOKED_AT = late(
    r"\b(?:not\s+)?in\s+(?!\w+\.(?:items|keys|values)\(|request\b|data\b|payload\b|body\b)[\w.(\[{]"
    r"|(?i:allow|editable|whitelist|permitted|writable)"
    r"|\b(?:set|frozenset)\(\w+\)\s*(?:[-<^]|\.issubset\()|\.keys\(\)\s*[-<^]|fields\b|columns\b|valid|[Ss]chema|[Ss]erializer"
    r"|model_dump|exclude|only\s*=|\.pop\(|\bdel\b|\bmatch\b"
)
"""How a function looks that says which fields may be set."""
_FOR = late(r"\bfor\b[^\n:]*?\bin\b[^\n:]*")
_DEEPEST = 4
_FAR = 3_000


def sets_fields(reading: Reading, call: Call, row: SetsFields) -> list[Item] | None:
    """That a request names the fields of a stored object which are set, `None` where none does."""
    if reading.in_test:
        return None
    node = _named(reading, call, row)
    found = _of_request(reading, node, 0) if node is not None else None
    if found is None or _is_looked_at(reading, call.node):
        return None
    origin = reading.module.short(found, 40)
    stated = reading.stated(call.node, Confidence.MEDIUM)
    via = from_elsewhere(reading, call.node, found)
    return [CodeRun(**stated, what=NAMED_FIELDS, origin=origin, via=via)]


def _named(reading: Reading, call: Call, row: SetsFields) -> Node | None:
    """What says which fields are set."""
    if row.by_name:
        return call.double_stars[-1] if call.double_stars else None
    node = call.argument(row.fields)
    if node is not None and row.key:
        return value_inside(reading, node, row.key)
    return node if not row.in_turn else _gone_through(reading, node)


def _gone_through(reading: Reading, node: Node | None) -> Node | None:
    """What a loop goes through whose variable is the name of a field: `payload.items()`."""
    if node is None or node.type != "identifier":
        return None
    reaching = reading.builder.flow.reaching(node)
    looped = [one for one in reaching if one.kind is BindingKind.LOOPED and not one.index]
    over = looped[0].value if len(looped) == len(reaching) == 1 else None
    return _entries_of(reading, over) if over is not None else None


def _entries_of(reading: Reading, over: Node) -> Node:
    call = reading.call(over) if over.type == "call" else None
    owner = call.function.child_by_field_name("object") if call is not None else None
    return owner if call is not None and owner is not None and call.last in _ENTRIES else over


_ENTRIES = ("items", "keys")


def _of_request(reading: Reading, node: Node, depth: int) -> Node | None:
    """What of a request a dictionary holds all of, `None` where it is made of chosen entries."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return None
    if is_whole(reading, node):
        return node
    if node.type == "identifier" and _is_parameter(reading, node):
        return _given_by_callers(reading, node, depth)
    value = reading.builder.flow.value(node) or node
    if value.type == "dictionary_comprehension":
        clauses = [one for one in value.named_children if one.type == "for_in_clause"]
        over = clauses[0].child_by_field_name("right") if len(clauses) == 1 else None
        return _of_request(reading, _entries_of(reading, over), depth + 1) if over else None
    if value.type == "dictionary":
        parts = reading.module.children(value)[0]
        spread = [one for one in parts if one.type == "dictionary_splat" and one.named_children]
        found = (_of_request(reading, one.named_children[0], depth + 1) for one in spread)
        return next((one for one in found if one is not None), None)
    if value.type == "call" and reading.call(value).last in ("dict", "to_dict", "copy"):
        call = reading.call(value)
        owner = call.function.child_by_field_name("object")
        inner = call.positional[0] if call.positional else owner
        return _of_request(reading, inner, depth + 1) if inner is not None else None
    return None


def _is_parameter(reading: Reading, node: Node) -> bool:
    reaching = reading.builder.flow.reaching(node)
    return bool(reaching) and all(one.kind is BindingKind.PARAMETER for one in reaching)


def _given_by_callers(reading: Reading, node: Node, depth: int) -> Node | None:
    """What of a request the module's own calls give a function whole, with no look at it before."""
    for one in given_by_calls(reading, node):
        found = _of_request(reading, one, depth + 1)
        if found is not None and not _is_looked_at(reading, one):
            return found
    return None


def _is_looked_at(reading: Reading, node: Node) -> bool:
    """Whether the function around says which fields there are, before they are set."""
    around = function_around(reading.module, node)
    start = around.start_byte if around is not None else 0
    before = reading.module.plain[max(start, node.start_byte - _FAR) : node.end_byte]
    return _LOOKED_AT.search(_FOR.sub(_without_sources, before)) is not None


def _without_sources(loop: re.Match[str]) -> str:
    """A loop without what it goes through: `for key in payload if key in FIELDS` keeps the rest."""
    return loop[0].partition(" in ")[2].partition(" if ")[2]
