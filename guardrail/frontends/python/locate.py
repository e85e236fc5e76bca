"""From entry names in the text to the calls they stand in.

One multi-pattern pass finds the names; from each, the tree is asked for the call around it. Names
under which a function was imported or kept are looked for in a second pass.
"""

from __future__ import annotations

import re
import unicodedata

from tree_sitter import Node

from guardrail import screen
from guardrail.frontends.python.calls import Call, call_of, passed_on
from guardrail.frontends.python.names import Names
from guardrail.frontends.python.tree import Module, unwrapped

_WIDE = re.compile(r"[^\W\x00-\x7f]+")
_LONGEST = 60


def word_places(module: Module) -> list[tuple[int, int]]:
    """Where entry names stand as whole words, in order."""
    found = screen.places(module.text)
    if not module.text.isascii() and not unicodedata.is_normalized("NFKC", module.text):
        known = screen.entry_words()
        wide = _WIDE.finditer(module.text)
        found = sorted(
            {*found, *(place for match in wide if (place := _word(module, match, known)))}
        )
    return found


def _word(module: Module, match: re.Match[str], known: frozenset[str]) -> tuple[int, int] | None:
    """The word around characters that Python normalises, where it is an entry name then."""
    start, end = match.span()
    text = module.text
    while start and text[start - 1].isidentifier() and end - start < _LONGEST:
        start -= 1
    while end < len(text) and f"a{text[end]}".isidentifier() and end - start < _LONGEST:
        end += 1
    return (start, end) if unicodedata.normalize("NFKC", text[start:end]) in known else None


def located(module: Module, names: Names) -> list[Call]:
    """The calls of entry names, by where the names stand."""
    locator = _Locator(module, names)
    for start, end in word_places(module):
        locator.visit(start, end)
    aliases = locator.aliases - screen.entry_words()
    if aliases:
        pattern = re.compile(r"\b(" + "|".join(map(re.escape, sorted(aliases))) + r")\s*\(")
        for match in pattern.finditer(module.plain):
            locator.visit(*match.span(1))
    return [locator.calls[key] for key in sorted(locator.calls)]


class _Locator:
    """Collects calls by where their names stand, and other names that functions were given."""

    def __init__(self, module: Module, names: Names) -> None:
        self._module = module
        self._names = names
        self.calls: dict[int, Call] = {}
        self.aliases: set[str] = set()

    def visit(self, start: int, end: int) -> None:
        """Look at one entry name."""
        function = self._function(start, end)
        around = function.parent if function is not None else None
        while function is not None and around is not None:
            if around.type != "parenthesized_expression":
                break
            around = around.parent
        if function is None or around is None:
            return
        module, names = self._module, self._names
        if around.type == "call":
            called = around.child_by_field_name("function")
            if called is not None and unwrapped(called).id == function.id:
                self.calls.setdefault(start, call_of(module, around, names.dotted(function)))
        elif around.type == "argument_list":
            passed = passed_on(module, function, names.dotted(function))
            if passed is not None:
                self.calls.setdefault(start, passed)
        elif around.type in {"aliased_import", "dotted_name"}:
            self._imported(around)
        elif around.type == "assignment":
            left = around.child_by_field_name("left")
            if left is not None and left.type == "identifier" and left.id != function.id:
                self.aliases.add(module.name(left))

    def _function(self, start: int, end: int) -> Node | None:
        """The expression that ends in the name: `cur.execute`, `getattr(cur, "execute")`."""
        leaf = self._module.at(start, end)
        around = leaf.parent if leaf is not None else None
        if leaf is None or around is None:
            return None
        if leaf.type == "identifier":
            if around.type != "attribute":
                return leaf
            attribute = around.child_by_field_name("attribute")
            return around if attribute is not None and attribute.id == leaf.id else None
        if leaf.type == "string_content":
            arguments = around.parent
            got = arguments.parent if arguments is not None else None
            if got is not None and got.type == "call" and self._names.got_attribute(got):
                return got
        return None

    def _imported(self, node: Node) -> None:
        around = node.parent if node.type == "dotted_name" else node
        if around is not None and around.type == "aliased_import":
            alias = around.child_by_field_name("alias")
            if alias is not None:
                self.aliases.add(self._module.name(alias))
