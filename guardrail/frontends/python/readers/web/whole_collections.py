"""Requests that delete a whole collection: `DELETE /v2/candidates`, with nothing that picks in it.

A collection is a plural at the end of a path that names nothing before it: `/users/7/sessions` are
one user's. What a service does with such a request is its own affair, but nobody has one who
doesn't mean all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import built, spelt_out
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

COLLECTION = "all of a collection"
DATABASE = "a whole database"
"""How it is told in what a request sends."""
_COUCH = late(r"couch|:5984\b", re.IGNORECASE)
_ALONE = late(rf"/(?:[a-z][a-z0-9_-]*|{HOLE_WORD}\d+)/?\Z")
_AFTER_HOST = late(rf"\A(?:[a-z][a-z0-9+.-]*://[^/\s]*|{HOLE_WORD}\d+)?(?P<path>/[^\s]*)\Z")
_PLURAL = late(r"[a-z]{3,}(?:[-_][a-z]+)*(?<![sui])s\Z")
_OF_ONE = late(r"me|my|self|own|current|mine|session|account|profile|\d+|.*:.*")
_SMALL = late(
    r"(?:settings|preferences|sessions|subscriptions|notifications|filters|alerts|caches|logs|metrics"
    r"|favou?rites|bookmarks|likes|follows|reactions|locks|drafts|credentials|tokens|permissions"
    r"|details|options|jobs|tests|fixtures|mocks|stubs|mappings|scenarios|requests|expectations"
    r"|connections|status(?:es)?|hooks|webhooks|headers|cookies|errors|events|stats|statistics)\Z"
)
"""What is soon there again, or a person's own."""
_BODIES = ("json", "data", "content", "files", "body")
_SAYS_WHICH_NOT = late(
    r"(?:confirm\w*|force|cascade|recursive|hard|permanent\w*|all|async|wait|purge|yes)\Z"
)
_ASKED = late(r"[?&](\w+)=")


def whole_collection(reading: Reading, call: Call, url: Node | None, path: str) -> Iterator[str]:
    """That a deletion names a collection or a database, and nothing of what is in it."""
    if url is None or any(name in call.keywords for name in _BODIES) or call.double_stars:
        return
    if not _picks_nothing(reading, call.keywords.get("params")):
        return
    if _ALONE.match(path) and _COUCH.search(reading.module.text):
        yield DATABASE
        return
    for rope in reading.builder.variants(url):
        if any(_is_whole(built(one, "").text) for one in spelt_out(rope)):
            yield COLLECTION
            return


def _picks_nothing(reading: Reading, params: Node | None) -> bool:
    """Whether parameters of a request only say that it is meant."""
    value = reading.builder.flow.value(params) or params if params is not None else None
    if value is None or reading.module.code(value) == "None":
        return True
    if value.type != "dictionary":
        return False
    keys = [key for key, _ in reading.builder.flow.pairs(value)]
    return len(keys) == value.named_child_count and all(map(_SAYS_WHICH_NOT.match, keys))


def _is_whole(address: str) -> bool:
    found = _AFTER_HOST.match(address)
    if found is None:
        return False
    path, _, query = found["path"].partition("?")
    if query and not all(map(_SAYS_WHICH_NOT.match, _ASKED.findall(f"?{query}") or [query])):
        return False
    *before, last = path.strip("/").split("/")
    if _PLURAL.match(last) is None or _SMALL.match(last) is not None:
        return False
    return not any(
        HOLE_WORD in one or _OF_ONE.fullmatch(one) or _PLURAL.match(one) for one in before
    )
