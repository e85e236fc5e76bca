"""Evaluates expressions of one module to the expressions that they amount to.

Names are followed to what they are bound to, parameters to what calls give them, attributes to
what objects were made with, calls of the module's own functions to what these give. What is
evaluated stays an expression of the module: what libraries do with it isn't known here. Every walk
is bounded, and an expression that hangs on itself isn't known.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tree_sitter import Node

from guardrail.frontends.python.evaluation import (
    calling,
    comprehensions,
    instances,
    lookups,
    naming,
    truths,
)
from guardrail.frontends.python.evaluation.checks import is_empty
from guardrail.frontends.python.evaluation.values import UNKNOWN, Frame, Known, Later, Value
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.production import for_production

MOST_VALUES = 12
"""Values of one expression that are told apart."""
COMPREHENSIONS = (
    *("list_comprehension", "set_comprehension", "dictionary_comprehension"),
    "generator_expression",
)
_HANDED = frozenset((BindingKind.ASSIGNED, BindingKind.LOOPED, BindingKind.PARAMETER))
_DEEPEST = 16
_DEEPEST_FRAMES = 6
_DEEPEST_WITHIN = 8
_MOST_STEPS = 4_000

Read = Callable[["Evaluator", Node, Frame | None], Sequence[Value]]


class Evaluator:
    """What the expressions of a module amount to, each worked out once for each call around it.

    `hangs` is set where something was evaluated that hangs on who calls a function which other
    modules may call too: more values than those that are known.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.module = reading.module
        self.flow = reading.builder.flow
        self.scopes = reading.scopes
        self.texts: dict[tuple[int, int], tuple[Sequence[str | None] | None, bool]] = {}
        self.hangs = False
        self._held: dict[tuple[int, int], tuple[Sequence[Value], bool]] = {}
        self._frames: list[Frame] = []
        self._depth = 0
        self._steps = 0
        self._within = 0

    def values(self, node: Node, frame: Frame | None = None) -> Sequence[Value]:
        """Every value that an expression may have; `None` among them where one isn't known."""
        node = unwrapped(node)
        key = (node.id, id(frame))
        held = self._held.get(key)
        if held is not None:
            self.hangs |= held[1]
            return held[0]
        self._steps += 1
        if self._depth >= _DEEPEST or self._steps > _MOST_STEPS:
            return UNKNOWN
        self._held[key] = (UNKNOWN, False)
        before, self.hangs = self.hangs, False
        if frame is not None:
            # Frames go by their addresses: one that is gone must not be taken for another.
            self._frames.append(frame)
        self._depth += 1
        read = _READERS.get(node.type)
        found = read(self, node, frame) if read is not None else (Known(node, frame),)
        self._depth -= 1
        found = self._settled(found)
        self._held[key] = (found, self.hangs)
        self.hangs |= before
        return found

    def enter(self) -> bool:
        """Whether there is room for one more question within others; `leave` when it's answered."""
        self._steps += 1
        if self._within >= _DEEPEST_WITHIN or self._steps > _MOST_STEPS:
            return False
        self._within += 1
        return True

    def leave(self) -> None:
        """One question within others is answered."""
        self._within -= 1

    def given(self, given: Sequence[Value] | Later) -> Sequence[Value]:
        """What an argument amounts to."""
        return self.values(given.node, given.frame) if isinstance(given, Later) else given

    def frame(self, frame: Frame) -> Frame | None:
        """A frame, none where calls lie too deep in each other to be told apart."""
        return frame if frame.depth <= _DEEPEST_FRAMES else None

    def is_handed(self, function: Node) -> bool:
        """Whether what a call calls is no name of a function or class: `policies[name]()`."""
        if function.type == "subscript":
            return True
        if function.type != "identifier":
            return False
        kinds = {one.kind for one in self.flow.reaching(function)}
        return bool(kinds) and kinds <= _HANDED

    def _settled(self, found: Sequence[Value]) -> Sequence[Value]:
        """Without what only stands there until something is put in: `None`, where there is more."""
        told = [one for one in found if not _is_nothing(one)]
        told = told or [*found]
        if len(told) > MOST_VALUES:
            told = [*told[:MOST_VALUES], None]
        return told or UNKNOWN


def _is_nothing(value: Value) -> bool:
    return isinstance(value, Known) and value.node.type == "none"


_OPTIONS = frozenset(("dictionary", "subscript", "call", "attribute", "true", "false"))
"""How options for each stage are written: `PROFILES["prod"] if stack == "prod" else {}`."""


def _either(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """The values of both sides of `a if x else b`, or of that which is taken."""
    first, *asked, last = evaluator.module.children(node)[0]
    held = truths.decided(evaluator, asked[0], frame) if len(asked) == 1 else None
    if held is not None:
        return evaluator.values(first if held else last, frame)
    if first.type in _OPTIONS and (one := for_production(evaluator.reading, node)) is not None:
        return evaluator.values(one, frame)
    found = (*evaluator.values(first, frame), *evaluator.values(last, frame))
    # Where it may be nothing somebody leaves it to what takes it.
    return (*found, None) if "none" in (first.type, last.type) else found


def _one_or_other(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    """The values of `a or b`: of `b` alone where `a` is surely empty; nothing else is a value."""
    left, right = (node.child_by_field_name(side) for side in ("left", "right"))
    operator = node.child_by_field_name("operator")
    if left is None or right is None or operator is None or operator.type != "or":
        return (Known(node, frame),)
    first = [one for one in evaluator.values(left, frame) if not is_empty(evaluator.module, one)]
    return (*first, *evaluator.values(right, frame))


def _named(evaluator: Evaluator, node: Node, frame: Frame | None) -> Sequence[Value]:
    value = node.child_by_field_name("value")
    return evaluator.values(value, frame) if value is not None else UNKNOWN


_READERS: dict[str, Read] = {
    "identifier": naming.of_name,
    "attribute": instances.of_attribute,
    "subscript": lookups.of_subscript,
    "call": calling.of_call,
    "conditional_expression": _either,
    **dict.fromkeys(COMPREHENSIONS, comprehensions.of_comprehension),
    "boolean_operator": _one_or_other,
    "named_expression": _named,
}
