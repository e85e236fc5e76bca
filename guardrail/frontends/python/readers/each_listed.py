"""Requests that delete each of what the same service lists: `GET /accounts`, `DELETE /accounts/7`.

It counts where nothing on the way picks: no condition in a loop or comprehension, no parameter of
the listing but those that turn its pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.callers import calls_of_function, class_around
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.choices import picked
from guardrail.frontends.python.readers.roots import function_around, roots
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.rope import built
from guardrail.spanmap import HOLE_WORD

LISTED = "each of what is listed"
"""How it is told in what a request sends."""
_ONE = re.compile(rf"(?P<all>/[\w/{{}}-]*[a-z]s)/{HOLE_WORD}\d+/?\Z")
_PAGES = re.compile(
    r"(?:per_?page|page(?:_?(?:size|token|number))?|limit|offset|cursor|after|before|start|count|skip"
    r"|top|max_?results|next(?:_?(?:page|token))?|continuation_?token|sort|order(?:_?by)?|fields)\Z",
    re.IGNORECASE,
)
_ASKED = re.compile(r"[?&](\w+)=")
_FETCHES = frozenset(("get", "request"))


def each_listed(reading: Reading, call: Call, url: Node | None, path: str) -> Iterator[str]:
    """That a deletion takes each of what a listing of the same module gives."""
    one = _ONE.search(path)
    if one is None or url is None or not _reaches_all(reading, call):
        return
    end = one["all"].rpartition("/")[2]
    for root in roots(reading, url):
        if root.node.type != "call" or any(_picks(reading, each) for each in root.through):
            continue
        asked = call_of(reading.module, root.node, reading.names.dotted(root.node)[:-2])
        if asked.last in _FETCHES and _lists(reading, asked, end):
            yield LISTED
            return


def _reaches_all(reading: Reading, call: Call) -> bool:
    """Whether no condition stands around a call in a loop, nor around the calls of its function."""
    around = function_around(reading, call.node)
    calls = calls_of_function(reading, around, class_around(around)) if around is not None else []
    places = [call.node, *(one.node for one in calls)]
    return all(picked(reading.module, one, Scope.NONE) is Scope.NONE for one in places)


def _picks(reading: Reading, function: Node) -> bool:
    """Whether a comprehension in a function on the way leaves some out, or a name is looked at."""
    body = function.child_by_field_name("body")
    code = reading.module.code(body) if body is not None else ""
    return (
        re.search(r"\bfor\b[^\n\]})]*\bin\b[^\n\]})]*\bif\b|\bfilter\(|startswith\(", code)
        is not None
    )


def _lists(reading: Reading, asked: Call, end: str) -> bool:
    """Whether a request lists all there is of a kind."""
    text = ""
    for node in asked.positional[:2]:
        text += built(reading.builder.text(node), "").text + " "
    address, _, query = text.partition("?")
    if not address.strip().rstrip("/").endswith(f"/{end}"):
        return False
    keys = _ASKED.findall(f"?{query}") if query else []
    given = asked.keywords.get("params")
    if given is not None:
        value = reading.builder.flow.value(given) or given
        if value.type != "dictionary":
            return False
        keys += [key for key, _ in reading.builder.flow.pairs(value)]
        scope = reading.scopes.at(given.start_byte)[0]
        for filled in scope.fillings.get(reading.module.name(given), ()):
            code = reading.module.plain[max(filled.after - 400, 0) : filled.after]
            keys += re.findall(
                rf"\b{re.escape(reading.module.name(given))}\[[\"'](\w+)[\"']\]", code
            )
    return all(_PAGES.match(key) for key in keys)
