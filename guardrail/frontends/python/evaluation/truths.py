"""Whether a condition holds, where what it asks for is known: `stage in ("dev", "test")`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.checks import is_empty
from guardrail.frontends.python.evaluation.values import Frame, Known, Parts, Value
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

ASKING = frozenset(("comparison_operator", "not_operator"))
_WRITTEN = frozenset(("true", "false", "none", "string", "integer", "list", "dictionary", "tuple"))
_AT_WORK = late(r"(?i)dev|test|stag|sandbox|local|preview|demo|\bqa\b|\bci\b|^$")
"""Stages that come and go: what holds of these alone says nothing of production."""
_MOST = 12


def decided(evaluator: Evaluator, node: Node, frame: Frame | None) -> bool | None:
    """Whether a condition always holds or never does; `None` where that isn't known."""
    node = unwrapped(node)
    if not evaluator.enter():
        return None
    found = _decided(evaluator, node, frame)
    evaluator.leave()
    return found


def _decided(evaluator: Evaluator, node: Node, frame: Frame | None) -> bool | None:
    if node.type == "not_operator":
        inner = node.child_by_field_name("argument")
        held = decided(evaluator, inner, frame) if inner is not None else None
        return None if held is None else not held
    if node.type == "comparison_operator":
        return _compared(evaluator, node, frame)
    if node.type == "boolean_operator":
        return _joined(evaluator, node, frame)
    return _same([_truth(evaluator, one) for one in evaluator.values(node, frame)])


def _joined(evaluator: Evaluator, node: Node, frame: Frame | None) -> bool | None:
    sides = [node.child_by_field_name(side) for side in ("left", "right")]
    held = [decided(evaluator, one, frame) if one is not None else None for one in sides]
    operator = node.child_by_field_name("operator")
    absorbing = operator is not None and operator.type == "or"
    if absorbing in held:
        return absorbing
    return None if None in held else not absorbing


def _compared(evaluator: Evaluator, node: Node, frame: Frame | None) -> bool | None:
    """Whether texts are equal, or one of those that a list has: each that there may be."""
    sides = evaluator.module.children(node)[0]
    signs = [one.type for one in node.children if one not in sides]
    if len(sides) != 2 or signs not in (["=="], ["!="], ["in"], ["not in"]):
        return None
    left = _texts(evaluator, evaluator.values(sides[0], frame))
    if left is None or all(map(_AT_WORK.search, left)):
        return None
    if signs[0] in ("==", "!="):
        right = _texts(evaluator, evaluator.values(sides[1], frame))
        if right is None or len(right) != 1:
            return None
    else:
        right = _listed(evaluator, sides[1], frame)
    if right is None:
        return None
    found = _same([one in right for one in left])
    return found if found is None or signs[0] in ("==", "in") else not found


def _texts(evaluator: Evaluator, values: Sequence[Value]) -> list[str] | None:
    told = [containers.text_of(evaluator, one) for one in values[:_MOST]]
    return [one for one in told if one is not None] if told and None not in told else None


def _listed(evaluator: Evaluator, node: Node, frame: Frame | None) -> list[str] | None:
    held = [*containers.contents(evaluator, node, frame)]
    if len(held) != 1 or not isinstance(held[0], Parts):
        return None
    return _texts(evaluator, [one for part in held[0].parts for one in part])


def _truth(evaluator: Evaluator, value: Value) -> bool | None:
    if not isinstance(value, Known):
        return None
    if value.node.type in ASKING:
        return decided(evaluator, value.node, value.frame)
    if value.node.type not in _WRITTEN:
        return None
    return not is_empty(evaluator.module, value) and evaluator.module.code(value.node) != "0"


def _same(found: Sequence[bool | None]) -> bool | None:
    return found[0] if found and all(one is found[0] for one in found) else None
