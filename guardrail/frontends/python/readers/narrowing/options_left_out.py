"""Options that need not be given and are nothing then: `--days` without a default.

`args.days`, `options["days"]`, the parameter of a function that Click or a caller gives it.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.defaults import (
    PARSED,
    default_of,
    given_as_it_is,
    given_by_calls,
    parameter_kept,
)
from guardrail.frontends.python.readers.narrowing.emptiness import refused_before
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.options import default_texts, is_required, left_open

_DEEPEST, _FEW = 4, 4


def option_left_out(reading: Reading, node: Node, depth: int = 0) -> bool:
    """Whether an expression is an option, or a parameter given one, that may be left out."""
    module = reading.module
    if depth > _DEEPEST:
        return False
    if node.type == "identifier":
        if default_of(reading, node) is not None:
            return False
        other = given_as_it_is(reading, node)
        # A parameter, read in the light of a call, is what that gives.
        given = [other] if other is not None else [*given_by_calls(reading, node)][:_FEW]
        return any(
            option_left_out(reading, one, depth + 1) and not refused_before(reading, one)
            for one in given
        )
    owner, name = node.child_by_field_name("object"), ""
    if node.type == "attribute" and owner is not None:
        kept = parameter_kept(reading, node)
        if kept.id != node.id:
            return option_left_out(reading, kept, depth + 1)
        named = node.child_by_field_name("attribute")
        name = module.name(named) if named is not None else ""
    elif node.type == "subscript":
        owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        name = reading.known(key).replace("-", "_") if key is not None else ""
    if owner is None or not name or PARSED.fullmatch(module.code(owner)) is None:
        return False
    return left_open(module, name) and not (
        default_texts(module, name) or is_required(module, name)
    )
