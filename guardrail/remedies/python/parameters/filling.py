"""Texts that are filled by `%` or by `.format()`, read as templates."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tree_sitter import Node

from guardrail.patterns import late
from guardrail.remedies.python.parameters.template import (
    Literal,
    Piece,
    Template,
    Unit,
    Unread,
    Value,
    added,
    bare,
)
from guardrail.remedies.python.tree import arguments_of, code, constant

_PERCENT = late(r"%(?:\((?P<name>\w+)\))?(?P<how>[\d.]*[sdifr%])")
_BRACE = late(r"\{(?P<name>\w*)(?P<spec>(?:![rs])?(?::[^{}]*)?)\}")
_NUMBERS = "dif"
_Given = Callable[[str], tuple[str, Node]]


def template_of(text: str, node: Node) -> Template:
    """The text that an expression builds. Raises `Unread`."""
    inner = bare(node)
    sign = inner.child_by_field_name("operator")
    left, right = inner.child_by_field_name("left"), inner.child_by_field_name("right")
    if inner.type == "binary_operator" and sign is not None and sign.type == "%":
        if left is None or right is None:
            raise Unread
        return _filled(text, node, left, "%", _of_percent(text, right))
    function = inner.child_by_field_name("function")
    if inner.type == "call" and function is not None:
        left = function.child_by_field_name("object")
        if left is None or not code(text, function).endswith(".format"):
            raise Unread
        return _filled(text, node, left, "format", _of_format(text, inner))
    head, pieces, tail = added(text, node)
    return Template(node, head, pieces, tail)


def _filled(text: str, node: Node, left: Node, how: str, given: _Given) -> Template:
    """The pieces on the left, their marks become the values."""
    head, pieces, tail = added(text, left)
    made: list[Piece] = []
    pattern = _PERCENT if how == "%" else _BRACE
    for piece in pieces:
        if not isinstance(piece, Literal) or any(unit.value for unit in piece.units):
            raise Unread
        made.append(piece._replace(units=list(_marked(piece.units, pattern, given))))
    before = text[node.start_byte : left.start_byte]
    after = text[bare(node).end_byte : node.end_byte]
    return Template(node, before + head, made, tail, how, after)


def _marked(units: list[Unit], pattern: re.Pattern[str], given: _Given) -> Iterator[Unit]:
    plain = "".join(unit.text or "\0" for unit in units)
    if len(plain) != len(units):
        raise Unread
    at = 0
    braces = pattern is _BRACE
    while at < len(plain):
        found = pattern.match(plain, at)
        if braces and plain[at : at + 2] in ("{{", "}}"):
            yield Unit(plain[at], plain[at] * 2)
            at += 2
        elif found is not None and found["name" if braces else "how"] != "%":
            name = found["name"] or ""
            spec = found["spec"] if braces else found["how"]
            yield Unit("", found.group(), _value(given(name), spec, braces))
            at = found.end()
        elif plain[at] in ("{}" if braces else "%"):
            if found is None or braces or found.group() != "%%":
                raise Unread
            yield Unit("%", "%%")
            at = found.end()
        else:
            yield units[at]
            at += 1


def _value(given: tuple[str, Node], spec: str, braces: bool) -> Value:
    written, node = given
    if braces:
        return Value(written, node, spec)
    if spec in ("s", "r"):
        return Value(written, node, "!r" if spec == "r" else "")
    if spec in _NUMBERS:
        return Value(written, node, number=True)
    raise Unread


def _of_percent(text: str, right: Node) -> _Given:
    if right.type == "tuple":
        values = list(right.named_children)
        return _in_turn(text, values)
    if right.type == "dictionary":
        return _by_name(dict(_pairs(text, right)), text)
    if right.type == "parenthesized_expression":
        right = bare(right)
    if right.type in ("list_splat", "dictionary_splat"):
        raise Unread
    return _in_turn(text, [right])


def _pairs(text: str, dictionary: Node) -> Iterator[tuple[str, Node]]:
    for pair in dictionary.named_children:
        key, value = pair.child_by_field_name("key"), pair.child_by_field_name("value")
        name = constant(text, key)
        if pair.type != "pair" or value is None or not name:
            raise Unread
        yield name, value


def _of_format(text: str, call: Node) -> _Given:
    given = arguments_of(call)
    if given is None:
        raise Unread
    positional, keywords = given
    in_turn = _in_turn(text, positional)
    named = _by_name(keywords, text)

    def found(name: str) -> tuple[str, Node]:
        if name.isdigit():
            if int(name) >= len(positional):
                raise Unread
            return code(text, positional[int(name)]), positional[int(name)]
        return named(name) if name else in_turn(name)

    return found


def _in_turn(text: str, values: list[Node]) -> _Given:
    waiting = list(values)

    def found(name: str) -> tuple[str, Node]:
        if name or not waiting:
            raise Unread
        node = waiting.pop(0)
        if node.type in ("list_splat", "comment"):
            raise Unread
        return code(text, node), node

    return found


def _by_name(values: dict[str, Node], text: str) -> _Given:
    def found(name: str) -> tuple[str, Node]:
        if name not in values:
            raise Unread
        return code(text, values[name]), values[name]

    return found
