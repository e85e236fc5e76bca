"""The program's own secrets in what it sends, under names that no login gives them.

`{"user": name, "password": secret}` logs in, `{"stored": keyring.get_password(…)}` tells. What is
sent is followed through the module's own functions, lists and entries that are set later.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.secrets.entries_changed import (
    keys_gone,
    put_further,
)
from guardrail.frontends.python.readers.secrets.secret_names import is_key, is_own
from guardrail.frontends.python.readers.secrets.secret_values import Shows
from guardrail.frontends.python.readers.secrets.steps_back import (
    GROWING,
    behind_attribute,
    behind_name,
    called,
    is_collected,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

_LOGIN = late(
    r"auth|login|log_in|(?<!s_)cred(?!entials$|s$)|client|grant|key|sign|url|uri|dsn|database|db"
    r"|assertion|jwt|pin\b|secret|token|passw|value|data\b"
)
"""Names under which a service is given a secret that it needs."""
_COMPREHENDED = words("list_comprehension generator_expression dictionary_comprehension")
_HOLDING = _COMPREHENDED | words("dictionary list tuple")
_KEEPING = words("dumps dict list tuple sorted")
_NAMING = words("list tuple sorted")
_DEEPEST, _FEW = 8, 6


def under_other_names(reading: Reading, body: Node, depth: int = 0) -> Iterator[Node]:
    """The expressions in a body that are a secret of the program's own and no part of a login."""
    if depth > _DEEPEST:
        return
    body = unwrapped(body)
    if body.type in ("identifier", "attribute"):
        for key, one in put_further(reading, body):
            yield from _inside(reading, key, one, depth)
    parts = _within(reading, body, depth)
    if parts is None:
        if depth and any(map(is_own, Shows(reading).of(body))):
            yield body
        return
    for key, one in parts:
        yield from _inside(reading, key, one, depth)


def _within(reading: Reading, node: Node, depth: int) -> list[tuple[str, Node]] | None:
    """What an expression is made of, by its keys, `None` for what has to be told as it is."""
    if node.type == "dictionary":
        spread = [one for one in node.named_children if one.type == "dictionary_splat"]
        return [
            *reading.builder.flow.pairs(node),
            *(("", one) for each in spread for one in each.named_children),
        ]
    if node.type in ("list", "tuple"):
        return [("", one) for one in reading.module.children(node)[0][:_FEW]]
    if node.type in _COMPREHENDED:
        inner = node.child_by_field_name("body")
        return [("", inner)] if inner is not None else []
    if node.type == "call":
        call = reading.call(node)
        given = called(reading, node)
        if given:
            return [("", one) for one in given]
        if call.last in _NAMING and any(is_collected(reading, one) for one in call.positional):
            return []
        return [("", call.positional[0])] if call.last in _KEEPING and call.positional else None
    if node.type == "identifier":
        found = [one for one in behind_name(reading, node) if one.id != node.id]
        grown = reading.builder.flow.bindings(node)[1][-_FEW:]
        found += [one.value for one in grown if one.kind in GROWING and one.value is not None]
        held = [one for one in found if _is_structure(reading, one)]
        gone = keys_gone(reading, node)
        if held and gone:
            parts = [each for one in held for each in _dictionaries(reading, one)]
            return [pair for one in parts for pair in _left(reading, one, gone)]
        return [("", one) for one in held] if held and len(held) == len(found) else None
    if node.type == "attribute":
        held = [one for one in behind_attribute(reading, node) if _is_structure(reading, one)]
        return [("", one) for one in held] if held else None
    return None


def _dictionaries(reading: Reading, node: Node) -> list[Node]:
    """A value, or what an own function gives in its place."""
    return called(reading, node) or [node] if node.type == "call" else [node]


def _left(reading: Reading, node: Node, gone: frozenset[str]) -> list[tuple[str, Node]]:
    """The entries that are left of a dictionary without some keys, any other value as it is."""
    if node.type != "dictionary":
        return [("", node)]
    return [(key, one) for key, one in reading.builder.flow.pairs(node) if key not in gone]


def _is_structure(reading: Reading, node: Node) -> bool:
    """Whether an expression has parts of which each is told by its own name."""
    node = unwrapped(node)
    if node.type == "call":
        return bool(called(reading, node)) or reading.call(node).last in _KEEPING
    return node.type in _HOLDING or node.type in ("identifier", "attribute")


def _inside(reading: Reading, key: str, one: Node, depth: int) -> Iterator[Node]:
    """An entry under a name, or what is inside of it."""
    if not key or not (is_key(key) or _LOGIN.search(key)):
        yield from under_other_names(reading, one, depth + 1)
