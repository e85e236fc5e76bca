"""The texts that a name stands for, by what it was bound to: assigned, looped over, given."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import parts_given_back
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import GROWN, Apply
from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.source.comprehensions import clause_around, place_in
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.strings.handed_on import with_handed_on
from guardrail.frontends.python.strings.options import default_texts
from guardrail.frontends.python.strings.rope import Rope, hole, known, only_hole
from guardrail.frontends.python.strings.variants import Variants, assembled
from guardrail.frontends.python.values.defaults import by_default, by_property
from guardrail.frontends.python.values.iteration import yielded
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_MOST_VALUES = 64
_MOST_ITEMS = 500
_SPACE = late(r"\s")


class NameTexts:
    """Tells the texts of names of one module; `evaluate` gives the texts of an expression."""

    def __init__(self, flow: Flow, evaluate: Callable[[Node], Variants]) -> None:
        self._flow = flow
        self._module = flow.module
        self._evaluate = evaluate

    def of(self, node: Node) -> Apply[Rope]:
        """How each binding of a name changes the texts that it stands for."""
        return lambda binding, state: self._bound(binding, state, node)

    def _bound(self, binding: Binding, state: Variants, node: Node) -> Variants:
        value = binding.value
        if binding.kind in GROWN:
            return state
        if value is not None and binding.index is None:
            if binding.kind is BindingKind.ASSIGNED:
                return self._evaluate(value)
            if binding.kind is BindingKind.AUGMENTED:
                return assembled((state or (self.named(node),), self._evaluate(value)))
        if binding.kind is BindingKind.ASSIGNED and value is not None:
            return self._unpacked(binding, value, node)
        if binding.kind is BindingKind.LOOPED and value is not None:
            return self._looped(node, value, binding.index)
        if binding.kind is BindingKind.PARAMETER:
            given = (
                default_texts(self._module, self._module.name(node)) if value is None else (value,)
            )
            return (
                *(rope for one in given for rope in by_default(one, self._evaluate)),
                self.named(node),
            )
        if binding.kind is BindingKind.DEFINED and value is not None:
            return by_property(self._module, value, self._evaluate) or (self.named(node),)
        return (self.named(node),)

    def _unpacked(self, binding: Binding, value: Node, node: Node) -> Variants:
        if binding.index is None:
            return (self.named(node),)
        elements = self._flow.elements(value)
        if elements is not None and binding.index < len(elements):
            return self._evaluate(elements[binding.index])
        ropes = [
            rope
            for function, part in parts_given_back(self._flow, value, binding.index)
            for rope in self._flow.texts_in(function, call_of(self._module, value, ""))(part)
        ]
        return tuple(dict.fromkeys(ropes)) or (self.named(node),)

    def named(self, node: Node, values: tuple[str, ...] = ()) -> Rope:
        """A hole where an expression stands, named by it."""
        start, end = node.start_byte, node.end_byte
        return (hole(start, end, self._module.short(node), values, (start, end)),)

    def _looped(self, node: Node, iterated: Node, index: int | None) -> Variants:
        """The texts that a loop's variable takes, one after the other.

        Names and the like stay one hole that knows its values: what they are put into is told
        once. Whatever is more than a word is a text of its own.
        """
        items = yielded(self._flow, iterated, index)
        if items is None:
            return (self.named(node),)
        if len(items) > _MOST_ITEMS:
            self._flow.lost = True
        evaluate = self._as_given_by(iterated)
        ropes = [rope for one in items[:_MOST_ITEMS] for rope in evaluate(one)]
        listed = self._flow.value(iterated) or iterated
        ropes = with_handed_on(self._module, self._flow.scopes, listed, ropes, self._evaluate)
        texts = [known(rope) for rope in ropes]
        words = [text for text in texts if text is not None and not _SPACE.search(text)]
        if len(words) == len(texts):
            return (self.named(node, tuple(words[:_MOST_VALUES])),)
        told = [rope for rope in ropes if not only_hole(rope)]
        unknown = [self.named(node)] if len(told) < len(ropes) or not told else []
        return tuple(dict.fromkeys((*told, *unknown)))

    def _as_given_by(self, iterated: Node) -> Callable[[Node], Variants]:
        """What gives the texts of what is gone through: of a function's, in the light of its call.

        `for statement in statements(RANGES): …`
        """
        made = unwrapped(iterated)
        function = made.child_by_field_name("function") if made.type == "call" else None
        if function is None or function.type != "identifier":
            return self._evaluate
        own = self._flow.scopes.function(self._module.name(function))
        return self._flow.texts_in(own, call_of(self._module, made, "")) if own else self._evaluate

    def comprehended(self, node: Node) -> Variants | None:
        """The texts of a name that a comprehension around it binds, `None` for other names."""
        clause = clause_around(self._module, node)
        if clause is None:
            return None
        left, right = clause.child_by_field_name("left"), clause.child_by_field_name("right")
        if left is None or right is None:
            return (self.named(node),)
        return self._looped(node, right, place_in(self._module, left, self._module.name(node)))
