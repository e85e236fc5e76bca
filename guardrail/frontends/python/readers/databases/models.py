"""Django's models as they are named in code."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped


def registered(reading: Reading, call: Call) -> str:
    """The table of `apps.get_model("app", "Model")`, as Django names it; "" where unknown."""
    parts = [reading.known(node) for node in (*call.positional, *call.keywords.values())]
    if len(parts) == 1:
        parts = parts[0].split(".")
    return f"{parts[0]}_{parts[1].lower()}" if len(parts) == 2 and all(parts) else ""


def model_named(reading: Reading, node: Node | None) -> str:
    """The model that an expression is, by its class or its table; "" where it isn't known."""
    if node is None:
        return ""
    node = unwrapped(node)
    value = reading.builder.flow.value(node) or node
    if value.type == "call":
        call = reading.call(value)
        return registered(reading, call) if call.last == "get_model" else ""
    if value.type not in ("identifier", "attribute"):
        return ""
    name = reading.module.name(value).rsplit(".", 1)[-1]
    return name if name[:1].isupper() else ""
