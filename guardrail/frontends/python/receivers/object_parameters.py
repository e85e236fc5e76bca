"""The objects that parameters of functions are: by type, fixture, decorator, or what calls give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.calls import arguments_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.contexts import PASSES_OBJECT, put_in_context
from guardrail.frontends.python.receivers.members import is_fixture, results_of
from guardrail.frontends.python.receivers.object_types import Types
from guardrail.frontends.python.receivers.things import Thing, together
from guardrail.knowledge.python.kinds import facts

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects

_HANDING = "make_pass_decorator"


class Parameters:
    """Tells the objects of one module's parameters; `objects` tells what they are given."""

    def __init__(self, reading: Reading, objects: Objects, types: Types) -> None:
        self._reading = reading
        self._module = reading.module
        self._objects = objects
        self._types = types
        self._facts = facts()

    def untyped(self, node: Node, binding: Binding, depth: int) -> tuple[Thing, ...]:
        """A parameter without a type: an object of the class around, a fixture, its default."""
        fixture = self._reading.scopes.function(self._module.name(node))
        if binding.value is not None:
            return self._objects.bound(binding, depth)
        if fixture is not None and is_fixture(self._module, fixture):
            return self._objects.results(fixture, depth)
        return self._types.itself(node) or self._handed(node) or self._passed(node, depth)

    def _passed(self, node: Node, depth: int) -> tuple[Thing, ...]:
        return together(self._objects.of(one, depth) for one in passed_to(self._reading, node))

    def typed(self, node: Node, binding: Binding, depth: int) -> tuple[Thing, ...]:
        """What its type says, as a fixture made it."""
        typed = self._objects.bound(binding, depth)
        if not any(one.kind for one in typed):
            # `keys: list[str]` says nothing of what the keys are of.
            return typed or together(
                self._objects.of(one, depth) for one in passed_to(self._reading, node)
            )
        fixture = self._reading.scopes.function(self._module.name(node)) if typed else None
        if fixture is None or not is_fixture(self._module, fixture):
            return typed
        return self._objects.as_made(typed, results_of(self._module, fixture), depth)

    def _handed(self, node: Node) -> tuple[Thing, ...]:
        """What the decorator of the function around hands it first of all."""
        scope = self._reading.scopes.at(node.start_byte)[0]
        above = scope.node.parent
        parameters = scope.node.child_by_field_name("parameters")
        if above is None or above.type != "decorated_definition" or parameters is None:
            return ()
        first = self._module.children(parameters)[0][:1]
        if not first or self._module.name(first[0]) != self._module.name(node):
            return ()
        for decorator in above.named_children:
            if decorator.type != "decorator" or not decorator.named_children:
                continue
            name = self._reading.names.dotted(decorator.named_children[0]).removesuffix("()")
            if name == PASSES_OBJECT:
                return together(self._objects.of(one) for one in put_in_context(self._module))
            known = self._facts.hands.get(name)
            if known is not None:
                return (Thing(known.kind),)
            held = self._reading.builder.flow.value(decorator.named_children[0])
            if held is not None and held.type == "call":
                made = self._reading.names.dotted(held)[:-2]
                given = arguments_of(self._module, held)[:1]
                # `pass_app = click.make_pass_decorator(App)`
                if made.rpartition(".")[2] == _HANDING and given:
                    return self._types.annotated(given[0])
        return ()
