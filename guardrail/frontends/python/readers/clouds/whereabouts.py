"""Where a managed resource is that a call changes: behind an emulator, or in production."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.programs.handing_on import local_endpoint
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.named_addresses import raised
from guardrail.frontends.python.strings.rope import known
from guardrail.model import Environment, EnvironmentKind


def whereabouts(reading: Reading, call: Call, node: Node | None) -> Environment:
    """Where a call's client leads, or what the name of what it changes says of that in a test.

    A test empties what is its own, unless that is named after production, perhaps by default:
    `os.environ.get("QUEUE", "orders-production")`.
    """
    endpoint = local_endpoint(reading, call)
    if endpoint:
        return Environment(EnvironmentKind.LOCAL, f"the endpoint is {endpoint}")
    if node is None or not reading.in_test:
        return Environment()
    told = (known(rope) for rope in reading.builder.variants(node))
    return raised(tuple(text for text in told if text))
