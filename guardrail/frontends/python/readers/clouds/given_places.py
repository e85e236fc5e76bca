"""Where a call says what a row asks for: by an argument's name or place, under a key inside it.

What stands at a place may be given by a name of its own (`update(resource_group_name=…,
parameters={…})`), and bodies are written with the names that a library has for them or with those
of the service itself: `public_network_access`, `publicNetworkAccess`.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.values.plain_data import Plain, found_under
from guardrail.knowledge.python.rows import Argument


def given_at(call: Call, name: str, *, inside: bool) -> list[Node]:
    """The argument of a name or a position; `inside` any named one, where nothing stands there."""
    if not name.isdigit():
        node = call.argument(Argument(-1, name))
        return [] if node is None else [node]
    node = call.argument(Argument(int(name), name))
    if node is not None:
        return [node]
    return [*call.keywords.values()] if inside else []


def under(plain: Plain, key: str) -> Iterator[Plain]:
    """What stands under a key anywhere inside a value, as the library or the service has it."""
    yield from found_under(plain, key)
    if "_" in key:
        yield from found_under(plain, ".".join(map(_camel, key.split("."))))


def _camel(key: str) -> str:
    first, *more = key.split("_")
    return first + "".join(one.capitalize() for one in more)
