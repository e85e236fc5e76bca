"""The parts of an expression that stand for something else."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import truths
from guardrail.frontends.python.evaluation.values import Frame, Known

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


MOST_LEAVES = 16
_MOST_NODES = 1_000
SEEN_THROUGH = frozenset(("identifier", "attribute", "subscript", "call"))
CLOSED = frozenset(
    (
        *("lambda", "list_comprehension", "set_comprehension", "dictionary_comprehension"),
        "generator_expression",
    )
)


def leaves(evaluator: Evaluator, node: Node, frame: Frame | None = None) -> Iterator[Node]:
    """The names, attributes, elements and calls in an expression that stand for something else."""
    found = 0
    waiting = [node]
    looked = 0
    while waiting and found < MOST_LEAVES and looked < _MOST_NODES:
        looked += 1
        one = waiting.pop()
        if one.type in CLOSED:
            if one.type != "lambda":
                yield one
            continue
        if one.type in SEEN_THROUGH:
            found += 1
            yield one
            continue
        if one.type == "keyword_argument":
            value = one.child_by_field_name("value")
            waiting += [value] if value is not None else []
        elif one.type == "conditional_expression":
            # What it is asked for decides: those who take branches look at that.
            first, *asked, last = evaluator.module.children(one)[0]
            if len(asked) == 1 and truths.decided(evaluator, asked[0], frame) is not None:
                found += 1
                yield one
            else:
                waiting += [last, first]
        elif one.type in truths.ASKING and truths.decided(evaluator, one, frame) is not None:
            found += 1
            yield one
        else:
            waiting += reversed(evaluator.module.children(one)[0][:_MOST_NODES])


def within(evaluator: Evaluator, leaf: Node) -> Iterator[Node]:
    """What stands in an expression of which nothing is known as a whole."""
    if leaf.type == "attribute":
        inner = [leaf.child_by_field_name("object")]
    elif leaf.type == "subscript":
        inner = [leaf.child_by_field_name(part) for part in ("value", "subscript")]
    elif leaf.type == "call":
        function = leaf.child_by_field_name("function")
        inner = [leaf.child_by_field_name("arguments")]
        if function is not None and function.type == "attribute":
            is_other = _is_other(evaluator, function)
            inner.append(function if is_other else function.child_by_field_name("object"))
        elif function is not None and evaluator.is_handed(function):
            # A class or a function that was handed on: `policies[name]()`.
            inner.append(function)
    else:
        return
    for one in inner:
        if one is not None:
            yield from leaves(evaluator, one)


def _is_other(evaluator: Evaluator, attribute: Node) -> bool:
    """Whether what is called is a name that an object keeps: `step.policy()`."""
    values = evaluator.values(attribute)
    return all(
        isinstance(one, Known)
        and one.node.id != attribute.id
        and one.node.type in ("identifier", "attribute")
        for one in values
    )
