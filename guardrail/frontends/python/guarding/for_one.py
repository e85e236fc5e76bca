"""Functions that are told whose, or which one, and do nothing with that but tell it in a log.

`def remove_rows(session, tenant_id)` that empties whole tables: whoever agreed that one tenant goes
hasn't agreed to that.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_TOLD = late(
    r"\s*(?:await\s+)?(?:print|(?:click|typer)\.s?echo|self\.std(?:out|err)\.write"
    r"|(?:\w+\.)*(?:log|logger|logging|_log|_logger|LOG|LOGGER)\.\w+)\("
)
_BY_ID = late(r"(?:.*_)?u?u?ids?")
_LONGEST = 20_000


def is_for_one(module: Module, function: Node | None) -> bool:
    """Whether a function has a parameter that says which one, and only tells it in a log."""
    if function is None:
        return False
    key = f"for one {function.start_byte}"
    if key not in module.facts:
        module.facts[key] = _only_tells(module, function)
    return bool(module.facts[key])


def _only_tells(module: Module, function: Node) -> bool:
    given = function.child_by_field_name("parameters")
    body = function.child_by_field_name("body")
    if given is None or body is None or body.end_byte - body.start_byte > _LONGEST:
        return False
    if "id" not in module.code(given):
        return False
    names = [*filter(_BY_ID.fullmatch, (_name(module, one) for one in given.named_children))]
    said = any(_is_in(name, module.code(body)) for name in names)
    return said and all(only_told(module, body, name) for name in names)


def only_told(module: Module, body: Node, name: str) -> bool:
    """Whether a name is used in the body of a function for no more than to be logged."""
    lines = module.code(body).splitlines()
    return all(_TOLD.match(line) for line in lines if _is_in(name, line))


def _name(module: Module, parameter: Node) -> str:
    """The name of a parameter, with or without a type or a default."""
    while parameter.type != "identifier" and parameter.named_children:
        parameter = parameter.named_children[0]
    return module.code(parameter)


def _is_in(name: str, code: str) -> bool:
    return name in code and re.search(rf"(?<![\w.]){re.escape(name)}\b", code) is not None
