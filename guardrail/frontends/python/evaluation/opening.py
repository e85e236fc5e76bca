"""What `with … as` gives a name: what a context manager of the module yields or enters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import calling, instances
from guardrail.frontends.python.evaluation.values import Frame, Known, Value

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator

_HANDING = frozenset(("closing", "nullcontext", "enter_context", "enter_async_context"))


def opened(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """What entering an expression gives; itself where nothing else is known."""
    found: list[Value] = []
    for value in evaluator.values(node, frame):
        found += _entered(evaluator, value) if isinstance(value, Known) else (value,)
    return found


def _entered(evaluator: Evaluator, value: Known) -> Sequence[Value]:
    yielded = calling.yielded(evaluator, value)
    if yielded is not None:
        return yielded
    entering = instances.method(evaluator, value, "__enter__", "__aenter__")
    if entering is not None:
        return calling.results(evaluator, entering)
    call = value.node
    if call.type == "call":
        given = calling.arguments(evaluator, call)
        if given and calling.last_name(evaluator, call) in _HANDING:
            return evaluator.values(given[0], value.frame)
    return (value,)
