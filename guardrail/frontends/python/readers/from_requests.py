"""Text from a request that becomes part of a command line which a shell takes apart."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import CodeRun
from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.network import REQUEST_TEXTS, ROUTE_DECORATORS
from guardrail.model import Confidence
from guardrail.stream import Item

WHAT = "a command line with text from a request in it"
_LOOKED_AT = re.compile(
    r"fullmatch|\.match\(|isalnum\(|isidentifier\(|isdigit\(|allow(?:ed|list)|whitelist"
    r"|\bnot in\b|\bvalidate\w*\(|ip_address\(|UUID\(",
    re.IGNORECASE,
)
_HARMLESS = frozenset(("int", "float", "bool", "UUID", "date", "datetime", "Literal", "Enum"))
_BUILDING = frozenset(
    ("string", "interpolation", "binary_operator", "concatenated_string", "tuple", "list")
)
_KEEPING = frozenset(("format", "strip", "lower", "upper", "join", "replace"))
_MOST = 60


def command_from_request(reading: Reading, call: Call, node: Node) -> Item | None:
    """The run of a command line that somebody outside writes a part of, `None` for others."""
    function = _handler_around(reading, call.node)
    if function is None:
        return None
    body = function.child_by_field_name("body")
    if body is None or _LOOKED_AT.search(reading.module.code(body)[:8_000]):
        return None
    given = _text_of_request(reading, node, function)
    if not given:
        return None
    return CodeRun(**reading.stated(call.node, Confidence.MEDIUM), what=WHAT, origin=given)


def _handler_around(reading: Reading, node: Node) -> Node | None:
    """The function around a node that answers requests, as a decorator says."""
    for function in reversed(place_of(reading.module, node.start_byte).definitions):
        above = function.parent
        if function.type != "function_definition" or above is None:
            continue
        if above.type != "decorated_definition":
            return None
        for one in above.named_children:
            held = one.named_children[0] if one.type == "decorator" and one.named_children else None
            if held is not None and held.type == "call":
                held = held.child_by_field_name("function")
            if held is not None and held.type == "attribute":
                name = reading.module.code(held).rsplit(".", 1)[-1]
                if name in ROUTE_DECORATORS:
                    return function
        return None
    return None


def _text_of_request(reading: Reading, node: Node, function: Node) -> str:
    """What of a request stands in a text, "" for nothing."""
    waiting, seen = [node], 0
    while waiting and seen < _MOST:
        node = unwrapped(waiting.pop())
        seen += 1
        if REQUEST_TEXTS.match(reading.module.code(node)[:80]):
            return reading.module.short(node, 40)
        if node.type == "identifier":
            for binding in reading.builder.flow.reaching(node):
                if binding.kind is BindingKind.PARAMETER and _is_own(reading, node, function):
                    typed = binding.annotation
                    words = re.findall(r"\w+", reading.module.code(typed)) if typed else []
                    if _HARMLESS.isdisjoint(words):
                        return reading.module.name(node)
                elif binding.kind is BindingKind.ASSIGNED and binding.value is not None:
                    waiting.append(binding.value)
        elif node.type == "call":
            made = call_of(reading.module, node, "")
            last = reading.module.code(made.function).rsplit(".", 1)[-1]
            if last in _KEEPING:
                owner = made.function.child_by_field_name("object")
                waiting += [*made.positional, *made.keywords.values()]
                waiting += [owner] if owner is not None else []
        elif node.type in ("attribute", "subscript"):
            owner = node.child_by_field_name("object") or node.child_by_field_name("value")
            waiting += [owner] if owner is not None else []
        elif node.type in _BUILDING:
            waiting += reading.module.children(node)[0]
    return ""


def _is_own(reading: Reading, node: Node, function: Node) -> bool:
    return reading.scopes.at(node.start_byte)[0].node.id == function.id
