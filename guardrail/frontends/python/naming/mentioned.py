"""Where a function is handed on without being called: `schedule.do(wipe)`, `{"wipe": wipe}`.

Whoever gets it may call it, past whatever its callers in the module ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.source.tree import Module

_VALUES = frozenset(
    (
        *("argument_list", "assignment", "conditional_expression", "dictionary", "list", "pair"),
        *("keyword_argument", "lambda", "return_statement", "set", "tuple", "expression_list"),
    )
)
_ITSELF = r"(?:self|cls|{0})\."
_MOST = 24


def mentions(module: Module, name: str, owner: str) -> Iterator[Node]:
    """The places where a function, or a method of a class, stands as a value."""
    before = _ITSELF.format(re.escape(owner)) if owner else r"(?<![\w.])"
    spoken = re.compile(rf"{before}(?P<name>{re.escape(name)})\b(?!\s*[(=.])")
    for found in islice(spoken.finditer(module.plain), _MOST):
        place = found.start("name")
        node = module.root.descendant_for_byte_range(place, place + len(name))
        if node is not None and node.type == "identifier" and owner:
            node = node.parent
        around = node.parent if node is not None else None
        if node is None or around is None or around.type not in _VALUES:
            continue
        named = around.child_by_field_name("left") or around.child_by_field_name("name")
        if named is None or named.id != node.id:
            yield node
