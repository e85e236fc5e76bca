"""What a value picks when it is given as the filter of a call: a dictionary, a text, a condition.

Every way on which a variable may have come by its value counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.readers.narrowing.collected import COMPREHENSIONS, made_for_each
from guardrail.frontends.python.readers.narrowing.copies import copied
from guardrail.frontends.python.readers.narrowing.decided_by_python import DECIDED, by_others
from guardrail.frontends.python.readers.narrowing.dumped import dumped
from guardrail.frontends.python.readers.narrowing.fillings import either_way, filled, given_back
from guardrail.frontends.python.readers.narrowing.filters import by_absence, listed_conditions
from guardrail.frontends.python.readers.narrowing.joined_clauses import joined_clauses
from guardrail.frontends.python.readers.narrowing.kept_filters import kept, of_record
from guardrail.frontends.python.readers.narrowing.made_before_now import made_before_now
from guardrail.frontends.python.readers.narrowing.one_or_other import reaches_all
from guardrail.frontends.python.readers.narrowing.parts_left_out import (
    by_expression,
    without_what_is_not_given,
)
from guardrail.frontends.python.readers.narrowing.reach import Told, lost_among, strongest
from guardrail.frontends.python.readers.narrowing.saying_nothing import EMPTY, plain
from guardrail.frontends.python.readers.picking.read_lists import left_by_absence
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_MADE = frozenset(("dict", "SON", "bson.SON", "bson.son.SON", "collections.OrderedDict"))
_CONDITIONS = frozenset(("Q", "and_", "or_"))
_JOINING = ("Criterion.all", "Criterion.any")
"""PyPika's ways to join the conditions of a list: none where it is empty."""
_WITH_CLAUSES = frozenset(("dictionary", "call"))
_DEEPEST = 8
_TRUE = late(r"(?i)true|(\w+)\s*==?\s*\1")
"""A condition that every row meets: "true", "1 = 1"."""
_COMPARISON = late(r"[\w\"'`\])]\s*(?:[=<>]|!=|~|:)|\b(?:in|like|between|contains)\b", re.I)


