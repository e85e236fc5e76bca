"""Templates of any kind and what fills them: `format`, `%`, `Template.substitute`, `render`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings import formats, rope
from guardrail.frontends.python.strings.rope import Rope
from guardrail.frontends.python.strings.variants import Variants, distinct

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder

_FEW = 6
_TEMPLATES = ("Template()", ".from_string()")
Form = Callable[[Rope, formats.Fill], Rope]
"""Fills the places of one kind of template."""


def is_template(builder: Builder, receiver: Node) -> bool:
    """Whether something is a template of `string` or of Jinja."""
    made = builder.flow.value(receiver) or receiver
    return builder.names.dotted(made).endswith(_TEMPLATES)


def substituted(builder: Builder, call: Call, receiver: Node, form: Form) -> Variants:
    """`Template("DELETE FROM $table").substitute(table=name)`, or of a dictionary."""
    keywords = dict(call.keywords)
    for node in call.positional[:1]:
        written = builder.flow.value(node)
        if written is not None and written.type == "dictionary":
            keywords = {**dict(builder.flow.pairs(written)), **keywords}
    return filled(builder, builder.variants(receiver), form, [], keywords)


def filled(
    builder: Builder,
    templates: Variants,
    form: Form,
    positional: Sequence[Node],
    keywords: Mapping[str, Node],
) -> Variants:
    """Templates with their places filled, each argument in every way that it may come out.

    Of one that is put together in many ways the first stands for all.
    """
    given = {node.id: builder.variants(node) for node in (*positional, *keywords.values())}
    ways = max((len(one) for one in given.values() if len(one) <= _FEW), default=1)
    fills = [partial(_fill, given, positional, keywords, way) for way in range(ways)]
    return distinct(*(tuple(form(one, fill()) for one in templates) for fill in fills))


def _fill(
    given: Mapping[int, Variants],
    positional: Sequence[Node],
    keywords: Mapping[str, Node],
    way: int,
) -> formats.Fill:
    """What fills the places of a template: arguments by their position or their name."""
    following: Iterator[Node] = iter(positional)

    def fill(key: str, start: int, end: int) -> Rope:
        node: Node | None
        if not key:
            node = next(following, None)
        elif key.isdigit():
            node = positional[int(key)] if int(key) < len(positional) else None
        else:
            node = keywords.get(key)
        if node is None:
            return (rope.hole(start, end, key),)
        ways = given[node.id]
        return ways[way % len(ways)] if len(ways) <= _FEW else ways[0]

    return fill


def percent(builder: Builder, left: Node, right: Node) -> Variants:
    """`left % right`."""
    right = unwrapped(right)
    children = builder.module.children(right)[0]
    positional = children if right.type == "tuple" else [right]
    keywords: dict[str, Node] = {}
    if right.type == "dictionary":
        positional = []
        keywords = dict(builder.flow.pairs(right))
    return filled(builder, builder.variants(left), formats.percent, positional, keywords)
