"""From entry names in the text to the calls they stand in.

One multi-pattern pass finds the names; from each, the tree is asked for the call around it. Names
under which a function was imported or kept are looked for in a second pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail import screen
from guardrail.frontends.python.calls import Call, call_of, passed_on
from guardrail.frontends.python.names import Names
from guardrail.frontends.python.tree import Module, unwrapped

_WIDE_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")


def word_places(module: Module) -> list[tuple[int, int]]:
    """Where entry names stand as whole words, in order."""
    found = screen.places(module.text)
    if not module.text.isascii():
        known = screen.entry_words()
        for match in _WIDE_WORD.finditer(module.text):
            if unicodedata.normalize("NFKC", match[0]) in known:
                found.append(match.span())
        found = sorted(set(found))
    return found


def located(module: Module, names: Names) -> list[Call]:
    """The calls of entry names, by where the names stand."""
    aliases: set[str] = set()
    calls: dict[int, Call] = {}
    for start, end in word_places(module):
        _visit(module, names, start, end, calls, aliases)
    known = screen.entry_words()
    aliases = {alias for alias in aliases if alias not in known}
    if aliases:
        pattern = re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(aliases))) + r")\s*\(")
        for match in pattern.finditer(module.plain):
            end = match.start() + len(match[0][:-1].rstrip())
            _visit(module, names, match.start(), end, calls, set())
    return [calls[key] for key in sorted(calls)]


def _visit(
    module: Module,
    names: Names,
    start: int,
    end: int,
    calls: dict[int, Call],
    aliases: set[str],
) -> None:
    leaf = module.at(start, end)
    if leaf is None:
        return
    if leaf.type == "identifier":
        function = leaf
        around = leaf.parent
        if around is not None and around.type == "attribute":
            attribute = around.child_by_field_name("attribute")
            if attribute is None or attribute.id != leaf.id:
                return
            function, around = around, around.parent
    elif leaf.type == "string_content":
        string = leaf.parent
        arguments = string.parent if string is not None else None
        got = arguments.parent if arguments is not None else None
        if got is None or got.type != "call" or names.got_attribute(got) is None:
            return
        function, around = got, got.parent
    else:
        return
    if around is None:
        return
    if around.type == "call":
        called = around.child_by_field_name("function")
        if called is not None and called.id == function.id:
            calls.setdefault(start, call_of(module, around, names.dotted(function)))
    elif around.type == "argument_list":
        passed = passed_on(module, function, names.dotted(function))
        if passed is not None:
            calls.setdefault(start, passed)
    elif around.type == "aliased_import" or around.type == "dotted_name":
        aliases.update(_aliases(module, around))
    elif around.type == "assignment":
        left = around.child_by_field_name("left")
        if left is not None and left.type == "identifier" and left.id != function.id:
            aliases.add(module.name(left))
    elif around.type == "parenthesized_expression":
        _in_parentheses(module, names, function, around, start, calls)


def _aliases(module: Module, node: Node) -> Iterator[str]:
    around: Node | None = node
    if node.type == "dotted_name":
        around = node.parent
    if around is not None and around.type == "aliased_import":
        alias = around.child_by_field_name("alias")
        if alias is not None:
            yield module.name(alias)


def _in_parentheses(
    module: Module,
    names: Names,
    function: Node,
    around: Node,
    start: int,
    calls: dict[int, Call],
) -> None:
    outer = around.parent
    if outer is not None and outer.type == "call":
        called = outer.child_by_field_name("function")
        if called is not None and unwrapped(called).id == function.id:
            calls.setdefault(start, call_of(module, outer, names.dotted(function)))


def broken_regions(module: Module) -> Iterable[tuple[int, int]]:
    """Where the text isn't Python that can be parsed, adjoining regions joined."""
    if not module.root.has_error:
        return []
    joined: list[tuple[int, int]] = []
    for node in module.found("(ERROR) @error"):
        if joined and node.start_byte <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(joined[-1][1], node.end_byte))
        else:
            joined.append((node.start_byte, node.end_byte))
    return joined
