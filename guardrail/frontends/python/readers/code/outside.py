"""Whether a value is what somebody else has written: a request, another machine, a message."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import NamedTuple

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.readers.code.answering import answers_others, is_handed
from guardrail.frontends.python.readers.code.fetched_before import written_with
from guardrail.frontends.python.readers.code.fetched_elsewhere import fetched_for
from guardrail.frontends.python.readers.code.received import (
    answers_a_socket,
    is_asked_of,
    is_received,
)
from guardrail.frontends.python.readers.code.uploads_kept import written_there
from guardrail.frontends.python.readers.programs.top_fetches import led_to_by_fetch
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.declared_fields import is_enumeration
from guardrail.frontends.python.values.injected import fills_in, is_declared_asked
from guardrail.frontends.python.values.roots import roots
from guardrail.frontends.python.values.route_parameters import number_in_route
from guardrail.knowledge.python.network import (
    CHAT_DECORATORS,
    CHATS,
    REQUEST_TEXTS,
    ROUTE_DECORATORS,
    SOCKET_DECORATORS,
    SOCKETS,
)
from guardrail.knowledge.python.origins import PLAIN_TYPES
from guardrail.knowledge.python.outside import (
    ASKED_FOR,
    EVENT_KEYS,
    FETCHED_TO_FILE,
    FETCHING,
    MESSAGE_NAMES,
    MESSAGES,
    UNRELATED_PARAMETERS,
)
from guardrail.patterns import late

_LONGEST = 80
_BODIES = ("request", "req", "user")
_SENT = late(r"\b(?:BaseModel|Schema|Struct|Serializer)\b")
_HARMLESS = PLAIN_TYPES | {"Request", "Session", "AsyncSession", "Depends"}
_OWNER = late(r"(?:await\s+)?([^\W\d]\w*)\.")
_FAR = 12
_ROUTED = "routed"
_ROUTES = late(
    r"""\b(?:web\.(?:get|post|put|patch|delete|route)|Route|add_(?:api_)?route|add_url_rule"""
    r"""|(?:router|app)\.add_(?:get|post|put|patch|delete)|re_path|path|url|CommandHandler)"""
    r"""\(\s*(?:[rf]?["'][^"'\n]*["']\s*,\s*)+(?:(?:view_func|endpoint|view|handler)\s*=\s*)?([\w.]+)"""
)
"""Functions in tables of routes: of aiohttp, Starlette, Flask, Django."""
_CLOUD_FUNCTIONS = frozenset(("lambda_handler", "handler", "main"))


class By(IntEnum):
    """Who has written a value, the more to be feared the higher."""

    NOBODY = 0
    CALLER = 1
    FETCHED_FILE = 2
    MESSAGE = 3
    NETWORK = 4
    REQUEST = 5


class Outside(NamedTuple):
    """Who has written a value, the expression that stands for it, the functions on the way.

    `way` and `holders` are as in `Root`, empty where they aren't known.
    """

    by: By
    node: Node
    through: tuple[Node, ...]
    way: frozenset[str] = frozenset()
    holders: frozenset[str] = frozenset()


def written_outside(reading: Reading, node: Node, *, but: str = "") -> Outside:
    """Who has written the worst part of a value, `but` for parts on whose way that stands."""
    found = Outside(By.NOBODY, node, ())
    asked: dict[int, Root] = {}
    for root in roots(reading, node, grown=True):
        if but in root.way:
            continue
        owner = root.node.child_by_field_name("object") if root.node.type == "attribute" else None
        if owner is not None:
            asked[owner.id] = root
        by = _by(reading, root)
        taken = found.by is By.MESSAGE and found.node.type != "call" and root.node.type == "call"
        if by > found.by or (by == found.by and taken):
            # The call that takes a message says more than a parameter that is called so.
            way, holders = _field_of(reading, root, asked.get(root.node.id))
            found = Outside(by, root.node, root.through, way, holders)
    return found


def _field_of(
    reading: Reading, root: Root, field: Root | None
) -> tuple[frozenset[str], frozenset[str]]:
    """The way to a root, and its holders, where a `field` of it alone is used: `body.text`."""
    if field is None or root.node.type != "identifier":
        return root.way, root.holders
    named = field.node.child_by_field_name("attribute")
    way = field.way | {reading.module.name(named)} if named is not None else field.way
    return way, field.holders | {reading.module.name(root.node)}


def fetched_file(reading: Reading, node: Node) -> Outside:
    """The same of what a file holds whose path, or which itself, is given."""
    found = written_outside(reading, node)
    if found.by >= By.FETCHED_FILE:
        return found
    for root in roots(reading, node):
        if any(FETCHED_TO_FILE.search(body_of(reading.module, one)) for one in root.through):
            return Outside(By.FETCHED_FILE, root.node, root.through, root.way, root.holders)
    helper = fetched_for(reading, node)
    if helper is not None:
        through = (function_around(reading.module, node) or helper, helper)
        return Outside(By.FETCHED_FILE, node, through)
    for written in written_with(reading, node):
        sent = written_outside(reading, written)
        if sent.by in (By.NETWORK, By.REQUEST, By.MESSAGE):
            around = function_around(reading.module, node)
            here = () if around is None else (around,)
            return sent._replace(by=By.FETCHED_FILE, through=(*sent.through, *here))
    if (writing := written_there(reading, node)) is not None:
        return Outside(By.FETCHED_FILE, node, (writing,))
    named = frozenset((reading.known(node),))
    ways = (root.top for root in roots(reading, node))
    around = function_around(reading.module, node)
    if led_to_by_fetch(reading, (named if around is None else frozenset()).union(*ways)):
        return Outside(By.FETCHED_FILE, node, () if around is None else (around,))
    return found


def _by(reading: Reading, root: Root) -> By:
    node, kind = root.node, root.node.type
    asked = kind == "identifier" and bool(root.field) and _is_request(reading, node)
    if asked and REQUEST_TEXTS.match(f"request.{root.field}"):
        # A request that is handed on: `def term(req): return req.args["q"]`, `term(request)`.
        return By.REQUEST
    if kind in ("attribute", "subscript", "call"):
        if REQUEST_TEXTS.match(_of_request(reading, node, reading.module.code(node)[:_LONGEST])):
            return By.REQUEST
        if kind != "call":
            return By.REQUEST if is_asked_of(reading, node) else By.NOBODY
        name = reading.matching.typed(node)
        if ASKED_FOR.search(name):
            return By.REQUEST
        if FETCHING.search(name) and not _of_another(reading, node, name):
            return By.NETWORK
        return By.MESSAGE if MESSAGES.search(name) else By.NOBODY
    return parameter_by(reading, root)


def _is_request(reading: Reading, name: Node) -> bool:
    """Whether a name stands for a request as a whole."""
    return _of_request(reading, name, f"{reading.module.name(name)}.") == "request."


def _of_another(reading: Reading, node: Node, name: str) -> bool:
    """Whether `get_object` is given a name alone: a setting, a view's row, part of a window."""
    if not name.endswith(".get_object()"):
        return False
    call = call_of(reading.module, node, name[:-2])
    return len(call.positional) < _BUCKET_AND_KEY and not (call.keywords or call.double_stars)


_BUCKET_AND_KEY = 2


def _of_request(reading: Reading, node: Node, code: str) -> str:
    """An expression as if the request in it were called so: `req.body()` of `req: Request`."""
    named = _OWNER.match(code)
    if named is None or named[1] == "request":
        return code
    at = code.index(named[1])
    place = reading.module.child_at
    owner = node
    for _ in range(_FAR):
        inner = place(owner, node.start_byte + at)
        if inner is None or inner.id == owner.id:
            break
        owner = inner
    if owner.type != "identifier":
        return code
    reaching = reading.builder.flow.reaching(owner)
    typed = reaching[0].annotation if len(reaching) == 1 else None
    declared = reading.module.code(typed).rpartition(".")[2] if typed is not None else ""
    falcons = named[1] == "req" and "falcon" in reading.names.packages
    if declared not in ("Request", "HttpRequest", "HTTPConnection") and not falcons:
        return code
    return f"{code[:at]}request{code[at + len(named[1]) :]}"


def parameter_by(reading: Reading, root: Root) -> By:
    """Who has written what a parameter is given: nobody where it is no text, or no parameter."""
    function = root.function
    if function is None or function.type != "function_definition":
        return By.NOBODY
    name = reading.module.name(root.node)
    declared, default = _declaration(reading, function, name)
    words = frozenset(re.findall(r"\w+", declared))
    if words & _HARMLESS or default.startswith("Depends"):
        return By.NOBODY
    # A framework hands over who asks as an object: `user: str` is a part of the request.
    body = name in _BODIES and any(_is_body(reading, one) for one in words)
    if name in UNRELATED_PARAMETERS and not body and ("str" not in words or "Depends" in words):
        return By.NOBODY
    if any(is_enumeration(reading, one) for one in words):
        return By.NOBODY
    if is_handed(reading, function, name) or is_declared_asked(reading, declared, default):
        return By.REQUEST
    if answers_requests(reading, function):
        return By.NOBODY if number_in_route(reading, function, name) else By.REQUEST
    if is_received(reading, function, name):
        return By.REQUEST if answers_a_socket(reading, function, name) else By.MESSAGE
    if name in MESSAGE_NAMES or {"UploadFile", "FileStorage", "UploadedFile"} & words:
        return By.MESSAGE
    return By.CALLER


def _is_body(reading: Reading, name: str) -> bool:
    """Whether a class of the module is what a request sends: `class ScoreRequest(BaseModel)`."""
    own = reading.scopes.of_class(name) if name[:1].isupper() else None
    bases = own.node.child_by_field_name("superclasses") if own is not None else None
    return bases is not None and _SENT.search(reading.module.code(bases)) is not None


def _declaration(reading: Reading, function: Node, name: str) -> tuple[str, str]:
    """The type and the default that a parameter is declared with, "" for none."""
    scope = reading.scopes.scope_of(function)
    bound = scope.bindings.get(name, ())
    if not bound:
        return "", ""
    typed, value = bound[0].annotation, bound[0].value
    declared = reading.module.code(typed) if typed is not None else ""
    return declared, reading.module.code(value)[:_LONGEST] if value is not None else ""


def _answers_a_page(reading: Reading, name: str) -> bool:
    """Whether a function is what a page of Gradio calls with what is typed into it."""
    if "gradio" not in reading.module.plain or not name:
        return False
    given = rf"\b(?:fn\s*=\s*|(?:click|submit|Interface|ChatInterface)\(\s*){re.escape(name)}\b"
    return re.search(given, reading.module.plain) is not None


def _is_routed(reading: Reading, name: str) -> bool:
    """Whether a function is given to a table of routes: `web.post("/photos", upload)`."""
    facts = reading.module.facts
    if _ROUTED not in facts:
        places = _ROUTES.finditer(reading.module.plain)
        facts[_ROUTED] = frozenset(match[1].rpartition(".")[2] for match in places)
    routed: frozenset[str] = facts[_ROUTED]
    return name in routed


def answers_requests(reading: Reading, function: Node) -> bool:
    """Whether a function answers requests, as a decorator says, or is what a cloud calls."""
    named = function.child_by_field_name("name")
    if named is not None and _answers_a_page(reading, reading.module.name(named)):
        return True
    if named is not None and _is_routed(reading, reading.module.name(named)):
        return True
    parameters = function.child_by_field_name("parameters")
    if named is not None and reading.module.name(named) in _CLOUD_FUNCTIONS:
        given = reading.module.code(parameters) if parameters is not None else ""
        if re.match(r"\(\s*(?:event|req)\b", given):
            return True
    if answers_others(reading, function):
        return True
    if named is not None and fills_in(reading, reading.module.name(named)):
        return True
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return False
    packages = reading.names.packages
    chats, sockets = not CHATS.isdisjoint(packages), not SOCKETS.isdisjoint(packages)
    for one in above.named_children:
        held = one.named_children[0] if one.type == "decorator" and one.named_children else None
        if held is not None and held.type == "call":
            held = held.child_by_field_name("function")
        if held is not None and held.type == "attribute":
            last = reading.module.code(held).rsplit(".", 1)[-1]
            if last in ROUTE_DECORATORS or (chats and last in CHAT_DECORATORS):
                return True
            if sockets and last in SOCKET_DECORATORS:
                return True
        elif held is not None and reading.module.code(held) in ROUTE_DECORATORS:
            return reading.module.code(held) in ("api_view", "view_config")
    return False


def by_own_program(reading: Reading, found: Outside) -> bool:
    """Whether a cloud's function is handed it by the program's own jobs and queues.

    Of an event only what came over the web is written by others: `event["body"]`.
    """
    if reading.module.code(found.node)[:_LONGEST] != "event":
        return False
    function = function_around(reading.module, found.node)
    named = reading.module.defined(function) if function is not None else ""
    queued = "Records" in found.way or EVENT_KEYS.isdisjoint(found.way)
    return named in _CLOUD_FUNCTIONS and queued
