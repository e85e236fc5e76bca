"""Templates of any kind and what fills them: `format`, `%`, `Template.substitute`, `render`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.calls import Call
from guardrail.frontends.python.strings import formats, rope
from guardrail.frontends.python.strings.rope import Rope
from guardrail.frontends.python.strings.variants import Variants, changed
from guardrail.frontends.python.tree import unwrapped

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder

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
    fill = filling(builder, [], keywords)
    return changed(builder.variants(receiver), lambda one: form(one, fill))


def filling(
    builder: Builder, positional: Sequence[Node], keywords: Mapping[str, Node]
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
        return builder.text(node) if node is not None else (rope.hole(start, end, key),)

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
    fill = filling(builder, positional, keywords)
    return changed(builder.variants(left), lambda one: formats.percent(one, fill))
