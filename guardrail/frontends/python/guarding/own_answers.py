"""What a function or property of the module answers a condition with: `if not self.allowed():`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.own_functions import function_named
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_ASKED = late(
    r"(?:await\s+)?(?:(?:self|cls)\.|[A-Z]\w*\([^()]*\)\.)?(?P<name>\w+)(?P<called>\([^()]*\))?"
)
"""What is asked of an object of which nothing is known may be another function of the name."""
_PROPERTY = late(r"@\s*(?:functools\.)?(?:cached_)?property\b")
_FIRST_LINES = 4


def own_answer(module: Module, text: str) -> tuple[Node, Node] | None:
    """A function that a condition calls, or reads as a property, and what alone it gives back."""
    asked = _ASKED.fullmatch(text)
    function = function_named(module, asked["name"]) if asked is not None else None
    if asked is None or function is None:
        return None
    if not asked["called"] and not _is_property(module, function):
        return None
    body = function.child_by_field_name("body")
    statements = module.children(body)[0] if body is not None else []
    last = statements[-1] if statements else None
    if last is None or last.type != "return_statement" or len(statements) > _FIRST_LINES:
        return None
    if module.plain.count("return", function.start_byte, last.start_byte):
        return None
    given = module.children(last)[0]
    return (function, given[0]) if given else None


def _is_property(module: Module, function: Node) -> bool:
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return False
    return _PROPERTY.search(module.plain, above.start_byte, function.start_byte) is not None
