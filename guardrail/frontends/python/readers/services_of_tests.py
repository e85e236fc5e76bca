"""Whose service a test talks to over HTTP, by where its address comes from."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.made_by import made_by
from guardrail.frontends.python.named_addresses import by_name
from guardrail.frontends.python.origins import standing_at
from guardrail.frontends.python.reading import Reading
from guardrail.model import Environment
from guardrail.spanmap import PieceKind

_BASE = "base_url"


def service_of_test(reading: Reading, call: Call, url: Node | None) -> Environment:
    """Whatever a variable of the environment names, where a test's request goes there."""
    base = _begun_by(reading, url) if url is not None else None
    base = base or _base_of_client(reading, call)
    return by_name(reading, base) if base is not None else Environment()


def _begun_by(reading: Reading, url: Node) -> Node | None:
    """What an address begins with: `f"{BASE}/v1/cars"`."""
    first = reading.builder.text(url)[:1]
    if not first or first[0].kind is not PieceKind.HOLE:
        return None
    start, end = first[0].made
    return standing_at(reading.module, start, end) if end > 0 else None


def _base_of_client(reading: Reading, call: Call) -> Node | None:
    """The address that the client is made with which a request is made by."""
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) if owner is not None else None
    made = made_by(reading, made) if made is not None else None
    if made is None or made.type != "call":
        return None
    return call_of(reading.module, made, reading.names.dotted(made)[:-2]).keywords.get(_BASE)
