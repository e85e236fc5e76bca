"""The code of a part of a module without its comments and docstrings: they look at nothing."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module

_LONGEST_BODY = 8_000
_SIMPLE = frozenset(("expression_statement", "string", "identifier", "attribute"))


def bare(module: Module, node: Node, most: int) -> str:
    """The beginning of a node's code, with spaces for what says nothing."""
    start, end = node.start_byte, min(node.end_byte, node.start_byte + most)
    text = module.text[start:end]
    if "#" not in text and text.lstrip("rRbBuU")[:1] not in ("'", '"'):
        return text
    pieces: list[str] = []
    told = start
    for one in _silent(node, end):
        pieces += [module.text[told : one.start_byte], " " * (one.end_byte - one.start_byte)]
        told = one.end_byte
    return "".join([*pieces, module.text[told:end]])[:most]


def body_of(module: Module, function: Node) -> str:
    """The code of a function's body, or a module, without what is only said; not all if long."""
    body = function if function.type == "module" else function.child_by_field_name("body")
    return bare(module, body, _LONGEST_BODY) if body is not None else ""


def _silent(node: Node, end: int) -> Iterator[Node]:
    """The comments and docstrings of a node that begin before a place, in order."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if one.type == "comment" or _is_docstring(one):
            yield one
        elif one.type not in _SIMPLE:
            waiting += [child for child in reversed(one.named_children) if child.start_byte < end]


def _is_docstring(node: Node) -> bool:
    inner = node.named_children if node.type == "expression_statement" else []
    return len(inner) == 1 and inner[0].type in ("string", "concatenated_string")
