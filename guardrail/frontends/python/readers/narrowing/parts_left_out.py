"""Filters of documents of which nothing is left where nobody gives their parts.

`{k: v for k, v in {"tenant": tenant}.items() if v is not None}`, `{"id": {"$regex": f"^{start}"}}`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.readers.narrowing.holes_made import made_by
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.spanmap import PieceKind

_ANYTHING = "^.*$"
"""What stands in a pattern that every text matches."""


def without_what_is_not_given(reading: Reading, node: Node) -> Told | None:
    """What a dictionary leaves that is made of the entries of another which have a value.

    `None` for any other expression, and where one of the values is surely given.
    """
    if node.type != "dictionary_comprehension":
        return None
    parts = reading.module.children(node)[0]
    loops = [one for one in parts if one.type == "for_in_clause"]
    asked = [reading.module.code(one) for one in parts if one.type == "if_clause"]
    left = loops[0].child_by_field_name("left") if len(loops) == 1 else None
    names = [reading.module.name(one) for one in reading.module.children(left)[0]] if left else []
    entries = _entries(reading, loops[0]) if len(loops) == 1 else None
    if len(names) != 2 or not entries or len(asked) != 1:
        return None
    if re.fullmatch(rf"if\s+{re.escape(names[1])}(?:\s+is\s+not\s+None)?", asked[0]) is None:
        return None
    told = [may_be_left_out(reading, one) for one in entries]
    if not all(told):
        return None
    given = list(dict.fromkeys(told))
    are = "is" if len(given) == 1 else "are"
    return Scope.UNKNOWN, f"unscoped when {' and '.join(given)} {are} left out"


def _entries(reading: Reading, loop: Node) -> list[Node] | None:
    """The values of a dictionary whose entries a loop takes, `None` where some aren't known."""
    over = loop.child_by_field_name("right")
    function = over.child_by_field_name("function") if over is not None else None
    owner = function.child_by_field_name("object") if function is not None else None
    if function is None or owner is None or not reading.module.code(function).endswith(".items"):
        return None
    owner = unwrapped(owner)
    held = reading.builder.flow.value(owner) or owner
    if held.type != "dictionary":
        return None
    pairs = reading.builder.flow.pairs(held)
    return (
        [one for _, one in pairs] if len(pairs) == len(reading.module.children(held)[0]) else None
    )


def by_expression(reading: Reading, pattern: Node) -> Told | None:
    """What a regular expression leaves that may be empty, `None` for any other."""
    for rope in reading.builder.variants(pattern):
        holes = [one for one in rope if one.kind is PieceKind.HOLE]
        told = "".join(one.text for one in rope if one.kind is not PieceKind.HOLE)
        if told.strip(_ANYTHING):
            continue
        if not holes:
            return (Scope.TAUTOLOGY, f"the pattern {told!r} matches everything") if told else None
        made = [made_by(reading, one) for one in holes]
        left = [may_be_left_out(reading, one) if one is not None else "" for one in made]
        if all(left):
            return Scope.UNKNOWN, f"unscoped when {left[0]} is left out"
    return None
