"""Stores that are asked by what a request gives as a whole: `users.find(request.get_json())`.

Source: MongoDB's manual, "Query Predicates" (an operator may stand wherever a value may), and the
CWE's entry 943, "Improper Neutralization of Special Elements in Data Query Logic".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.effects.queries import ASKED_IN
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.databases.store_cases import case_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.route_parameters import is_of_route
from guardrail.frontends.python.values.value_origins import is_looked_at
from guardrail.knowledge.python.kinds import AsksStore
from guardrail.patterns import late
from guardrail.stream import Item

_HANDED = frozenset(("call", "attribute", "subscript", "identifier", "await"))
_TAKEN = frozenset(("subscript", "call"))
_TYPED = late(r"\.(?:model_dump|dict|to_mongo|as_dict|dump|validate\w*|load)\(|\b[A-Z]\w*\(")
"""A model's fields are of the types that it says, and no others."""
_SECRET = late(
    r"(?:^|_)(?:pass(?:word|wd|code)?|pwd|token|otp|pin|secret|api_?key|reset_\w+|code)$",
    re.IGNORECASE,
)
_BODY = late(r"\brequest\.(?:json\b|get_json\(|body\b|data\b)")
"""The body of a request, whose parts are of any type: those of a form or an address are texts."""
_READ = late(r"(?:\w+\.)?loads\(\s*(?:await\s+)?request\.")
_GIVING = frozenset(("get_json", "json", "get", "loads"))
_ANY_TYPE = late(r"^(?:typing\.)?(?:dict|Dict|Mapping|Any|list|List)\b")
_LONGEST, _FAR = 200, 2_000
_DEEPEST = 4


def asks_store(reading: Reading, call: Call, row: AsksStore) -> list[Item] | None:
    """That whoever sends a request says what a store is asked, `None` where nobody does."""
    node = call.argument(row.asked)
    if node is None:
        return None
    found = node if is_whole(reading, node) else next(_secrets(reading, node), None)
    case = case_of(reading, call, row) if found is not None else None
    if found is None or case is None or not case.things:
        return None
    origin = reading.module.short(found, 40)
    stated = reading.stated(call.node, case.confidence)
    return [CodeRun(**stated, what=ASKED_IN, origin=origin)]


def _is_any_body(reading: Reading, node: Node) -> bool:
    """Whether a name is a parameter of a route that takes a body of any kind: `payload: dict`."""
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return False
    typed = reaching[0].annotation
    if typed is None or _ANY_TYPE.search(reading.module.code(typed)) is None:
        return False
    return is_of_route(reading, reaching[0])


def is_whole(reading: Reading, node: Node) -> bool:
    """Whether a request gives all of a structure."""
    value = reading.builder.flow.value(node) or unwrapped(node)
    if value.type not in _HANDED or _TYPED.search(reading.module.code(value)[:_LONGEST]):
        return False
    return not _looked_at(reading, node) and _of_body(reading, node, 0)


def _looked_at(reading: Reading, node: Node) -> bool:
    name = reading.module.name(node) if node.type == "identifier" else ""
    if not name or is_looked_at(reading, node.start_byte, name):
        return bool(name)
    before = reading.module.plain[max(node.start_byte - _FAR, 0) : node.start_byte]
    return re.search(rf"\bisinstance\(\s*{re.escape(name)}\s*,", before) is not None


def _secrets(reading: Reading, node: Node) -> Iterator[Node]:
    """What the body of a request holds that a secret is compared with."""
    value = reading.builder.flow.value(node) or unwrapped(node)
    for key, held in reading.builder.flow.pairs(value) if value.type == "dictionary" else ():
        if _SECRET.search(key) is None:
            continue
        taken = reading.builder.flow.value(held) or unwrapped(held)
        asked = taken.type in _TAKEN and not _looked_at(reading, held)
        if asked and _of_body(reading, taken, 0):
            yield held


def _of_body(reading: Reading, node: Node, depth: int) -> bool:
    """Whether an expression is the body of a request, or is taken out of it as it is."""
    node = unwrapped(node)
    code = reading.module.code(node)[:_LONGEST]
    if _BODY.search(code) or _READ.match(code):
        return node.type != "call" or reading.call(node).last in _GIVING
    if depth > _DEEPEST:
        return False
    if node.type == "identifier":
        value = reading.builder.flow.value(node)
        if value is None:
            return _is_any_body(reading, node)
        return value.id != node.id and _of_body(reading, value, depth + 1)
    below = node.child_by_field_name("value")
    if node.type == "call" and reading.call(node).last == "get":
        below = reading.call(node).function.child_by_field_name("object")
    return below is not None and _of_body(reading, below, depth + 1)
