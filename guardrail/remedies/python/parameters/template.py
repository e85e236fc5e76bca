"""A text that an expression builds, with the values that it puts in, as a remedy can rewrite it.

Read are string literals, f-strings, their concatenation, `%` and `.format()`: whatever stands
written in one place. What is built in any other way isn't read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from tree_sitter import Node

from guardrail.remedies.python.tree import code

_ESCAPES = {
    "\\n": "\n",
    "\\t": "\t",
    "\\r": "\r",
    "\\\\": "\\",
    "\\'": "'",
    '\\"': '"',
    "\\\n": "",
}
_STRINGS = ("string", "concatenated_string")


class Value(NamedTuple):
    """An expression whose value stands in the text: its code, with `!r` or `:>3` as `spec`.

    `text` says that the value is a text for certain, because something else couldn't be added to
    one. `number` says that it is written as a number.
    """

    code: str
    node: Node
    spec: str = ""
    text: bool = False
    number: bool = False


class Unit(NamedTuple):
    """One character of the text and how it is written, or a value in its place."""

    text: str
    source: str
    value: Value | None = None


class Literal(NamedTuple):
    """A string literal: what stands before it (an operator, white space), and its content."""

    lead: str
    prefix: str
    quote: str
    units: list[Unit]


class Operand(NamedTuple):
    """An expression that is added to literals."""

    lead: str
    unit: Unit


Piece = Literal | Operand


class Template(NamedTuple):
    """The pieces of an expression, the code before and after them, and how values are put in.

    `filled` is "" where they stand in the text, "%" or "format" where something behind `tail` puts
    them in; `after` is the code behind that.
    """

    node: Node
    head: str
    pieces: list[Piece]
    tail: str
    filled: str = ""
    after: str = ""

    def units(self) -> Iterator[Unit]:
        """The characters and values of the text in order."""
        for piece in self.pieces:
            if isinstance(piece, Literal):
                yield from piece.units
            else:
                yield piece.unit


class Unread(Exception):
    """The expression is built in a way that isn't read."""


def outermost(node: Node) -> Node:
    """The whole expression that builds a text, of which a node is one part."""
    found = node
    while found.parent is not None:
        above = found.parent
        sign = above.child_by_field_name("operator")
        if above.type in ("concatenated_string", "parenthesized_expression"):
            found = above
        elif above.type == "binary_operator" and sign is not None and sign.type in ("+", "%"):
            if sign.type == "%" and above.child_by_field_name("left") != found:
                return found
            found = above
        elif above.type == "attribute" and _formats(above):
            found = above.parent or found
        else:
            break
    return found


def _formats(attribute: Node) -> bool:
    name, call = attribute.child_by_field_name("attribute"), attribute.parent
    whole = call is not None and call.type == "call"
    return bool(whole and name is not None and name.text == b"format")


def bare(node: Node) -> Node:
    """The expression without the parentheses around it."""
    while node.type == "parenthesized_expression" and len(node.named_children) == 1:
        node = node.named_children[0]
    return node


def operands(node: Node) -> list[Node]:
    """What is added up by `+` or by standing side by side."""
    inner = bare(node)
    if inner.type == "concatenated_string":
        return list(inner.named_children)
    sign = inner.child_by_field_name("operator")
    if inner.type == "binary_operator" and sign is not None and sign.type == "+":
        left, right = (
            inner.child_by_field_name("left"),
            inner.child_by_field_name("right"),
        )
        if left is not None and right is not None:
            adds = _adds_text(right)
            return [*operands(left), *(operands(right) if adds else [right])]
    return [inner if inner.type in _STRINGS else node]


def _adds_text(node: Node) -> bool:
    """Whether the node holds literals that can be taken apart without losing parentheses."""
    return node.type in _STRINGS


def added(text: str, node: Node) -> tuple[str, list[Piece], str]:
    """The pieces of a concatenation, with the code before the first and after the last of them.

    Raises `Unread` where something between them isn't plain.
    """
    found: list[Piece] = []
    parts = operands(node)
    if not any(part.type == "string" for part in parts):
        raise Unread
    last = node.start_byte
    head = text[node.start_byte : parts[0].start_byte]
    for place, part in enumerate(parts):
        lead = "" if place == 0 else text[last : part.start_byte]
        if set(lead) & set("()#\\"):
            raise Unread
        if part.type == "string":
            found.append(_literal(text, lead, part))
        else:
            value = Value(code(text, part), part, text=True)
            found.append(Operand(lead, Unit("", "", value)))
        last = part.end_byte
    return head, found, text[last : node.end_byte]


def _literal(text: str, lead: str, node: Node) -> Literal:
    opening, closing = node.children[0], node.children[-1]
    quote = code(text, closing)
    prefix = code(text, opening).removesuffix(quote)
    if set(prefix.lower()) - set("fr"):
        raise Unread
    units: list[Unit] = []
    at, stop = opening.end_byte, closing.start_byte
    holes = {part.start_byte: part for part in node.named_children if part.type == "interpolation"}
    formatted, raw = "f" in prefix.lower(), "r" in prefix.lower()
    while at < stop:
        if at in holes:
            units.append(Unit("", code(text, holes[at]), _interpolated(text, holes[at])))
            at = holes[at].end_byte
            continue
        size = 2 if (text[at] == "\\" and not raw) or (formatted and text[at] in "{}") else 1
        source = text[at : at + size]
        if text[at] == "\\" and not raw and source not in _ESCAPES:
            raise Unread
        units.append(Unit(_ESCAPES.get(source, source[0]) if size == 2 else source, source))
        at += size
    return Literal(lead, prefix, quote, units)


def _interpolated(text: str, node: Node) -> Value:
    expression = node.child_by_field_name("expression") or node.named_children[0]
    if any(child.type == "=" for child in node.children):
        raise Unread
    last = [child for child in node.named_children if child != expression]
    spec = text[last[0].start_byte : last[-1].end_byte] if last else ""
    number = bool(re.fullmatch(r":[\d,._]*[dfg]", spec))
    return Value(code(text, expression), expression, spec, number=number)
