"""Requests that delete each of what the same service lists: `GET /accounts`, `DELETE /accounts/7`.

It counts where nothing on the way picks: no condition in a loop or comprehension, no parameter of
the listing but those that turn its pages. What is deleted may be named by its number, by the
address that the listing gives of it, or by a request for a batch of them.

Sources: the HTTP API of CouchDB 3.4 (`_all_dbs`, `_all_docs`, `_bulk_docs`), FHIR R5 ("search").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import (
    calls_of_function,
    class_around,
    given_to,
    parameters_of,
)
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.guarding.choices import picked
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.web.graphql import entries
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import built
from guardrail.frontends.python.values.roots import Root, own_function, roots
from guardrail.knowledge.python.rows import words
from guardrail.spanmap import HOLE_WORD

LISTED = "each of what is listed"
"""How it is told in what a request sends."""
_ONE = re.compile(rf"(?P<all>/[\w/{{}}-]*[A-Za-z])/{HOLE_WORD}\d+/?\Z")
_LEFT_TO_LISTING = re.compile(rf"\A/{HOLE_WORD}\d+(?:/{HOLE_WORD}\d+)?/?\Z")
_ALL_OF = re.compile(r"/_all_(?:dbs|docs)\Z")
_DOCUMENTS = re.compile(r"/_bulk_docs/?\Z")
_GONE = re.compile(r"[\"']_deleted[\"']\s*:\s*True")
_BATCH = re.compile(
    r"/(?:(?:batch|bulk|mass|multi)[-_]?(?:delete|destroy|remove)|(?:delete|destroy|remove)"
    r"[-_]?(?:batch|bulk|many|all|multiple))/?\Z",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"(?:\[|\.get\(\s*)[\"'](?:url|href|self|link|uri|resource_uri|location|@odata\.id)[\"']\s*[\])]\Z"
)
_ENDS_PLAIN = re.compile(rf"/(?!{HOLE_WORD})[A-Za-z][\w-]*\Z")
_PAGES = re.compile(
    r"(?:per_?page|page(?:_?(?:size|token|number))?|limit|offset|cursor|after|before|start|count|skip"
    r"|top|max_?results|next(?:_?(?:page|token))?|continuation_?token|sort|order(?:_?by)?|fields"
    r"|_count|_elements|_summary|_sort|include_docs|expand|embed|format|page_?no|results?)\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[?&](\w+)=")
_DEEPEST = 4
_FETCHES = frozenset(("get", "request"))
_OF_REQUESTS = words(
    "url method params headers timeout auth cookies verify allow_redirects follow_redirects stream"
    " proxies cert extensions ssl raise_for_status"
)
"""What requests are made with: any other argument may say which are meant."""


def each_listed(reading: Reading, call: Call, url: Node | None, path: str) -> Iterator[str]:
    """That a deletion takes each of what a listing of the same module gives."""
    if url is None:
        return
    one = _ONE.search(path)
    if one is not None:
        end = one["all"].rpartition("/")[2]
    elif _LEFT_TO_LISTING.search(path) or _is_link(reading, url):
        end = ""
    else:
        return
    if _reaches_all(reading, call) and _comes_of_listing(reading, url, end):
        yield LISTED


def batch_listed(
    reading: Reading, call: Call, method: str, path: str, bodies: list[Node]
) -> Iterator[str]:
    """That a request deletes in one go what a listing of the same module gives.

    `DELETE /contacts` with their numbers in the body, `POST /contacts/batch_delete`.
    """
    documents = _DOCUMENTS.search(path) is not None
    whole = _ENDS_PLAIN.search(path) if method == "DELETE" else None
    if not documents and not whole and not _BATCH.search(path):
        return
    end = whole[0].strip("/") if whole is not None else ""
    for body in bodies:
        gone = not documents or _GONE.search(_code_behind(reading, body)) is not None
        if gone and _reaches_all(reading, call) and _comes_of_listing(reading, body, end):
            yield LISTED
            return


def _code_behind(reading: Reading, body: Node) -> str:
    """The code of a body with that of the names in it: what the documents in it are made of."""
    value = reading.builder.flow.value(body) or body
    parts = [one.child_by_field_name("value") for one in value.named_children]
    made = [reading.builder.flow.value(one) for one in parts if one is not None]
    return " ".join(reading.module.code(one) for one in (value, *made) if one is not None)


def _is_link(reading: Reading, url: Node) -> bool:
    """Whether an address is one that something listed says of itself: `item["url"]`."""
    value = reading.builder.flow.value(url) or url
    return _LINK.search(reading.module.code(value)) is not None


def _comes_of_listing(reading: Reading, node: Node, end: str) -> bool:
    """Whether a value is made of what a request lists, and nothing on the way picks among it."""
    for root in roots(reading, node):
        if root.node.type != "call" or any(_picks(reading, each) for each in root.through):
            continue
        asked = call_of(reading.module, root.node, reading.names.dotted(root.node)[:-2])
        if _fetches(reading, asked) and _lists(_in_its_light(reading, root), asked, end):
            return True
    return False


def _in_its_light(reading: Reading, root: Root) -> Reading:
    """The module where the functions that a way goes into are given what it gives them."""
    given = {one.id: given_to(reading.module, one, call) for one, call in root.entered}
    return in_the_light_of(reading, given, None) if given else reading


def _fetches(reading: Reading, asked: Call) -> bool:
    """Whether a call makes a request, by itself or as a partial: `partial(requests.request, …)`."""
    if own_function(reading, asked) is not None or not asked.keywords.keys() <= _OF_REQUESTS:
        return False
    if asked.last in _FETCHES:
        return True
    made = reading.builder.flow.value(asked.function) if "." not in asked.name else None
    if made is None or made.type != "call":
        return False
    partial = call_of(reading.module, made, reading.names.dotted(made)[:-2])
    handed = partial.positional[0] if partial.last == "partial" and partial.positional else None
    return handed is not None and reading.names.dotted(handed).rpartition(".")[2] in _FETCHES


def _reaches_all(reading: Reading, call: Call) -> bool:
    """Whether no condition stands around a call in a loop, nor around the calls of its function."""
    around = function_around(reading.module, call.node)
    calls = calls_of_function(reading, around, class_around(around)) if around is not None else []
    places = [call.node, *(one.node for one in calls)]
    return all(picked(reading.module, one, Scope.NONE) is Scope.NONE for one in places)


def _picks(reading: Reading, function: Node) -> bool:
    """Whether a comprehension in a function on the way leaves some out, or a name is looked at."""
    body = function.child_by_field_name("body")
    code = reading.module.code(body) if body is not None else ""
    return (
        re.search(
            r"\bfor\b[^\n\]})]*\bin\b[^\n\]})]*\bif\b|\bfilter\(|startswith\(|\[-?\w*:-?\w*\]",
            code,
        )
        is not None
    )


def _lists(reading: Reading, asked: Call, end: str) -> bool:
    """Whether a request lists all there is of a kind."""
    text = ""
    for node in asked.positional[:2]:
        text += built(reading.builder.text(node), "").text + " "
    address, _, query = text.partition("?")
    address = address.strip().rstrip("/")
    of_all = _ALL_OF.search(address) is not None
    if not of_all and not (address.endswith(f"/{end}") if end else _ENDS_PLAIN.search(address)):
        return False
    keys = _ASKED.findall(f"?{query}") if query else []
    more_given = [pair for one in asked.double_stars for pair in entries(reading, one)]
    given = {**dict(more_given), **asked.keywords}.get("params")
    more = _keys(reading, given, 0) if given is not None else []
    return more is not None and all(_PAGES.match(key) for key in (*keys, *more))


def _keys(reading: Reading, node: Node, depth: int) -> list[str] | None:
    """The parameters that a listing is asked with, `None` where some of them aren't known.

    Of a parameter of a function they are those that the module's own calls give it.
    """
    if depth > _DEEPEST:
        return None
    value = reading.builder.flow.value(node) or node
    if value.type == "none":
        return []
    if value.type == "identifier":
        collected = _collected(reading, value)
        for bound in reading.builder.flow.reaching(value):
            if bound.kind is BindingKind.COLLECTED and bound.value is not None:
                return _by_name(reading, value, bound.value)
        if collected is not None:
            return collected
        handed = passed_to(reading, value)
        told = [_keys(reading, one, depth + 1) for one in handed]
        if not told or any(one is None for one in told):
            return None
        return [key for one in told for key in one or ()]
    if value.type == "boolean_operator":
        # `params or {}`
        sides = [value.child_by_field_name(side) for side in ("left", "right")]
        told = [_keys(reading, one, depth + 1) for one in sides if one is not None]
        return None if any(one is None for one in told) else [k for one in told for k in one or ()]
    if value.type == "call":
        call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
        if call.name != "dict" or call.positional or call.stars or call.double_stars:
            return None
        return [*call.keywords]
    if value.type != "dictionary":
        return None
    keys = [key for key, _ in reading.builder.flow.pairs(value)]
    for part in reading.module.children(value)[0]:
        if part.type == "dictionary_splat":
            inner = _keys(reading, reading.module.children(part)[0][0], depth + 1)
            if inner is None:
                return None
            keys += inner
    return [*keys, *_filled(reading, node)]


def _by_name(reading: Reading, name: Node, arguments: Node) -> list[str] | None:
    """The names that a call's arguments are collected by, `None` where some aren't known."""
    around = function_around(reading.module, name)
    own = parameters_of(reading.module, around) if around is not None else {}
    found = []
    for one in reading.module.children(arguments)[0]:
        if one.type == "dictionary_splat":
            return None
        named = one.child_by_field_name("name") if one.type == "keyword_argument" else None
        if named is not None and reading.module.name(named) not in own:
            found.append(reading.module.name(named))
    return found


def _collected(reading: Reading, name: Node) -> list[str] | None:
    """What a function's own calls give it by names that it collects: `def found(**query)`."""
    around = function_around(reading.module, name)
    listed = around.child_by_field_name("parameters") if around is not None else None
    if around is None or listed is None:
        return None
    code = re.escape(reading.module.name(name))
    if not re.search(rf"\*\*{code}\b", reading.module.code(listed)):
        return None
    calls = calls_of_function(reading, around, class_around(around))
    if not calls or any(call.double_stars for call in calls):
        return None
    own = parameters_of(reading.module, around)
    return [key for call in calls for key in call.keywords if key not in own]


def _filled(reading: Reading, node: Node) -> list[str]:
    """The keys that are put into parameters afterwards: `params["cursor"] = cursor`."""
    if node.type != "identifier":
        return []
    name = re.escape(reading.module.name(node))
    scope = reading.scopes.at(node.start_byte)[0]
    keys: list[str] = []
    for filled in scope.fillings.get(reading.module.name(node), ()):
        code = reading.module.plain[max(filled.after - 400, 0) : filled.after]
        keys += re.findall(rf"\b{name}\[[\"'](\w+)[\"']\]", code)
    return keys
