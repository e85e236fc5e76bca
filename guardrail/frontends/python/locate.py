"""From entry names in the text to the calls they stand in.

One multi-pattern pass finds the names; from each, the tree is asked for the call around it. Names
under which a function was imported or kept are looked for in a second pass.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from tree_sitter import Node

from guardrail import screen
from guardrail.frontends.python.guarding.made_for_tests import counting
from guardrail.frontends.python.naming.calls import (
    HANDED_AS,
    Call,
    call_of,
    handed_by_name,
    passed_on,
)
from guardrail.frontends.python.naming.names import Names
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.source.whole_words import call_places, whole
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late
from guardrail.settings import Settings

_WIDE = late(r"[^\W\x00-\x7f]+")
_GETATTR = late(whole("getattr"))
_LONGEST = 60


def word_places(module: Module, settings: Settings) -> list[tuple[int, int]]:
    """Where entry names stand as whole words, in order."""
    given = module.source.given
    beside = given.beside if given is not None else ()
    found = counting(module.source.path, module.text, settings, beside)
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


_KEEPING = words(
    "conditional_expression default_parameter dictionary expression_list keyword_argument list"
    " pair return_statement set tuple typed_default_parameter"
)


def located(module: Module, names: Names, settings: Settings) -> tuple[list[Call], list[Node]]:
    """The calls of entry names, by where the names stand, and the functions kept for later."""
    locator = _Locator(module, names)
    locator.visit(word_places(module, settings))
    locator.visit_spelt([match.span() for match in _GETATTR.finditer(module.plain)])
    if locator.aliases:
        locator.visit([*call_places(module.plain, locator.aliases)])
    return [locator.calls[key] for key in sorted(locator.calls)], locator.kept


class _Locator:
    """Collects calls by where their names stand, and other names that functions were given."""

    def __init__(self, module: Module, names: Names) -> None:
        self._module = module
        self._names = names
        self.calls: dict[int, Call] = {}
        self.aliases: set[str] = set()
        self.kept: list[Node] = []

    def visit(self, places: Sequence[tuple[int, int]]) -> None:
        """Look at the names at several places, which come in order."""
        for (start, _), trail in zip(places, self._module.around(places), strict=True):
            if len(trail) > 1 and trail[0].type == "del":
                self._deleted(start, trail[1])
                continue
            held = self._function(trail)
            while len(held) > 1 and held[1].type == "parenthesized_expression":
                del held[1]
            if len(held) > 1:
                self._look(start, held)

    def visit_spelt(self, places: Sequence[tuple[int, int]]) -> None:
        """Look at `getattr(x, "exec" "ute")`: entry names that stand nowhere as one word."""
        for (start, _), trail in zip(places, self._module.around(places), strict=True):
            if len(trail) < 3 or trail[1].type != "call":
                continue
            got = self._names.got_attribute(trail[1])
            if got and got[1] in screen.entry_words() and got[1] not in self._module.code(trail[1]):
                self._look(start, trail[1:])

    def _function(self, trail: list[Node]) -> list[Node]:
        """The expression that ends in the name (`cur.execute`), and the nodes around it."""
        if len(trail) < 2:
            return []
        leaf, around = trail[0], trail[1]
        if leaf.type == "identifier":
            if around.type != "attribute":
                return trail
            attribute = around.child_by_field_name("attribute")
            return trail[1:] if attribute is not None and attribute.id == leaf.id else []
        if leaf.type == "string_content" and len(trail) > 3 and trail[3].type == "call":
            return trail[3:] if self._names.got_attribute(trail[3]) else []
        return []

    def _look(self, start: int, held: list[Node]) -> None:
        module, names = self._module, self._names
        function, around = held[0], held[1]
        if around.type == "call":
            called = around.child_by_field_name("function")
            if called is not None and unwrapped(called).id == function.id:
                self.calls.setdefault(start, call_of(module, around, names.dotted(function)))
        elif around.type == "argument_list" and len(held) > 2:
            passed = passed_on(module, held[2], function, names.dotted(function))
            if passed is None:
                self.kept.append(function)
            else:
                self.calls.setdefault(start, passed)
                if passed.more:
                    self.kept.append(held[2])
        elif around.type == "keyword_argument" and self._handed(start, function, held):
            return
        elif around.type in _KEEPING:
            self.kept.append(function)
        elif around.type == "aliased_import":
            self._imported(around)
        elif around.type == "dotted_name" and len(held) > 2:
            self._imported(held[2])
        elif around.type == "assignment":
            left = around.child_by_field_name("left")
            if left is not None and left.type == "identifier" and left.id != function.id:
                self.aliases.add(module.name(left))
                self.kept.append(function)
            elif left is not None and left.type in ("attribute", "subscript"):
                self.kept.append(function)

    def _handed(self, start: int, function: Node, held: list[Node]) -> bool:
        """Whether a function is what a thread runs: `Thread(target=os.remove, args=(path,))`."""
        named = held[1].child_by_field_name("name")
        if named is None or self._module.name(named) not in HANDED_AS or len(held) < 4:
            return False
        name = self._names.dotted(function)
        handed = handed_by_name(self._module, held[3], function, name)
        if handed is not None:
            self.calls.setdefault(start, handed)
        return handed is not None

    def _deleted(self, start: int, statement: Node) -> None:
        """Look at `del server["orders"]`: what is deleted is told like an argument."""
        for one in statement.named_children[:1]:
            owner, key = (one.child_by_field_name(part) for part in ("value", "subscript"))
            if one.type == "subscript" and owner is not None and key is not None:
                name = f"{self._names.dotted(owner)}.del"
                self.calls.setdefault(start, Call(one, one, name, [key]))

    def _imported(self, node: Node) -> None:
        alias = node.child_by_field_name("alias") if node.type == "aliased_import" else None
        if alias is not None:
            self.aliases.add(self._module.name(alias))
