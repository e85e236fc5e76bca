"""Requests that list all there is of a kind: `GET /accounts`, with nothing but pages asked for."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import (
    calls_of_function,
    class_around,
    parameters_of,
)
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.web.graphql import entries
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import built
from guardrail.patterns import late
from guardrail.spanmap import HOLE_WORD

_ALL_OF = late(r"/_all_(?:dbs|docs)\Z")
_ENDS_PLAIN = late(rf"/(?!{HOLE_WORD})[A-Za-z][\w-]*\Z")
_PAGES = late(
    r"(?:per_?page|page(?:_?(?:size|token|number))?|limit|offset|cursor|after|before|start|count|skip"
    r"|top|max_?results|next(?:_?(?:page|token))?|continuation_?token|sort|order(?:_?by)?|fields"
    r"|_count|_elements|_summary|_sort|include_docs|expand|embed|format|page_?no|results?|until"
    r"|(?:project|team|org(?:ani[sz]ation)?|account|workspace)_?(?:id|slug)?)\Z",
    re.IGNORECASE,
)
"""What turns pages, puts in order, or says whose all of that is: none of it says which ones."""
_ASKED = late(r"[?&](\w+)=")
_DEEPEST = 4


def lists(reading: Reading, asked: Call, end: str) -> bool:
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
        call = reading.call(value)
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
