"""Requests over HTTP: to whom, how, and which mutations they carry."""

from __future__ import annotations

import re
from itertools import takewhile

from tree_sitter import Node

from guardrail.effects import NetworkUse
from guardrail.effects.guarding import picked_by
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.picking.picked import picked_out
from guardrail.frontends.python.readers.picking.queries import LABEL
from guardrail.frontends.python.readers.secrets.secret_bodies import secrets_inside
from guardrail.frontends.python.readers.web.chosen_addresses import chosen_by_request
from guardrail.frontends.python.readers.web.each_listed import (
    LISTED,
    batch_listed,
    each_listed,
    picks_none,
)
from guardrail.frontends.python.readers.web.everybody import everybody
from guardrail.frontends.python.readers.web.graphql import DOCUMENTS, mutations, named_by
from guardrail.frontends.python.readers.web.keys_below import recurses
from guardrail.frontends.python.readers.web.pushes import pushed
from guardrail.frontends.python.readers.web.services_of_tests import client_of, service_of_test
from guardrail.frontends.python.readers.web.whole_bodies import (
    asks_for_all,
    loosens,
    opens,
    picked_by_label,
    to_everybody,
)
from guardrail.frontends.python.readers.web.whole_collections import whole_collection
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.strings.rope import built, only_hole
from guardrail.frontends.python.values.origins import standing_at
from guardrail.knowledge.python.network import CLIENTS
from guardrail.knowledge.python.rows import Sends
from guardrail.model import Environment
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD, PieceKind
from guardrail.stream import Item

_URL = late(r"(?:[a-z][a-z0-9+.\-]*://)(?:[^/@\s]{0,200}@)?([^/:?#\s]*)(?::\d+)?([^?#\s]*)", re.I)
_PATH = late(rf"\A{HOLE_WORD}\d+(?=/)|[?#].*", re.S)
"""What stands before and after the path of an address whose host is only known at run time."""
_API = late(r"^/(?:api|v\d|apis|admin|rest|repos|_\w+)(?:/|$)")
"""How a path begins that only a request is given: `session.delete(f"{base}/v1/kv/shop")`."""
_MAIL, _PUSH = "MAIL", "PUSH"
_TAKEN = late(rf"/{HOLE_WORD}\d+/?$")
_BODIES = ("json", "data", "content", "files", "params", "body")
_BASES = ("base_url",)
_SESSION = "ClientSession"
"""What of aiohttp takes the address that others go on from first."""
_CONNECTIONS = ("HTTPSConnection", "HTTPConnection")


