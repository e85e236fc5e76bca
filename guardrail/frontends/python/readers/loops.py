"""Loops that hand every row of a store to a call which changes one."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.objects import objects
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.tree import unwrapped

_MOST = 40


def looped_over(reading: Reading, call: Call) -> tuple[Scope, str] | None:
    """Which rows the loop runs over whose variable the call is given, `None` for no such loop."""
    for node in (*call.stars, *call.positional, *call.keywords.values()):
        # `store.delete(*store.keys())`: all of them at once.
        if at_once := objects(reading).each(node):
            return at_once[0].scope, at_once[0].reason
    given = [*call.positional, *call.keywords.values(), *call.stars]
    waiting, seen = list(given), 0
    while waiting and seen < _MOST:
        node = unwrapped(waiting.pop())
        seen += 1
        if node.type in ("identifier", "attribute", "subscript"):
            found = [one for one in objects(reading).of(node) if one.looped]
            if found:
                return found[0].scope, found[0].reason
        waiting += _below(reading, node)
    return None


def _below(reading: Reading, node: Node) -> list[Node]:
    if node.type == "pair":
        value = node.child_by_field_name("value")
        return [value] if value is not None else []
    if node.type in ("attribute", "subscript"):
        held = node.child_by_field_name("object") or node.child_by_field_name("value")
        return [held] if held is not None else []
    if node.type == "call":
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        more = reading.module.children(arguments)[0] if arguments is not None else []
        return [*more, *([function] if function is not None else [])]
    if node.type in ("dictionary", "list", "tuple", "keyword_argument", "string"):
        return list(reading.module.children(node)[0])
    return []
