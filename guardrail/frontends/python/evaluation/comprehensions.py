"""Lists and dictionaries that comprehensions make of what is known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.values import Entries, Frame, Known, Parts, Value

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


def of_comprehension(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What a comprehension makes; itself where one of them isn't known.

    Where it leaves some out it may make anything else: which is asked for is not known.
    """
    if not any(one.type == "if_clause" for one in node.named_children):
        return _of_all(evaluator, node, frame)
    found = _of_all(evaluator, node, frame)
    is_known = not any(isinstance(one, Known) for one in found)
    return (*found, None) if is_known else (Known(node, frame),)


def _of_all(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What a comprehension makes that leaves none out."""
    body = node.child_by_field_name("body")
    if body is None:
        return (Known(node, frame),)
    if body.type == "pair":
        return _of_pairs(evaluator, node, body, frame)
    each = evaluator.values(body, frame)
    if None in each:
        return (Known(node, frame),)
    return (Parts(tuple((one,) for one in each)),)


def _of_pairs(evaluator: Evaluator, node: Node, body: Node, frame: Frame | None) -> Sequence[Value]:
    key, value = (body.child_by_field_name(part) for part in ("key", "value"))
    if key is None or value is None:
        return (Known(node, frame),)
    names = [containers.text_of(evaluator, one) for one in evaluator.values(key, frame)]
    each = evaluator.values(value, frame)
    if None in names or None in each or len(names) != len(each):
        return (Known(node, frame),)
    told = {name: (one,) for name, one in zip(names, each, strict=True) if name is not None}
    return (Entries(told),)
