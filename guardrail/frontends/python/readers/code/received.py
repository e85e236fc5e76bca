"""What servers and consumers are handed: attributes of their classes, parameters of methods."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import class_around
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.knowledge.python.outside import (
    CONNECTING,
    CONNECTIONS,
    HANDED,
    HANDLERS,
    MESSAGE_NAMES,
    SOCKETS,
)

_LONGEST = 80


def is_asked_of(reading: Reading, node: Node) -> bool:
    """Whether it is what a method of a server's class is asked: `self.path`, gRPC's `request.x`."""
    code = reading.module.code(node)[:_LONGEST]
    handed = HANDED.match(code) is not None
    if not handed and not code.startswith("request."):
        return False
    around = class_around(function_around(reading.module, node) or node)
    bases = around.child_by_field_name("superclasses") if around is not None else None
    made_from = reading.module.code(bases)[:_LONGEST] if bases is not None else ""
    return bool(HANDLERS.search(made_from)) if handed else "Servicer" in made_from


def is_received(reading: Reading, function: Node, name: str) -> bool:
    """Whether a parameter is a connection to somebody, or what a consumer of Channels receives."""
    if is_served_socket(reading, function, name):
        return True
    if name in CONNECTIONS and not CONNECTING.isdisjoint(reading.names.packages):
        return True
    if answers_a_socket(reading, function, name) and name not in SOCKETS:
        return not CONNECTING.isdisjoint(reading.names.packages)
    return name == "content" and reading.module.defined(function) == "receive_json"


def answers_a_socket(reading: Reading, function: Node, name: str) -> bool:
    """Whether it is the connection, or what came by it, of a WebSocket's or a broker's handler."""
    if name in SOCKETS or is_served_socket(reading, function, name):
        return True
    return name in MESSAGE_NAMES and reading.module.defined(function) == "on_message"


def is_served_socket(reading: Reading, function: Node, name: str) -> bool:
    """Whether it is what `websockets.serve(handle, …)` gives its handler first: the connection."""
    if "websockets" not in reading.names.packages:
        return False
    handler = re.escape(reading.module.defined(function))
    parameters = function.child_by_field_name("parameters")
    given = reading.module.code(parameters) if parameters is not None else ""
    first = re.match(rf"\(\s*(?:self\s*,\s*)?{re.escape(name)}\b", given)
    serving = rf"\bserve\(\s*(?:handler\s*=\s*)?(?:self\.)?{handler}\b"
    return first is not None and re.search(serving, reading.module.plain) is not None
