"""Calls of library wrappers, which hand on what they are given, and of services on this machine."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import BindingKind
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped

_LOCAL = re.compile(r"(?:https?://)?(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|localstack|moto)\b")
_ENDPOINTS = ("endpoint_url", "endpoint", "base_url", "api_endpoint", "account_url", "host")


def handed_on(reading: Reading, node: Node) -> bool:
    """Whether an expression is what a method was given: its parameter, or its object's attribute.

    A class with a method that deletes what it is told to is a library's wrapper: who calls it
    decides.
    """
    node = unwrapped(node)
    definitions = place_of(reading.module, node.start_byte).definitions
    if not any(one.type == "class_definition" for one in definitions):
        return False
    if node.type == "attribute":
        owner = node.child_by_field_name("object")
        return owner is not None and reading.module.code(owner) == "self"
    if node.type == "list":
        return any(handed_on(reading, one) for one in reading.module.children(node)[0][:1])
    if node.type != "identifier":
        return False
    reaching = reading.builder.flow.reaching(node)
    return any(one.kind is BindingKind.PARAMETER for one in reaching)


def local_endpoint(reading: Reading, call: Call) -> str:
    """The endpoint on this machine that the client of a call was made for, "" for any other."""
    owner = call.function.child_by_field_name("object")
    for _ in range(6):
        if owner is None:
            return ""
        made = reading.builder.flow.value(owner) or owner
        while made.type in ("attribute", "await", "parenthesized_expression"):
            below = made.child_by_field_name("object") or next(iter(made.named_children), None)
            if below is None:
                return ""
            made = reading.builder.flow.value(below) or below
        if made.type != "call":
            return ""
        call = call_of(reading.module, made, "")
        for name in _ENDPOINTS:
            match = _LOCAL.match(reading.known(call.keywords.get(name)))
            if match is not None:
                return match[1]
        owner = call.function.child_by_field_name("object")
    return ""
