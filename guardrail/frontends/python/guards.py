"""What stands before an effect: conditions that look like guards, questions asked first."""

from __future__ import annotations

import re
from bisect import bisect_left

from tree_sitter import Node

from guardrail.frontends.python.structure import DEFINITIONS, Place, definition, place_of
from guardrail.frontends.python.tree import Module

_LONGEST = 60
_REACH = 4000
_STATEMENTS = 12
_GUARDING = re.compile(
    r"debug|dry_?run|confirm|\byes\b|force|prompt|interactive|testing|is_test|is_dev"
    r"|environ|\bargs\.|options\[|\binput\(|\bcommit\b",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\b(?:input|confirm|prompt)\s*\(")


_OUTSIDE = "autocommit_block"


def outside_transaction(module: Module, node: Node) -> bool:
    """Whether the node stands in Alembic's `with ….autocommit_block():`."""
    return _OUTSIDE in module.plain and any(
        block.owner.type == "with_statement"
        and _OUTSIDE in module.plain[block.owner.start_byte : block.node.start_byte]
        for block in place_of(module, node.start_byte).blocks
    )


def guards_of(module: Module, node: Node) -> tuple[str, ...]:
    """The guards around a node: "if settings.DEBUG", "a prompt"."""
    place = place_of(module, node.start_byte)
    found: list[str] = []
    for block in place.blocks:
        condition = block.owner.child_by_field_name("condition")
        if block.owner.type == "else_clause":
            parent = block.owner.parent
            condition = parent.child_by_field_name("condition") if parent is not None else None
            word = "unless"
        else:
            word = "if"
        if condition is None or condition.end_byte - condition.start_byte > _LONGEST:
            continue
        text = module.code(condition)
        if "\n" not in text and _GUARDING.search(text):
            found.append("a prompt" if _QUESTION.search(text) else f"{word} {text}")
    if _asked_before(module, place, node.start_byte):
        found.append("a prompt")
    return tuple(dict.fromkeys(found))


def _asks(module: Module) -> bool:
    """Whether a question is asked anywhere in the module."""
    held = module.notes.get(0)
    if held is None:
        held = module.notes[0] = _QUESTION.search(module.plain) is not None
    return bool(held)


def _asked_before(module: Module, place: Place, offset: int) -> bool:
    """Whether a question is asked on the way to the place, in the same function."""
    if not _asks(module):
        return False
    functions = [one for one in place.definitions if one.type == "function_definition"]
    if functions:
        start = max(functions[-1].start_byte, offset - _REACH)
        return _QUESTION.search(module.plain, start, offset) is not None
    nodes, starts = module.children(place.block)
    upto = bisect_left(starts, place.statement.start_byte)
    return any(
        definition(one).type not in DEFINITIONS
        and _QUESTION.search(module.plain, one.start_byte, min(one.end_byte, offset))
        for one in nodes[max(upto - _STATEMENTS, 0) : upto + 1]
    )