class Filter:
    """Tells what expressions pick when they are given as the filter of a call.

    Where a store refuses an empty filter (`refusing`), one that is empty leaves everything out, and
    where it `parses` texts an empty one does.
    """

    def __init__(
        self,
        reading: Reading,
        every: Sequence[str],
        keys: Sequence[str],
        every_like: Sequence[str] = (),
        *,
        refusing: bool = False,
        parses: bool = False,
    ) -> None:
        self._reading = reading
        self._every_like = every_like
        self._every = frozenset(map(plain, every)) | EMPTY
        self._keys = keys
        self._empty = Scope.FILTERED if refusing else Scope.NONE
        self._parses = refusing or parses

    def of(self, node: Node, depth: int = 0) -> Told:
        """What an expression picks when it is given as the filter."""
        node = unwrapped(node)
        code = self._reading.module.code(node)
        if len(code) < 200 and any(re.fullmatch(one, plain(code)) for one in self._every_like):
            return Scope.TAUTOLOGY, f"{' '.join(code.split())} holds for all"
        if len(code) < 200 and plain(code) in self._every:
            if plain(code) in EMPTY:
                refused = self._parses and node.type == "string"
                return Scope.FILTERED if refused else self._empty, ""
            return Scope.TAUTOLOGY, f"{' '.join(code.split())} holds for all"
        if node.type in DECIDED and depth < _DEEPEST:
            decided = by_others(self._reading, node, lambda one: self.of(one, depth + 1))
            if decided is not None:
                return decided
        if subject := reaches_all(self._reading, node):
            return Scope.TAUTOLOGY, f"the OR of what is asked of {subject} is always true"
        if before := made_before_now(self._reading, node):
            return Scope.TAUTOLOGY, f"{before} holds for every row"
        if node.type in _WITH_CLAUSES and depth < _DEEPEST:
            told = joined_clauses(self._reading, node, lambda one: self.of(one, depth + 1))
            if told is not None:
                return told
        if node.type == "dictionary":
            return self._dictionary(node, depth)
        if (told := without_what_is_not_given(self._reading, node)) is not None:
            return told
        if (absent := by_absence(self._reading, node)) is not None:
            return absent
        if node.type == "identifier" and depth < _DEEPEST:
            return filled(self._reading, node, lambda value: self.of(value, depth + 1))
        if node.type == "attribute" and depth < _DEEPEST:
            for asked in (kept, of_record):
                told = asked(self._reading, node, lambda one: self.of(one, depth + 1))
                if told is not None:
                    return told
            held = self._reading.builder.flow.value(node)
            if held is not None and held.type == "dictionary":
                return self.of(held, depth + 1)
        if node.type in COMPREHENSIONS:
            return made_for_each(self._reading, node, written=False)
        if node.type == "call" and depth < _DEEPEST:
            copy = copied(self._reading, node)
            if copy is not None:
                return self.of(copy, depth + 1)
            told = dumped(self._reading, node, chosen=False)
            if told is not None:
                return told
        if node.type == "call":
            given = given_back(self._reading, node, lambda one: self.of(one, depth + 1))
            return given if given is not None and depth < _DEEPEST else self._call(node)
        if node.type in ("conditional_expression", "boolean_operator") and depth < _DEEPEST:
            return either_way(self._reading, node, lambda value: self.of(value, depth + 1))
        if node.type == "binary_operator" and depth < _DEEPEST:
            lost = self._of_both(node, depth)
            if lost is not None:
                return lost
        if node.type in ("string", "concatenated_string"):
            text = self._reading.known(node)
            if text and text in self._every:
                return Scope.TAUTOLOGY, f"{text!r} stands for all"
            return (Scope.FILTERED if text or _compares(node, code) else Scope.UNKNOWN), ""
        if node.type in ("attribute", "subscript", "identifier"):
            return Scope.UNKNOWN, ""
        return Scope.FILTERED, ""

    def _of_both(self, node: Node, depth: int) -> Told | None:
        """What `a & b` leaves where one of them is lost, `None` where both ask something."""
        parts = [node.child_by_field_name(one) for one in ("left", "operator", "right")]
        left, operator, right = parts
        if left is None or right is None or operator is None:
            return None
        if self._reading.module.code(operator) != "&":
            return None
        told = [self.of(one, depth + 1) for one in (left, right)]
        lost = lost_among([*told, (Scope.FILTERED, "")])
        return (Scope.FILTERED, lost) if lost else None

    def _dictionary(self, node: Node, depth: int) -> Told:
        found: list[Told] = []
        for child in self._reading.module.children(node)[0]:
            if child.type == "dictionary_splat":
                inner = self._reading.module.children(child)[0]
                found.append(self.of(inner[0], depth + 1) if inner else (Scope.UNKNOWN, ""))
                continue
            absent = self._kept_by_list(child) or self._by_expression(child)
            if absent is not None:
                found.append(absent)
                continue
            key = child.child_by_field_name("key")
            keyed = key is not None and self._reading.known(key) in self._keys
            found.append((Scope.KEYED if keyed else Scope.FILTERED, ""))
        return strongest(found)

    def _kept_by_list(self, pair: Node) -> Told | None:
        """What MongoDB's `{"code": {"$nin": codes}}` leaves, `None` for any other condition."""
        name, listed = self._only(pair.child_by_field_name("value"))
        if name == "$not":
            name, listed = self._only(listed)
            name = "$nin" if name == "$in" else ""
        return left_by_absence(self._reading, listed) if listed and name == "$nin" else None

    def _by_expression(self, pair: Node) -> Told | None:
        """What MongoDB's `{"code": {"$regex": f"^{start}"}}` leaves, where that may be all."""
        name, pattern = self._only(pair.child_by_field_name("value"))
        asked = name == "$regex" and pattern is not None
        return by_expression(self._reading, pattern) if asked and pattern is not None else None

    def _only(self, node: Node | None) -> tuple[str, Node | None]:
        """The one entry of a dictionary that is written out, nothing for any other expression."""
        pairs = (
            self._reading.builder.flow.pairs(node)
            if node is not None and node.type == "dictionary"
            else ()
        )
        return pairs[0] if len(pairs) == 1 else ("", None)

    def _call(self, node: Node) -> Told:
        made = self._reading.names.dotted(node)[:-2]
        if made.rsplit(".", 1)[-1] in _CONDITIONS and not arguments_of(self._reading.module, node):
            return Scope.NONE, ""
        listed = arguments_of(self._reading.module, node)
        if len(listed) == 1 and self._is_joined(node):
            if told := self._true_alone(listed[0]):
                return told
            if self._parses:
                return Scope.FILTERED, ""
            return listed_conditions(self._reading, listed[0])
        if made.endswith(_JOINING) and len(listed) == 1:
            return listed_conditions(self._reading, listed[0])
        if made.endswith("EmptyCriterion") and not listed:
            return Scope.NONE, ""
        if made not in _MADE:
            return Scope.UNKNOWN if "." not in made else Scope.FILTERED, ""
        arguments = node.child_by_field_name("arguments")
        given = self._reading.module.children(arguments)[0] if arguments is not None else []
        if any(one.type == "keyword_argument" for one in given):
            return Scope.FILTERED, ""
        return self.of(given[0], 1) if given else (Scope.NONE, "")

    def _true_alone(self, node: Node) -> Told | None:
        """What a list leaves that holds nothing, on some ways, but what is true of every row."""
        flow = self._reading.builder.flow
        value = flow.value(node) or node
        ways = (
            self._reading.module.children(value)[0] if value.type == "boolean_operator" else [node]
        )
        lists = [each for one in ways for each in flow.lists(one)]
        true = [bool(one) and all(map(self._is_true, one)) for one in lists]
        if not any(true):
            return None
        if all(true):
            return Scope.TAUTOLOGY, f"{self._reading.module.short(lists[0][0], 40)} holds for all"
        return Scope.UNKNOWN, "unscoped when nothing else is asked for"

    def _is_true(self, node: Node) -> bool:
        code = plain(self._reading.module.code(node))
        if any(re.fullmatch(one, code) for one in self._every_like):
            return True
        text = self._reading.known(node)
        return bool(text) and (text in self._every or _TRUE.fullmatch(text) is not None)

    def _is_joined(self, node: Node) -> bool:
        """Whether a text is put together of a list: `" AND ".join(parts)`."""
        function = node.child_by_field_name("function")
        mark = function.child_by_field_name("object") if function is not None else None
        joins = function is not None and self._reading.module.code(function).endswith(".join")
        return joins and mark is not None and mark.type == "string"


def _compares(node: Node, code: str) -> bool:
    """Whether a text with places to fill in compares something, whatever stands in them.

    `f"day = '{day}'"` does, `f"{where}"` and `f"{first} {second}"` say nothing.
    """
    places = [one for one in node.children if one.type == "interpolation"]
    start = node.start_byte
    bounds = [(one.start_byte - start, one.end_byte - start) for one in places]
    written = "".join(
        code[a:b]
        for a, b in zip(
            [0, *(end for _, end in bounds)],
            [*(begin for begin, _ in bounds), len(code)],
            strict=True,
        )
    )
    return bool(places) and _COMPARISON.search(written) is not None
