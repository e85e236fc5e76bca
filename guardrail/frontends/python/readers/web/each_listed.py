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

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.function_of_call import own_function
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.keeping_none import keeps_none
from guardrail.frontends.python.readers.narrowing.nearly_all import takes_nearly_all
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.readers.web.listings import lists
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.values.beginnings import Root
from guardrail.frontends.python.values.roots import roots
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

LISTED = "each of what is listed"
"""How it is told in what a request sends."""
_ONE = late(rf"(?P<all>/[\w/{{}}-]*[A-Za-z])/{HOLE_WORD}\d+/?\Z")
_LEFT_TO_LISTING = late(rf"\A/{HOLE_WORD}\d+(?:/{HOLE_WORD}\d+)?/?\Z")
_DOCUMENTS = late(r"/_bulk_docs/?\Z")
_GONE = late(r"[\"']_deleted[\"']\s*:\s*True")
_BATCH = late(
    r"/(?:(?:batch|bulk|mass|multi)[-_]?(?:delete|destroy|remove)|(?:delete|destroy|remove)"
    r"[-_]?(?:batch|bulk|many|all|multiple))/?\Z",
    re.IGNORECASE,
)
_LINK = late(
    r"(?:\[|\.get\(\s*)[\"'](?:url|href|self|link|uri|resource_uri|location|@odata\.id)[\"']\s*[\])]\Z"
)
_ENDS_PLAIN = late(rf"/(?!{HOLE_WORD})[A-Za-z][\w-]*\Z")
_PICKING = late(r"\bfor\b[^\n\]})]*\bin\b[^\n\]})]*\bif\b|\bfilter\(|startswith\(|\[-?\w*:-?\w*\]")
_SLICED = late(r"\[-?\w*:-?\w*\]")
"""What still picks where every condition on the way has been looked at."""
_NAME = late(r"[^\W\d]\w*")
_NOTHING = frozenset(("None", "''", '""', "()", "[]"))
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
    if _reaches_all(reading, call, url) and _comes_of_listing(reading, call, url, end):
        yield LISTED


def picks_none(reading: Reading, call: Call, taken: Node | None) -> bool:
    """Whether every condition that what a call takes has met lets all through, not all but a few.

    What such a condition is about, a tag or a name, says nothing then.
    """
    met = [*met_on_the_way(reading, call.node, taken)] if taken is not None else []
    return bool(met) and all(
        one is not None and takes_nearly_all(reading, one, holds=holds, sparing=False)
        for one, holds in met
    )


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
        all_go = gone and _reaches_all(reading, call, body)
        if all_go and _comes_of_listing(reading, call, body, end):
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


def _comes_of_listing(reading: Reading, call: Call, node: Node, end: str) -> bool:
    """Whether a value is made of what a request lists, and nothing on the way picks among it."""
    asked_before = bool(met_on_the_way(reading, call.node, node))
    picking = _SLICED if asked_before else _PICKING
    for root in (*roots(reading, node), *_page_by_page(reading, node)):
        entered = {function.id: call for function, call in root.entered}
        picks = (_picks(reading, one, entered.get(one.id), picking) for one in root.through)
        if root.node.type != "call" or any(picks):
            continue
        asked = reading.call(root.node)
        if _fetches(reading, asked) and lists(_in_its_light(reading, root), asked, end):
            return True
    return False


def _page_by_page(reading: Reading, node: Node) -> Iterator[Root]:
    """The beginnings of a list to which whole pages are added: `out.extend(page["items"])`.

    What is put into it one by one may have been picked.
    """
    if ".extend(" not in reading.module.text and "+=" not in reading.module.text:
        return
    for root in roots(reading, node, grown=True):
        if not any(".append(" in body_of(reading.module, one) for one in root.through):
            yield root


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
    partial = reading.call(made)
    handed = partial.positional[0] if partial.last == "partial" and partial.positional else None
    return handed is not None and reading.names.dotted(handed).rpartition(".")[2] in _FETCHES


def _reaches_all(reading: Reading, call: Call, taken: Node) -> bool:
    """Whether what a call takes has met no condition before that leaves more than a few out."""
    met = met_on_the_way(reading, call.node, taken)
    return all(
        one is not None and takes_nearly_all(reading, one, holds=holds, inverted=True)
        for one, holds in met
    )


def _picks(reading: Reading, function: Node, call: Call | None, picking: re.Pattern[str]) -> bool:
    """Whether a comprehension in a function on the way leaves some out, or a name is looked at.

    What is only looked at for a parameter picks nothing where a `call` leaves that out.
    """
    body = function.child_by_field_name("body")
    code = reading.module.code(body) if body is not None else ""
    found = [
        one
        for one in picking.finditer(code)
        if body is None or not _keeps_none(reading, body.start_byte + one.start())
    ]
    if not found or call is None:
        return bool(found)
    given = given_to(reading.module, function, call)
    left = {
        name
        for name, one in given.items()
        if one.value is not None and reading.module.code(one.value) in _NOTHING
    }
    return any(left.isdisjoint(_NAME.findall(_line(code, one))) for one in found)


def _keeps_none(reading: Reading, at: int) -> bool:
    """Whether a slice that begins at a place keeps none: `found[keep:]` where `keep` is 0."""
    node = reading.module.root.named_descendant_for_byte_range(at, at + 1)
    part = node.child_by_field_name("subscript") if node is not None else None
    return keeps_none(reading, part)


def _line(code: str, match: re.Match[str]) -> str:
    end = code.find("\n", match.end())
    return code[code.rfind("\n", 0, match.start()) + 1 : end if end >= 0 else len(code)]
