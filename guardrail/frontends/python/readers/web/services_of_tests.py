"""Whose service a test talks to over HTTP, by where its address comes from."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.receivers.named_addresses import by_fixture, by_name, strange_host
from guardrail.frontends.python.values.origins import standing_at
from guardrail.model import Environment
from guardrail.spanmap import PieceKind

_BASE = "base_url"


def service_of_test(reading: Reading, call: Call, url: Node | None, host: str) -> Environment:
    """Whatever a variable of the environment names, or a fixture writes down by a name of its own.

    Where a test's request goes there.
    """
    if host:
        return strange_host(reading, f"https://{host}")
    base = _begun_by(reading, url) if url is not None else None
    base = base or _base_of_client(reading, call)
    return by_name(reading, base) if base is not None else Environment()


def client_of(reading: Reading, call: Call) -> Node | None:
    """What makes the client that a request is made by, which a fixture may hand to a test."""
    owner = call.function.child_by_field_name("object")
    if owner is None:
        return None
    made = reading.builder.flow.value(owner)
    if made is None and reading.in_test:
        made = by_fixture(reading, owner)
        made = (reading.builder.flow.value(made) or made) if made is not None else None
    return made_by(reading, made) if made is not None else None


def _begun_by(reading: Reading, url: Node) -> Node | None:
    """What an address begins with: `f"{BASE}/v1/cars"`."""
    first = reading.builder.text(url)[:1]
    if not first or first[0].kind is not PieceKind.HOLE:
        return None
    start, end = first[0].made
    return standing_at(reading.module, start, end) if end > 0 else None


def _base_of_client(reading: Reading, call: Call) -> Node | None:
    """The address that the client is made with which a request is made by."""
    made = client_of(reading, call)
    if made is None or made.type != "call":
        return None
    return reading.call(made).keywords.get(_BASE)