def sends(reading: Reading, call: Call, row: Sends) -> list[Item] | None:
    """The request that the call makes."""
    method = row.method or reading.known(call.argument(row.by)).upper()
    if call.argument(row.by) is None and "data" in call.keywords:
        # What urllib makes of a request that has a body and no method.
        method = row.method or "POST"
    method = method or row.otherwise
    if not method:
        return None
    host, path = _place(reading, call, call.argument(row.url))
    known = host or row.secretly or _API.search(path) or _is_known(reading, call, row)
    if not known:
        return None
    chosen = not host and chosen_by_request(reading, call, call.argument(row.url))
    bodies = [node for one in row.bodies if (node := call.argument(one)) is not None]
    bodies += [call.keywords[name] for name in _BODIES if name in call.keywords]
    bodies += call.positional[row.url.position + 1 :][:1] if row.url.position >= 0 else []
    told = [name for node in bodies for name in mutations(reading, call, node)]
    told += [what for node in bodies for what in secrets_inside(reading, node)]
    told += asks_for_all(reading, path, bodies)
    told += recurses(reading, call, call.argument(row.url), path)
    if method == _MAIL:
        told += everybody(reading, call)
    if method == _PUSH:
        told += pushed(reading, call)
    if method == "DELETE":
        told += each_listed(reading, call, call.argument(row.url), path)
        told += whole_collection(reading, call, call.argument(row.url), path)
    told += batch_listed(reading, call, method, path, bodies)
    told += to_everybody(reading, path, bodies)
    told += loosens(reading, method, path, bodies)
    told += opens(reading, method, path, bodies)
    sent = tuple(dict.fromkeys(told))
    if not chosen and ((method == "GET" and not bodies) or (row.secretly and not sent)):
        return None
    if row.secretly and call.last in DOCUMENTS and _run_elsewhere(reading, call):
        return None
    stated = reading.stated(call.node)
    if sent and method == "POST":
        told_by = named_by(reading, call, bodies)
        by = picked_out(reading, call, told_by) if told_by is not None else ""
        stated["guards"] = (*stated["guards"], picked_by(by)) if by else stated["guards"]
    whole = LISTED in sent and picks_none(reading, call, call.argument(row.url))
    if method == "DELETE":
        by = _picked(reading, call, row, path) or (LABEL if picked_by_label(reading, call) else "")
        by = "" if whole and by == LABEL else by
        stated["guards"] = (*stated["guards"], picked_by(by)) if by else stated["guards"]
    # The headers may hold secrets: the digest is of what is asked, not of the whole call.
    stated["evidence"] = reading.digest(method, host, path, *sent)
    # What a test takes away piece by piece is its own; all there is may be anybody's.
    all_of_it = bool(sent) or path.endswith("*")
    whose = reading.in_test and all_of_it and method == "DELETE"
    url = call.argument(row.url)
    where = service_of_test(reading, call, url, host) if whose else Environment()
    return [
        NetworkUse(
            **stated,
            method=method,
            host=host,
            path=path,
            sends=sent,
            environment=where,
            chosen=chosen,
        )
    ]


def _run_elsewhere(reading: Reading, call: Call) -> bool:
    """Whether a document has a name under which a client runs it: that is where it is told."""
    around = call.node.parent
    left = around.child_by_field_name("left") if around is not None else None
    if left is None or left.type != "identifier":
        return False
    name = re.escape(reading.module.name(left))
    run = rf"\.execute(?:_\w+)?\(\s*(?:\w+\s*=\s*)?{name}\b"
    return re.search(run, reading.module.plain) is not None


def _picked(reading: Reading, call: Call, row: Sends, path: str) -> str:
    """What picks among others that a loop deletes one after the other: the end of the path."""
    node = call.argument(row.url)
    if node is None or not _TAKEN.search(path):
        return ""
    # What is asked for besides picks nothing: `f"{base}/apps/{name}?{query}"`.
    before = takewhile(lambda one: "?" not in one.text, reading.builder.text(node))
    holes = [one for one in before if one.kind is PieceKind.HOLE]
    start, end = holes[-1].made if holes else (0, 0)
    return picked_out(reading, call, standing_at(reading.module, start, end)) if end else ""


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
    called = reading.call(made)
    own = own_function(reading, called)
    results = results_of(reading.module, own) if own is not None else [made]
    return any(reading.matching.typed(one).removesuffix("()") in CLIENTS for one in results)


def _place(reading: Reading, call: Call, node: Node | None) -> tuple[str, str]:
    """The host and path of an address, which may go on from the client's own."""
    host, path = _host_and_path(reading, node)
    if host or node is None:
        return host, path
    made = client_of(reading, call)
    if made is None or made.type != "call":
        return "", path or _own_path(reading, node)
    maker = reading.call(made)
    if maker.last in _CONNECTIONS and maker.positional:
        return reading.known(maker.positional[0]), built(reading.builder.text(node), "").text
    bases = [maker.keywords.get(name) for name in _BASES]
    bases += maker.positional[:1] if maker.last == _SESSION else []
    for base in bases:
        host, before = _host_and_path(reading, base)
        if host:
            more = built(reading.builder.text(node), "").text
            return host, f"{before.rstrip('/')}/{more.lstrip('/')}"
    return "", path or _own_path(reading, node)


def _own_path(reading: Reading, node: Node) -> str:
    """A path that goes on from an address that the client knows by itself."""
    text = built(reading.builder.text(node), "").text
    return text.partition("?")[0] if text.startswith("/") else ""
