"""Functions of the module that do nothing but give one value."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.scopes import Scopes

_RETURN = re.compile(r"\breturn\b")
_YIELD = re.compile(r"\byield\b")


def returned(scopes: Scopes, name: str) -> Node | None:
    """What the module's own function of a name gives, where it always gives the same expression."""
    node = scopes.function(name)
    return None if node is None else returned_by(scopes, node)


def returned_by(scopes: Scopes, node: Node) -> Node | None:
    """What a function or method of the module gives, where it always gives the same expression."""
    notes = scopes.module.notes
    if node.id not in notes:
        notes[node.id] = _only_return(scopes, node)
    found: Node | None = notes[node.id]
    return found


def _only_return(scopes: Scopes, node: Node) -> Node | None:
    body = node.child_by_field_name("body")
    if body is None:
        return None
    plain = scopes.module.plain
    if len(_RETURN.findall(plain, body.start_byte, body.end_byte)) != 1:
        return None
    if _YIELD.search(plain, body.start_byte, body.end_byte):
        return None
    last = scopes.module.children(body)[0][-1:]
    if not last or last[0].type != "return_statement":
        return None
    return next(iter(scopes.module.children(last[0])[0]), None)


def parameters_of(scopes: Scopes, node: Node | None) -> list[str]:
    """The names of a function's parameters, in order, up to `*` or `/`; without `self`."""
    parameters = node.child_by_field_name("parameters") if node is not None else None
    found = []
    for child in scopes.module.children(parameters)[0] if parameters is not None else ():
        inner = child.child_by_field_name("name") or next(
            iter(scopes.module.children(child)[0]), child
        )
        if child.type not in _NAMED or inner.type != "identifier":
            break
        found.append(scopes.module.name(inner))
    return found[1:] if found[:1] in (["self"], ["cls"]) else found


_NAMED = frozenset(
    ("identifier", "typed_parameter", "default_parameter", "typed_default_parameter")
)
