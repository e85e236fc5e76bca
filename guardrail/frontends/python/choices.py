"""Whether a loop picks among what it runs over, so that a change in it doesn't reach all of it."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import Module

_PICKING = frozenset(
    f"{clause}_clause" for clause in ("elif", "else", "except", "case")
) | frozenset(("if_statement", "match_statement"))
_SKIPPING = re.compile(r"\b(?:continue|break|return)\b")


def picked(module: Module, node: Node, scope: Scope) -> Scope:
    """The scope of a change of one row inside a loop over rows of a scope.

    Behind a condition inside the loop, or after a `continue`, only the rows that were picked are
    reached, and which ones is known at run time alone.
    """
    if scope not in (Scope.NONE, Scope.TAUTOLOGY):
        return scope
    blocks = place_of(module, node.start_byte).blocks
    loops = [place for place, block in enumerate(blocks) if block.owner.type == "for_statement"]
    if not loops:
        return scope
    within = blocks[loops[-1] + 1 :]
    body = blocks[loops[-1]].node
    skips = _SKIPPING.search(module.plain, body.start_byte, node.start_byte)
    conditional = any(block.owner.type in _PICKING for block in within)
    return Scope.UNKNOWN if conditional or skips else scope
