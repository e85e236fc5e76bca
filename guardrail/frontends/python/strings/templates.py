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
    more = next(iter((*call.positional[:1], *call.double_stars)), None)
    keywords = {**entries_of(builder, more), **keywords}
    return filled(builder, builder.variants(receiver), form, [], keywords, more=more)


def entries_of(builder: Builder, node: Node | None) -> dict[str, Node]:
    """What stands in a dictionary that is written out, by its names."""
    written = builder.flow.value(node) if node is not None else None
    if written is None or written.type != "dictionary":
        return {}
    return dict(builder.flow.pairs(written))


def filled(
    builder: Builder,
    templates: Variants,
    form: Form,
    positional: Sequence[Node],
    keywords: Mapping[str, Node],
    *,
    more: Node | None = None,
) -> Variants:
    """Templates with their places filled, each argument in every way that it may come out.

    Of one that is put together in many ways the first stands for all. `more` is the dictionary that
    holds what no name is known of.
    """
    given = {node.id: builder.variants(node) for node in (*positional, *keywords.values())}
    ways = max((len(one) for one in given.values() if len(one) <= _FEW), default=1)
    fills = [partial(_fill, given, positional, keywords, more, way) for way in range(ways)]
    return distinct(*(tuple(form(one, fill()) for one in templates) for fill in fills))


def _fill(
    given: Mapping[int, Variants],
    positional: Sequence[Node],
    keywords: Mapping[str, Node],
    more: Node | None,
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
            made = (more.start_byte, more.end_byte) if more is not None else (0, 0)
            return (rope.hole(start, end, key, made=made),)
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
