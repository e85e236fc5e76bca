"""Conditions on one of the things that a loop takes in turn, which say nothing of where it runs.

`for group in client.list(): if group.tags.get("env") != "prod": delete(group)` spares what bears
that one tag, wherever the program runs; whatever bears none goes.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.guarding.way_there import Condition
from guardrail.frontends.python.source.structure import Place
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_OF_EACH = late(
    r"\b(?:any|all)\(.*?(?<![\w.])(?P<thing>[^\W\d]\w*)[.\[].*\bfor\s+(?P=thing)\s+in\s+"
    r"(?![(\[{\"']|(?:\w+\.)*[A-Z][A-Z_\d]+\b)"
)
_WORD = late(r"(?<![\w.])[^\W\d]\w*")
_DENIED = late(r"!=|\bnot\b")
_LISTS = late(r"\w\s*\(")
_OF_OWN = late(
    r"\s*(?:sorted|list|tuple|set|reversed|enumerate|iter)\(\s*[A-Z_\d]+\s*[,)]|[^(]*\b(?:ENV|STAGE)"
)
_LONGEST = 300
_STATEMENTS = 12


def asks_of_things(condition: str) -> bool:
    """Whether it is asked of things that were listed: `any(one.env == "dev" for one in all)`.

    `any(name in url for name in ("dev", "local"))` asks it of one thing.
    """
    return _OF_EACH.search(condition) is not None


def spares_one_in_turn(module: Module, place: Place, condition: Condition) -> bool:
    """Whether a condition spares some of what a loop around a place has listed."""
    code = module.code(condition.code)[:_LONGEST]
    if (_DENIED.search(code) is not None) is not condition.holds:
        return False
    asked = set(_WORD.findall(code))
    return any(
        block.owner.type == "for_statement" and not asked.isdisjoint(_things(module, block.owner))
        for block in place.blocks
    )


def _things(module: Module, loop: Node) -> set[str]:
    """The names of one thing in a loop over a listing, and of what is made of it there."""
    left, right, body = (loop.child_by_field_name(one) for one in ("left", "right", "body"))
    over = module.code(right)[:_LONGEST] if right is not None else ""
    if left is None or body is None or _LISTS.search(over) is None or _OF_OWN.match(over):
        return set()
    names = set(_WORD.findall(module.code(left)))
    for statement in module.children(body)[0][:_STATEMENTS]:
        inner = statement.named_children[0] if statement.type == "expression_statement" else None
        made = inner.child_by_field_name("left") if inner is not None else None
        value = inner.child_by_field_name("right") if inner is not None else None
        if made is None or value is None or made.type != "identifier":
            continue
        if not names.isdisjoint(_WORD.findall(module.code(value)[:_LONGEST])):
            names.add(module.name(made))
    return names
