"""Which documents, keys or points a filter picks: a dictionary, a text, a variable that holds one.

Every way on which a variable may have come by its value counts. Where some of them leave the
filter empty, it says on which.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.branches import through
from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.readers.emptiness import refused_when_empty
from guardrail.frontends.python.readers.filters import either, keyword_scope, stronger
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.scopes import Binding, BindingKind
from guardrail.frontends.python.tree import unwrapped
from guardrail.frontends.python.ways import Way, conditions_of
from guardrail.knowledge.python.kinds import ChangesData

_SPACE = re.compile(r"\s+")
_EMPTY = frozenset(("{}", "None", "[]", "()", "''", "set()", "dict()", "list()", "b''"))
_MADE = frozenset(("dict", "SON", "bson.SON", "bson.son.SON", "collections.OrderedDict"))
_DEEPEST = 8

Told = tuple[Scope, str]
_ORDER = (Scope.NONE, Scope.TAUTOLOGY, Scope.UNKNOWN, Scope.FILTERED, Scope.KEYED)


def selected(reading: Reading, call: Call, row: ChangesData) -> Told:
    """What the filter of a call leaves, and why where it is everything."""
    node = call.argument(row.filter)
    if node is None:
        given = bool(call.double_stars or call.stars)
        return (Scope.UNKNOWN if given else Scope.NONE), ""
    return _Filter(reading, row.every, row.keys).of(node)


def narrowed(reading: Reading, call: Call) -> Told:
    """What the arguments of a method that picks rows leave of them."""
    told = [_Filter(reading, (), ("_id", "id", "pk")).of(node) for node in call.positional]
    rest = Call(call.node, call.function, call.name, [], call.keywords, call.stars)
    rest.double_stars = call.double_stars
    told.append(keyword_scope(reading, rest, excluding=False))
    return max(told, key=lambda one: _ORDER.index(one[0]))


def narrowed_by(reading: Reading, call: Call, filters: Sequence[str]) -> Told:
    """What those arguments of a call that pick rows leave: an empty text picks none."""
    told: list[Scope] = [Scope.UNKNOWN] if call.double_stars else [Scope.NONE]
    for name in filters:
        node = call.keywords.get(name)
        if node is not None and not _says_nothing(reading, node):
            told.append(Scope.FILTERED)
    return max(told, key=_ORDER.index), ""


def _says_nothing(reading: Reading, node: Node) -> bool:
    value = reading.builder.flow.value(node) or node
    return _plain(reading.module.code(value)) in (*_EMPTY, "[[]]")


class _Filter:
    def __init__(self, reading: Reading, every: Sequence[str], keys: Sequence[str]) -> None:
        self._reading = reading
        self._every = frozenset(map(_plain, every)) | _EMPTY
        self._keys = keys

    def of(self, node: Node, depth: int = 0) -> Told:
        """What an expression picks when it is given as the filter."""
        node = unwrapped(node)
        code = self._reading.module.code(node)
        if len(code) < 200 and _plain(code) in self._every:
            empty = _plain(code) in _EMPTY
            return (
                Scope.NONE if empty else Scope.TAUTOLOGY
            ), "" if empty else f"{code} holds for all"
        if node.type == "dictionary":
            return self._dictionary(node, depth)
        if node.type == "identifier" and depth < _DEEPEST:
            return self._variable(node, depth)
        if node.type == "call":
            return self._call(node)
        if node.type in ("conditional_expression", "boolean_operator") and depth < _DEEPEST:
            ways = self._reading.module.children(node)[0]
            if node.type == "conditional_expression":
                ways = [ways[0], ways[-1]]
            told = [self.of(way, depth + 1) for way in ways]
            return either(scope for scope, _ in told), ""
        if node.type in ("string", "concatenated_string"):
            text = self._reading.known(node)
            if text and text in self._every:
                return Scope.TAUTOLOGY, f"{text!r} stands for all"
            return (Scope.FILTERED if text else Scope.UNKNOWN), ""
        if node.type in ("attribute", "subscript", "identifier"):
            return Scope.UNKNOWN, ""
        return Scope.FILTERED, ""

    def _dictionary(self, node: Node, depth: int) -> Told:
        found: list[Scope] = []
        for child in self._reading.module.children(node)[0]:
            if child.type == "dictionary_splat":
                inner = self._reading.module.children(child)[0]
                found.append(self.of(inner[0], depth + 1)[0] if inner else Scope.UNKNOWN)
                continue
            key = child.child_by_field_name("key")
            keyed = key is not None and self._reading.known(key) in self._keys
            found.append(Scope.KEYED if keyed else Scope.FILTERED)
        return stronger(found), ""

    def _call(self, node: Node) -> Told:
        made = self._reading.names.dotted(node)[:-2]
        if made not in _MADE:
            return Scope.UNKNOWN if "." not in made else Scope.FILTERED, ""
        arguments = node.child_by_field_name("arguments")
        given = self._reading.module.children(arguments)[0] if arguments is not None else []
        if any(one.type == "keyword_argument" for one in given):
            return Scope.FILTERED, ""
        return self.of(given[0], 1) if given else (Scope.NONE, "")

    def _variable(self, node: Node, depth: int) -> Told:
        reading = self._reading
        scope, bound, path = reading.builder.flow.bindings(node)
        if scope is None:
            return Scope.UNKNOWN, ""
        name = reading.module.name(node)
        local = scope is reading.scopes.at(node.start_byte)[0]
        fillings = [
            one for one in scope.fillings.get(name, ()) if not local or one.after <= node.start_byte
        ]
        steps = sorted([*bound, *fillings], key=lambda one: one.after)

        def apply(binding: Binding, state: tuple[Way[Told], ...]) -> tuple[Way[Told], ...]:
            if binding.kind is BindingKind.FILLED:
                return tuple(Way((_filled(one.value[0]), ""), one.choices) for one in state)
            if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
                return (Way(self._parameter(binding)),)
            if binding.index is not None:
                return (Way((Scope.UNKNOWN, "")),)
            return (Way(self.of(binding.value, depth + 1)),)

        ways = through(steps, 0, path, (), apply, Way.past)
        told = self._together(ways)
        if told[0] in (Scope.NONE, Scope.UNKNOWN) and refused_when_empty(reading, node):
            return Scope.FILTERED, ""
        return told

    def _together(self, ways: Sequence[Way[Told]]) -> Told:
        scope = either(way.value[0] for way in ways) if ways else Scope.UNKNOWN
        open_ones = [way for way in ways if way.value[0] in (Scope.NONE, Scope.TAUTOLOGY)]
        if scope is Scope.UNKNOWN and 0 < len(open_ones) < len(ways):
            conditions = conditions_of(self._reading.module, open_ones[0])
            return scope, f"unscoped when {conditions}" if conditions else ""
        return scope, next((way.value[1] for way in ways if way.value[1]), "")

    def _parameter(self, binding: Binding) -> Told:
        if binding.kind is BindingKind.PARAMETER and binding.value is not None:
            code = _plain(self._reading.module.code(binding.value))
            if code in self._every:
                return Scope.UNKNOWN, "unscoped when it is left out"
        return Scope.UNKNOWN, ""


def _filled(before: Scope) -> Scope:
    return before if before is Scope.KEYED else Scope.FILTERED


def _plain(code: str) -> str:
    return _SPACE.sub("", code).replace('"', "'").replace(",}", "}")
