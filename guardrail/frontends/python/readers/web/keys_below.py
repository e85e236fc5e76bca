"""Requests that delete every key below a place: Consul's `DELETE /v1/kv/shop?recurse`.

Source: the reference of Consul 1.20 ("KV Store": "recurse … deletes all keys with the prefix").
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import calls_of_function, class_around
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.web.whole_bodies import EVERYTHING
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import MASK, Part, Rope, plain
from guardrail.patterns import late
from guardrail.spanmap import PieceKind

_KEYS = late(r"/v1/kv(?:/|$)")
_RECURSE = late(r"\brecurse\b(?![\"']?\s*[:=]\s*(?:False|[\"']?false))")
_SAID = late(r"[A-Za-z0-9]")
_LONGEST = 400


def recurses(reading: Reading, call: Call, url: Node | None, path: str) -> Iterator[str]:
    """That all keys below a place are deleted, where that isn't one among many."""
    if url is None or not _KEYS.search(path):
        return
    if not _RECURSE.search(reading.module.code(call.node)[:_LONGEST]):
        return
    if any(_is_whole(reading, one) for one in reading.builder.variants(url)):
        yield EVERYTHING


def _is_whole(reading: Reading, rope: Rope) -> bool:
    """Whether a path names no keys but by what may be empty."""
    text = plain(rope)
    found = _KEYS.search(text)
    below = text[found.end() :].partition("?")[0] if found is not None else ""
    if _SAID.search(below):
        # All that an application keeps is told, one place of it isn't.
        return MASK not in below and "/" not in below.strip("/")
    holes = [one for one in rope if one.kind is PieceKind.HOLE]
    among = holes[text.count(MASK, 0, found.end() if found is not None else 0) :]
    return all(_may_be_empty(reading, one) for one in among)


def _may_be_empty(reading: Reading, part: Part) -> bool:
    """Whether a part of a path may be empty; what callers give a function is asked there."""
    node = made_by(reading, part)
    if node is None or node.type != "identifier":
        return node is None or bool(may_be_left_out(reading, node)) or node.type != "attribute"
    bound = reading.builder.flow.reaching(node)
    scope = reading.builder.flow.bindings(node)[0]
    given = len(bound) == 1 and bound[0].kind is BindingKind.PARAMETER and bound[0].value is None
    if not given or scope is None or scope.node.type != "function_definition":
        return True
    return not calls_of_function(reading, scope.node, class_around(scope.node))
