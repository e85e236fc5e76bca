"""Calls and operators that make one text of others: `format`, `join`, `dedent`, `sql.SQL` …"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.strings import formats, rope
from guardrail.frontends.python.strings.rope import Rope
from guardrail.frontends.python.strings.variants import Variants, distinct
from guardrail.frontends.python.tree import unwrapped
from guardrail.knowledge.python.text_makers import MAKERS, Maker

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder

_MOST_REPEATED = 20_000
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_$]*\Z")
_MOST_ITEMS = 2_000


class Methods:
    """The string methods and functions, on behalf of a builder."""

    def __init__(self, builder: Builder) -> None:
        self._builder = builder

    def call(self, node: Node) -> Variants:
        """The texts that a call makes, a hole where it isn't known what it does."""
        builder = self._builder
        name = builder.names.dotted(node)[:-2]
        call = call_of(builder.module, node, name)
        maker = MAKERS.get(name) or MAKERS.get(".".join(name.rsplit(".", 2)[-2:]))
        if maker is None and "." not in name:
            maker = next((m for full, m in MAKERS.items() if full.endswith(f".{name}")), None)
        if maker is not None and call.positional:
            return self._made(maker, call)
        if call.function.type == "attribute":
            receiver = call.function.child_by_field_name("object")
            if receiver is not None:
                found = self._method(call, receiver)
                if found is not None:
                    return found
        return (builder.unknown(node),)

    def _made(self, maker: Maker, call: Call) -> Variants:
        inner = self._builder.variants(call.positional[0])
        if maker is Maker.SAME:
            return inner
        if maker is Maker.DEDENT:
            return distinct(rope.dedented(one) for one in inner)
        if maker is Maker.CLEAN:
            return distinct(rope.cleaned(one) for one in inner)
        if maker is Maker.COMPOSED:
            items = self._items(call.positional[0])
            return (formats.joined((), items),) if items is not None else inner
        if maker is Maker.IDENTIFIER:
            names = [_quoted(self._builder.text(part)) for part in call.positional]
            return (formats.joined((rope.gap("."),), names),)
        if all(rope.known(one) is None for one in inner):
            return inner
        return tuple((rope.gap("'"), *one, rope.gap("'")) for one in inner)

    def _method(self, call: Call, receiver: Node) -> Variants | None:
        builder = self._builder
        method = call.last
        if method == "format":
            fill = self._fill(call.positional, call.keywords)
            return distinct(formats.braces(one, fill) for one in builder.variants(receiver))
        if method == "join" and call.positional:
            items = self._items(call.positional[0])
            if items is None:
                return None
            return (formats.joined(builder.text(receiver), items),)
        if method in ("strip", "lstrip", "rstrip"):
            given = rope.known(builder.text(call.positional[0])) if call.positional else None
            left, right = method != "rstrip", method != "lstrip"
            return distinct(
                rope.stripped(one, given, left, right) for one in builder.variants(receiver)
            )
        if method in ("upper", "lower"):
            upper = method == "upper"
            return distinct(rope.recased(one, upper) for one in builder.variants(receiver))
        if method == "replace" and len(call.positional) >= 2:
            return self._replaced(call, receiver)
        if method in ("encode", "decode", "as_string", "as_bytes", "bindparams", "columns"):
            return builder.variants(receiver)
        return None

    def _replaced(self, call: Call, receiver: Node) -> Variants:
        old = rope.known(self._builder.text(call.positional[0]))
        new = self._builder.text(call.positional[1])
        found = self._builder.variants(receiver)
        return found if old is None else distinct(rope.replaced(one, old, new) for one in found)

    def _items(self, node: Node) -> list[Rope] | None:
        """The texts of the elements of a list, `None` where it isn't written out."""
        nodes = self._builder.flow.elements(node)
        if nodes is None or len(nodes) > _MOST_ITEMS:
            return None
        return [self._builder.text(child) for child in nodes]

    def _fill(self, positional: list[Node], keywords: dict[str, Node]) -> formats.Fill:
        following: Iterator[Node] = iter(positional)

        def fill(key: str, start: int, end: int) -> Rope:
            node: Node | None
            if not key:
                node = next(following, None)
            elif key.isdigit():
                node = positional[int(key)] if int(key) < len(positional) else None
            else:
                node = keywords.get(key)
            return self._builder.text(node) if node is not None else (rope.hole(start, end, key),)

        return fill

    def percent(self, left: Node, right: Node) -> Variants:
        """`left % right`."""
        builder = self._builder
        right = unwrapped(right)
        children = builder.module.children(right)[0]
        positional = children if right.type == "tuple" else [right]
        keywords: dict[str, Node] = {}
        if right.type == "dictionary":
            positional = []
            keywords = dict(builder.flow.pairs(right))
        fill = self._fill(positional, keywords)
        return distinct(formats.percent(one, fill) for one in builder.variants(left))

    def repeat(self, node: Node, left: Node, right: Node) -> Variants:
        """`"x" * 3`; once and a hole where that is long or the number isn't written out."""
        for text, number in ((left, right), (right, left)):
            digits = self._builder.module.code(number)
            if digits.isdigit() and len(digits) < 8:
                found = formats.repeated(self._builder.text(text), int(digits), _MOST_REPEATED)
                if found is not None:
                    return (found,)
        for text in (left, right):
            once = self._builder.text(text)
            if unwrapped(text).type != "integer" and not rope.only_hole(once):
                return ((*once, *self._builder.unknown(node)),)
        return (self._builder.unknown(node),)


def _quoted(name: Rope) -> Rope:
    """An identifier, in quotes where it needs them."""
    text = rope.known(name)
    if text is None or _PLAIN_NAME.match(text):
        return name
    return (rope.gap('"'), *name, rope.gap('"'))
