"""Requests over HTTP: to whom, how, and which mutations they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import NetworkUse
from guardrail.frontends.python.calls import Call, arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import built, only_hole
from guardrail.knowledge.python.rows import Sends
from guardrail.stream import Item

_URL = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*://)(?:[^/@\s]{0,200}@)?([^/:?#\s]*)(?::\d+)?([^?#\s]*)", re.I
)
_MUTATION = re.compile(r"\bmutation\b[^{]{0,2000}\{\s*(?:\w+\s*:\s*)?(\w+)")
_NEXT_FIELD = re.compile(r"\}\s*(?:\w+\s*:\s*)?(\w+)\s*\(")
_BODIES = ("json", "data", "content")
_MOST = 12


def sends(reading: Reading, call: Call, row: Sends) -> list[Item] | None:
    """The request that the call makes."""
    method = row.method or reading.known(call.argument(row.by)).upper()
    if not method:
        return None
    node = call.argument(row.url)
    host, path = _host_and_path(reading, node)
    mutations = tuple(
        dict.fromkeys(name for body in _BODIES for name in _mutations(reading, call, body))
    )
    bodied = any(body in call.keywords for body in _BODIES)
    if method == "GET" and not bodied:
        return None
    stated = reading.stated(call.node)
    # The headers may hold secrets: the digest is of what is asked, not of the whole call.
    stated["evidence"] = reading.digest(method, host, path, *mutations)
    return [NetworkUse(**stated, method=method, host=host, path=path, sends=mutations)]


def _host_and_path(reading: Reading, node: Node | None) -> tuple[str, str]:
    if node is None:
        return "", ""
    rope = reading.builder.text(node)
    if only_hole(rope):
        return "", ""
    match = _URL.match(built(rope, "").text)
    return (match[1], match[2]) if match else ("", "")


def _mutations(reading: Reading, call: Call, body: str) -> Iterator[str]:
    node = call.keywords.get(body)
    if node is None:
        return
    for text in _texts(reading, node):
        for match in _MUTATION.finditer(text):
            yield match[1]
            yield from (after[1] for after in _NEXT_FIELD.finditer(text, match.end()))


def _texts(reading: Reading, node: Node) -> Iterator[str]:
    value = reading.builder.flow.value(node) or node
    if value.type == "dictionary":
        for _, (_, one) in zip(range(_MOST), reading.builder.flow.pairs(value), strict=False):
            yield built(reading.builder.text(one), "").text
        return
    if value.type == "call":
        for one in arguments_of(reading.module, value):
            if one.type == "dictionary":
                yield from _texts(reading, one)
    yield built(reading.builder.text(node), "").text
