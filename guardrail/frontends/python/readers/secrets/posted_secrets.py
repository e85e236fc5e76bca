"""The program's own secrets in what it sends, under names that no login gives them.

`{"user": name, "password": secret}` logs in, `{"stored": keyring.get_password(…)}` tells. What is
sent is followed through the module's own functions, lists and entries that are set later.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.readers.secrets.login_headers import filled_in
from guardrail.frontends.python.readers.secrets.secret_names import is_key
from guardrail.frontends.python.readers.secrets.secret_values import STORED, Shows
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.roots import own_function
from guardrail.knowledge.python.rows import words
from guardrail.knowledge.python.telling import OWN
from guardrail.patterns import late

_LOGIN = late(
    r"auth|login|log_in|(?<!s_)cred(?!entials$|s$)|client|grant|key|sign|url|uri|dsn|database|db"
    r"|assertion|jwt|pin\b|secret|token|passw|value|data\b"
)
"""Names under which a service is given a secret that it needs."""
_COMPREHENDED = words("list_comprehension generator_expression dictionary_comprehension")
_HOLDING = _COMPREHENDED | words("dictionary list tuple")
_DEEPEST, _FEW = 6, 6


def under_other_names(reading: Reading, body: Node, depth: int = 0) -> Iterator[Node]:
    """The expressions in a body that are a secret of the program's own and no part of a login."""
    value = unwrapped(reading.builder.flow.value(body) or body)
    if depth > _DEEPEST:
        return
    if value.type == "call":
        yield from _given_back(reading, value, depth)
    elif value.type in _COMPREHENDED:
        inner = value.child_by_field_name("body")
        if inner is not None:
            yield from _inside(reading, "", inner, depth)
    elif value.type in ("list", "tuple"):
        for one in reading.module.children(value)[0][:_FEW]:
            yield from under_other_names(reading, one, depth + 1)
    elif value.type == "dictionary":
        for key, one in reading.builder.flow.pairs(value):
            yield from _inside(reading, key, one, depth)
    if body.type == "identifier":
        for one in filled_in(reading, body):
            target = one.parent.child_by_field_name("left") if one.parent is not None else None
            named = target.child_by_field_name("subscript") if target is not None else None
            yield from _inside(reading, reading.known(named), one, depth)


def _given_back(reading: Reading, node: Node, depth: int) -> Iterator[Node]:
    """What a function of the module's own gives back, or `json.dumps` is given."""
    call = reading.call(node)
    own = own_function(reading, call)
    if own is not None:
        for one in results_of(reading.module, own)[:_FEW]:
            yield from under_other_names(reading, one, depth + 1)
    elif call.last == "dumps" and call.positional:
        yield from under_other_names(reading, call.positional[0], depth + 1)


def _inside(reading: Reading, key: str, one: Node, depth: int) -> Iterator[Node]:
    """An entry under a name, or what is inside of it."""
    if key and (is_key(key) or _LOGIN.search(key)):
        return
    value = unwrapped(reading.builder.flow.value(one) or one)
    own = own_function(reading, reading.call(value)) if value.type == "call" else None
    if own is not None or value.type in _HOLDING:
        yield from under_other_names(reading, one, depth + 1)
    elif any(OWN.search(what) or what == STORED for what in Shows(reading).of(one)):
        yield one
