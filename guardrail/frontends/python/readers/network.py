"""Requests over HTTP: to whom, how, and which mutations they carry."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import NetworkUse
from guardrail.frontends.python.calls import Call, arguments_of, call_of
from guardrail.frontends.python.made_by import made_by
from guardrail.frontends.python.members import results_of
from guardrail.frontends.python.plain_values import Plain, plain_value
from guardrail.frontends.python.readers.roots import own_function
from guardrail.frontends.python.readers.secret_bodies import secrets_inside
from guardrail.frontends.python.readers.whole_bodies import asks_for_all, recurses
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import built, only_hole
from guardrail.knowledge.python.network import CLIENTS
from guardrail.knowledge.python.rows import Sends
from guardrail.spanmap import HOLE_WORD
from guardrail.stream import Item

_URL = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*://)(?:[^/@\s]{0,200}@)?([^/:?#\s]*)(?::\d+)?([^?#\s]*)", re.I
)
_PATH = re.compile(rf"{HOLE_WORD}\d+(?=/)|[?#].*", re.S)
"""What stands before and after the path of an address whose host is only known at run time."""
_API = re.compile(r"^/(?:api|v\d|apis|admin|rest|repos|_\w+)(?:/|$)")
"""How a path begins that only a request is given: `session.delete(f"{base}/v1/kv/shop")`."""
_MUTATION = re.compile(r"\bmutation\b[^{]{0,2000}\{\s*(?:\w+\s*:\s*)?(\w+)")
_NEXT_FIELD = re.compile(r"\}\s*(?:\w+\s*:\s*)?(\w+)\s*\(")
_BODIES = ("json", "data", "content", "files", "params", "body")
_BASES = ("base_url",)
_CONNECTIONS = ("HTTPSConnection", "HTTPConnection")
_MOST = 12


def sends(reading: Reading, call: Call, row: Sends) -> list[Item] | None:
    """The request that the call makes."""
    method = row.method or reading.known(call.argument(row.by)).upper()
    if call.argument(row.by) is None and "data" in call.keywords:
        # What urllib makes of a request that has a body and no method.
        method = row.method or "POST"
    if not method:
        return None
    host, path = _place(reading, call, call.argument(row.url))
    known = host or row.secretly or _API.search(path) or _is_known(reading, call, row)
    if not known:
        return None
    bodies = [node for one in row.bodies if (node := call.argument(one)) is not None]
    bodies += [call.keywords[name] for name in _BODIES if name in call.keywords]
    bodies += call.positional[row.url.position + 1 :][:1] if row.url.position >= 0 else []
    told = [name for node in bodies for name in _mutations(reading, node)]
    told += [what for node in bodies for what in secrets_inside(reading, node)]
    told += asks_for_all(reading, path, bodies)
    told += recurses(reading, call, path)
    sent = tuple(dict.fromkeys(told))
    if (method == "GET" and not bodies) or (row.secretly and not sent):
        return None
    stated = reading.stated(call.node)
    # The headers may hold secrets: the digest is of what is asked, not of the whole call.
    stated["evidence"] = reading.digest(method, host, path, *sent)
    return [NetworkUse(**stated, method=method, host=host, path=path, sends=sent)]


def _host_and_path(reading: Reading, node: Node | None) -> tuple[str, str]:
    if node is None:
        return "", ""
    path = ""
    for rope in reading.builder.variants(node):
        text = "" if only_hole(rope) else built(rope, "").text
        match = _URL.match(text)
        if match is not None:
            return match[1], match[2]
        path = path or _PATH.sub("", text) if _PATH.match(text) else path
    return "", path


def _mutations(reading: Reading, node: Node) -> Iterator[str]:
    for text in _texts(reading, node):
        for match in _MUTATION.finditer(text):
            yield match[1]
            yield from (after[1] for after in _NEXT_FIELD.finditer(text, match.end()))


def _is_known(reading: Reading, call: Call, row: Sends) -> bool:
    """Whether the call is named in full, rather than a method of something unknown."""
    spoken = (call.name, reading.matching.typed(call.function))
    owner = call.function.child_by_field_name("object")
    if owner is not None and _is_client(reading, owner):
        return True
    return any(
        not name.startswith(".") and any(one.endswith(name) for one in spoken) for name in row.names
    )


def _is_client(reading: Reading, owner: Node) -> bool:
    """Whether an object is a client that the module makes: `with _client() as http`."""
    made = reading.builder.flow.value(owner)
    if made is None or made.type != "call":
        return False
    made = made_by(reading, made)
    if made.type != "call":
        return False
    called = call_of(reading.module, made, reading.names.dotted(made)[:-2])
    own = own_function(reading, called)
    results = results_of(reading.module, own) if own is not None else [made]
    return any(reading.matching.typed(one).removesuffix("()") in CLIENTS for one in results)


def _place(reading: Reading, call: Call, node: Node | None) -> tuple[str, str]:
    """The host and path of an address, which may go on from the client's own."""
    host, path = _host_and_path(reading, node)
    if host or node is None:
        return host, path
    owner = call.function.child_by_field_name("object")
    made = reading.builder.flow.value(owner) if owner is not None else None
    made = made_by(reading, made) if made is not None else None
    if made is None or made.type != "call":
        return "", path or _own_path(reading, node)
    maker = call_of(reading.module, made, reading.names.dotted(made)[:-2])
    if maker.last in _CONNECTIONS and maker.positional:
        return reading.known(maker.positional[0]), built(reading.builder.text(node), "").text
    for name in _BASES:
        host, before = _host_and_path(reading, maker.keywords.get(name))
        if host:
            more = built(reading.builder.text(node), "").text
            return host, f"{before.rstrip('/')}/{more.lstrip('/')}"
    return "", path or _own_path(reading, node)


def _own_path(reading: Reading, node: Node) -> str:
    """A path that goes on from an address that the client knows by itself."""
    text = built(reading.builder.text(node), "").text
    return text.partition("?")[0] if text.startswith("/") else ""


def _texts(reading: Reading, node: Node) -> Iterator[str]:
    """The texts in a body: those that are known, and the ones put together at run time."""
    value = reading.builder.flow.value(node) or node
    yield from _strings(plain_value(reading, value), 0)
    if value.type == "dictionary":
        for _, (_, one) in zip(range(_MOST), reading.builder.flow.pairs(value), strict=False):
            yield built(reading.builder.text(one), "").text
        return
    if value.type == "call":
        for one in arguments_of(reading.module, value):
            if one.type == "dictionary":
                yield from _texts(reading, one)
    yield built(reading.builder.text(node), "").text


def _strings(value: Plain, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)) and depth < _MOST:
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one, depth + 1)
