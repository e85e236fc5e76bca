"""Headers and texts that log somebody in, whatever their secret is called: `f"Bearer {value}"`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.secrets.secret_literals import names_secret
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.secret_names import HEADERS
from guardrail.knowledge.python.telling import HARMLESS
from guardrail.patterns import late

_BEARER = late(r"""[fF][rR]?(["'])(?i:bearer|token|basic) \{[^{}"']{1,120}\}\1""")
_FEW = 4


def login_shown(reading: Reading, node: Node) -> str:
    """The header that an entry of a mapping is, or the text of one, "" for none."""
    if node.type == "string":
        code = reading.module.code(node)
        shown = _BEARER.fullmatch(code) is not None and HARMLESS.search(code) is None
        return "a header that logs in" if shown else ""
    key, value = node.child_by_field_name("key"), node.child_by_field_name("value")
    if key is None or value is None:
        return ""
    name = reading.known(key)
    if name.lower() not in HEADERS or not _is_made(reading, value):
        return ""
    return f"the header {name}"


def masked(reading: Reading, node: Node) -> bool:
    """Whether what is secret in a mapping was written over, or taken out, before it is shown.

    `shown["Authorization"] = "***"`, `shown.pop("password", None)`, `{**headers, "token": "***"}`.
    """
    module = reading.module
    if node.type == "dictionary":
        # What is unpacked behind it writes the secret over it again.
        parts = module.children(node)[0]
        last = max(
            (at for at, one in enumerate(parts) if one.type == "dictionary_splat"), default=0
        )
        pairs = [one for one in parts[last:] if one.type == "pair"]
        return any(_writes_over(reading, one, "key", "value") for one in pairs)
    scope = reading.builder.flow.bindings(node)[0]
    if scope is None:
        return False
    name = module.name(node)
    for one in reading.scopes.put_into(scope, name, node.start_byte):
        statement = one.value.parent if one.value is not None else None
        if statement is not None and _writes_over(reading, statement, "left", "right"):
            return True
    body = module.text[scope.node.start_byte : node.start_byte]
    if ".pop(" not in body and "del" not in body:
        return False
    held = rf"{re.escape(name)}(?:\[[\"'][\w-]+[\"']\])?"
    taken = rf"\b(?:{held}\.pop\(\s*|del\s+{held}\[\s*)[\"'](.{{1,40}}?)[\"']"
    return any(_is_secret_key(found[1]) for found in re.finditer(taken, body))


def filled_in(reading: Reading, node: Node) -> list[Node]:
    """The entries that a mapping was given after it was made: `headers["Authorization"] = …`."""
    scope = reading.builder.flow.bindings(node)[0]
    if scope is None:
        return []
    put = reading.scopes.put_into(scope, reading.module.name(node), node.start_byte)
    return [one.value for one in put[-_FEW:] if one.value is not None]


def header_filled(reading: Reading, value: Node) -> str:
    """The header whose entry a value is assigned to, "" for any other entry."""
    target = value.parent.child_by_field_name("left") if value.parent is not None else None
    key = target.child_by_field_name("subscript") if target is not None else None
    name = reading.known(key) if key is not None else ""
    return f"the header {name}" if name.lower() in HEADERS and _is_made(reading, value) else ""


def _writes_over(reading: Reading, node: Node, key_field: str, value_field: str) -> bool:
    key, value = node.child_by_field_name(key_field), node.child_by_field_name(value_field)
    if key is not None and key.type == "subscript":
        key = key.child_by_field_name("subscript")
    if key is None or value is None or not _is_secret_key(reading.known(key)):
        return False
    return not _is_made(reading, value)


def _is_secret_key(name: str) -> bool:
    return name.lower() in HEADERS or names_secret(name)


def _is_made(reading: Reading, value: Node) -> bool:
    """Whether a value is none that is written out, nor what a function has masked."""
    value = unwrapped(value)
    if HARMLESS.search(reading.module.code(value)):
        return False
    if value.type != "string":
        return value.type != "none"
    parts = reading.module.children(value)[0]
    return any(one.type == "interpolation" for one in parts)
