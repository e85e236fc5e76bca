"""A list or a tuple as it is shown in a text: `f"… IN {tuple(names)}"`.

Source: the Python language reference, "Formatted string literals", and the library reference of
`str`: lists and tuples show what is in them by `repr`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.strings import rope
from guardrail.frontends.python.strings.rope import Rope

if TYPE_CHECKING:
    from guardrail.frontends.python.strings.building import Builder

_BRACKETS = {"tuple": "()", "list": "[]"}
_MOST = 64


def as_shown(builder: Builder, node: Node) -> Rope | None:
    """The text that a list of texts becomes, `None` where it isn't written out, or holds others."""
    value = builder.flow.value(node) or node
    kind = builder.module.name(value).partition("(")[0] if value.type == "call" else value.type
    brackets = _BRACKETS.get(kind)
    elements = builder.flow.elements(value) if brackets else None
    if brackets is None or not elements or len(elements) > _MOST:
        return None
    told = [builder.text(one) for one in elements if one.type == "string"]
    if len(told) < len(elements) or any("'" in (rope.known(one) or "'") for one in told):
        return None
    out = [rope.gap(brackets[0])]
    for number, one in enumerate(told):
        out += [rope.gap(", '" if number else "'"), *one, rope.gap("'")]
    alone = "," if len(told) == 1 and kind == "tuple" else ""
    return (*out, rope.gap(alone + brackets[1]))
