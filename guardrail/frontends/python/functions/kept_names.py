"""Where what is kept leads: the calls of what it is part of, and the names that are given it."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import Module
from guardrail.knowledge.python.rows import words

_HIGHEST = 10
_MOST_PICKED = 16
_HOLDERS = words(
    "argument_list attribute boolean_operator call conditional_expression dictionary"
    " expression_list keyword_argument list pair parenthesized_expression set subscript tuple"
)
_LOOPS = words("for_statement for_in_clause")
_DEFAULTS = words("default_parameter typed_default_parameter")
_ADDING = words("append add insert")


def outwards(module: Module, node: Node) -> Iterator[Node | str]:
    """The calls of what an expression is part of, and the names that are given it."""
    for _ in range(_HIGHEST):
        around = node.parent
        if around is None:
            return
        if around.type == "call" and around.child_by_field_name("function") == node:
            yield around
        if around.type in ("assignment", "named_expression", *_LOOPS):
            left = around.child_by_field_name("left") or around.child_by_field_name("name")
            yield from _targets(module, left) if left is not None and left != node else ()
            return
        if around.type == "return_statement":
            yield from _of_function(module, around)
            return
        if around.type in _DEFAULTS:
            name = around.child_by_field_name("name")
            yield from [module.name(name)] if name is not None else ()
            return
        if around.type == "call":
            yield from _added_to(module, around)
        if around.type not in _HOLDERS:
            return
        node = around


def _of_function(module: Module, node: Node) -> Iterator[str]:
    """The name of the function that gives back what is kept."""
    function = function_around(module, node)
    if function is not None:
        yield module.defined(function)


def _added_to(module: Module, call: Node) -> Iterator[str]:
    """The name of a list that a call adds something to: `STEPS.append(users.drop)`."""
    function = call.child_by_field_name("function")
    if function is not None and function.type == "attribute":
        owner, method = (function.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is not None and method is not None and module.name(method) in _ADDING:
            yield from _targets(module, owner)


def _targets(module: Module, left: Node) -> Iterator[str]:
    waiting = [left]
    for one in waiting:
        if one.type == "identifier":
            yield module.name(one)
        elif one.type == "attribute":
            attribute = one.child_by_field_name("attribute")
            yield from [module.name(attribute)] if attribute is not None else ()
        elif one.type == "subscript":
            waiting += module.children(one)[0][:1]
        elif one.type in ("pattern_list", "tuple_pattern", "list_pattern"):
            waiting += module.children(one)[0][:_MOST_PICKED]
