"""Which objects of known libraries an expression may be: by what made it and by its annotation.

What is known of an object is told along its way: `MongoClient().shop.users` is a collection, named
"shop.users". Where nothing is known of an expression nothing is given, and where it is plainly
something else (a dictionary, an object of the module's own class) an object of no kind.
"""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.functions.held_functions import given_to_lambda
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.branches import through
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.ways import Way, picked_by
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.contexts import entries_in_context
from guardrail.frontends.python.receivers.kept_things import kept_in
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.object_calls import Calls
from guardrail.frontends.python.receivers.object_loops import Loops
from guardrail.frontends.python.receivers.object_members import Members
from guardrail.frontends.python.receivers.object_parameters import Parameters
from guardrail.frontends.python.receivers.object_types import Types
from guardrail.frontends.python.receivers.things import (
    DEEPEST,
    MOST,
    OTHER,
    Thing,
    left_by_slice,
    narrowed_to,
    taken,
    together,
)
from guardrail.frontends.python.receivers.ways_abroad import from_abroad
from guardrail.frontends.python.source.comprehensions import clause_around, place_in
from guardrail.frontends.python.source.lambdas import handed_in_turn
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.knowledge.python.kinds import facts, open_kinds
from guardrail.knowledge.python.rows import words

_CHANGING = frozenset(
    (BindingKind.APPENDED, BindingKind.EXTENDED, BindingKind.AUGMENTED, BindingKind.CLEARED)
)
"""What changes an object, and binds no other one."""
_LONGEST = 200
_FEW = 4
_PLAIN = words(
    "dictionary list set string integer float true false"
    " dictionary_comprehension lambda concatenated_string"
)
_COMPREHENSIONS = words("generator_expression list_comprehension set_comprehension")


def objects(reading: Reading) -> Objects:
    """The objects of a module, worked out as they are asked for."""
    key = ("objects", 0)
    held: Objects | None = reading.remembered.get(key)
    if held is None:
        held = reading.remembered[key] = Objects(reading)
    return held


class Objects:
    """Tells the objects of one module."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._module = reading.module
        self._facts = facts()
        self._types = Types(reading, self)
        self._parameters = Parameters(reading, self, self._types)
        self._members = Members(reading, self)
        self._loops = Loops(reading, self, self._members)
        self._calls = Calls(reading, self, self._types, self._members)
        self._held: dict[int, tuple[Thing, ...]] = {}

    def of(self, node: Node, depth: int = 0) -> tuple[Thing, ...]:
        """The objects that an expression may be."""
        node = unwrapped(node)
        held = self._held.get(node.id)
        if held is None:
            if depth > DEEPEST:
                return ()
            # Whatever is defined by itself is nothing known.
            self._held[node.id] = ()
            held = self._worked_out(node, depth + 1)
            if not any(one.sure for one in held):
                held = from_abroad(self._reading, node) or held or self._spelt(node)
            self._held[node.id] = held
        return held

    def _spelt(self, node: Node) -> tuple[Thing, ...]:
        """What a name says that nothing else is known of: `redis_client`."""
        if node.type == "attribute":
            named = node.child_by_field_name("attribute")
        else:
            named = node if node.type == "identifier" else None
        name = self._module.name(named).strip("_").lower() if named is not None else ""
        known = self._facts.spelt.get(name)
        if known is None or self._reading.names.imports.get(name) == name:
            return ()
        return (Thing(known.kind, sure=False),)

    def _worked_out(self, node: Node, depth: int) -> tuple[Thing, ...]:
        kind = node.type
        if kind in _PLAIN:
            return (OTHER,)
        if kind == "identifier":
            return self._named(node, depth)
        if kind in _COMPREHENSIONS:
            return self._loops.comprehended(node, depth)
        if kind == "call":
            return self._calls.called(node, depth)
        if kind == "attribute":
            return self.attribute(node, depth)
        if kind == "subscript":
            return self._subscript(node, depth)
        if kind == "named_expression":
            value = node.child_by_field_name("value")
            return self.of(value, depth) if value is not None else ()
        if kind == "conditional_expression":
            either = picked_by(self._module, node)
            ways = [Way(one, (choice,)) for way, choice in either for one in self.of(way, depth)]
            return taken(self._module, ways)
        if kind == "binary_operator":
            left = node.child_by_field_name("left")
            found = self.of(left, depth) if left is not None else ()
            return tuple(one for one in found if (one.kind, "/") in self._facts.gives)
        if kind == "boolean_operator":
            return together(self.of(way, depth) for way in self._module.children(node)[0])
        return ()

    def _named(self, node: Node, depth: int) -> tuple[Thing, ...]:
        reading = self._reading
        clause = reading.builder.flow.comprehension_clause(node)
        if clause is not None:
            iterated = clause.child_by_field_name("right")
            return self._loops.each(iterated, depth) if iterated is not None else ()
        clause = clause_around(self._module, node)
        parts = ("left", "right")
        left, over = map(clause.child_by_field_name, parts) if clause is not None else (None, None)
        if left is not None and over is not None:
            # One of those that are taken together: `for name, facts in ftp.mlsd()`.
            place = place_in(self._module, left, self._module.name(node))
            return self._loops.looped(over, place, depth)
        scope, bound, path = reading.builder.flow.bindings(node)
        if not bound:
            taken_from = handed_in_turn(self._module, node)
            if taken_from is not None:
                return self._loops.each(taken_from, depth)
            given = given_to_lambda(reading, node)
            if given:
                return together(self.of(one, depth) for one in given)
            return (
                self._types.ready(node) or self._types.itself(node) or self._types.elsewhere(node)
            )

        def apply(binding: Binding, state: tuple[Way[Thing], ...]) -> tuple[Way[Thing], ...]:
            if binding.kind is BindingKind.PARAMETER and binding.annotation is None:
                return tuple(map(Way, self._parameters.untyped(node, binding, depth)))
            if binding.kind is BindingKind.PARAMETER and binding.value is None:
                return tuple(map(Way, self._parameters.typed(node, binding, depth)))
            return tuple(map(Way, self.bound(binding, depth))) if _binds(binding) else state

        found = taken(self._module, through(bound, 0, path, (), apply, Way.past))
        if scope is reading.scopes.top():
            elsewhere = reading.scopes.bound_globally(self._module.name(node))
            found = together((found, *(self.bound(one, depth) for one in elsewhere)))
        # What is declared holds where an assignment tells no more.
        typed = (one.annotation for one in bound if one.annotation is not None)
        return found or together(self._types.annotated(one, depth) for one in typed)

    def bound(self, binding: Binding, depth: int = 0) -> tuple[Thing, ...]:
        """The objects that a binding gives its name."""
        if binding.annotation is not None:
            by_type = self._types.annotated(binding.annotation, depth)
            if by_type:
                made = [binding.value] if binding.kind is BindingKind.ASSIGNED else []
                return self.as_made(by_type, made, depth)
        value = binding.value
        if binding.kind is BindingKind.DEFINED and value is not None:
            return self._types.class_(value) if value.type == "class_definition" else (OTHER,)
        if value is None:
            return ()
        if binding.kind is BindingKind.LOOPED:
            return self._loops.looped(value, binding.index, depth)
        if binding.index is not None:
            return self._loops.unpacked(value, binding.index, depth)
        found = self.of(value, depth)
        if binding.kind is BindingKind.OPENED:
            return together(
                self._members.member(thing, "with", None, depth) or (thing,) for thing in found
            )
        return found

    def each(self, iterated: Node) -> tuple[Thing, ...]:
        """The objects that a loop over an expression takes in turn."""
        return self._loops.each(iterated, 0)

    def results(self, function: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that a function of the module returns or yields."""
        annotation = function.child_by_field_name("return_type")
        if annotation is not None:
            typed = self._types.annotated(annotation, depth)
            if typed:
                return self.as_made(typed, results_of(self._module, function), depth)
        return together(self.of(one, depth) for one in results_of(self._module, function))

    def as_made(
        self, typed: tuple[Thing, ...], made: Sequence[Node | None], depth: int
    ) -> tuple[Thing, ...]:
        """What is declared, as it was made where that tells of the same: its name, where it is."""
        found = together(self.of(one, depth) for one in made if one is not None)
        alike = {one.kind for one in found} == {one.kind for one in typed}
        return found if alike else typed

    def yielded(self, node: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that a generator yields by an expression, one at a time."""
        return self._loops.yielded(node, depth)

    def given_back(self, function: Node, call: Call | None, depth: int) -> tuple[Thing, ...]:
        """The objects that a function of the module gives one call.

        A factory that is told what to make (`def client(service): return boto3.client(service)`),
        or what to look for, is read in the light of the call.
        """
        from guardrail.frontends.python.functions.callers import given_to
        from guardrail.frontends.python.functions.in_light import in_the_light_of

        found = self.results(function, depth)
        if call is None or all(
            one.kind not in open_kinds() and one.scope is not Reach.UNKNOWN for one in found
        ):
            picked = any(one.scope is Reach.FILTERED for one in found)
            if call is None or not picked or not self._says(call):
                return found
        key = (f"given back {self._module.code(call.node)[:_LONGEST]}", function.id)
        held: tuple[Thing, ...] | None = self._reading.remembered.get(key)
        if held is None:
            self._reading.remembered[key] = found
            given = {function.id: given_to(self._module, function, call)}
            light = in_the_light_of(self._reading, given, None)
            held = self._reading.remembered[key] = objects(light).results(function, depth)
        return held

    def _says(self, call: Call) -> bool:
        """Whether a call is given a text that is known: by which a function may ask for all."""
        given = (*call.positional, *call.keywords.values())
        return any(self._reading.known(one) for one in given[:_FEW])

    def attribute(self, node: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that an attribute of an expression may be."""
        ready = self._types.ready(node)
        if ready:
            return ready
        owner, attribute = (node.child_by_field_name(part) for part in ("object", "attribute"))
        if owner is None or attribute is None:
            return ()
        name = self._module.name(attribute)
        return together(
            self._members.member(one, name, None, depth) for one in self.of(owner, depth)
        )

    def _subscript(self, node: Node, depth: int) -> tuple[Thing, ...]:
        owner, given = (node.child_by_field_name(part) for part in ("value", "subscript"))
        if owner is None or given is None:
            return ()
        # Another module's loop asks so what a generator gives it in turn.
        turns = self._loops.generated(owner, depth) if self._reading.offering else ()
        if turns:
            return turns
        owners = [one for one in self.of(owner, depth) if one.kind]
        if not owners:
            key = self._reading.known(given) or self._module.code(given)
            picked = picked_out(self._reading.builder.flow, owner, key)
            picked = picked or entries_in_context(self._reading, owner, key)
            found = together(self.of(one, depth) for one in picked[:MOST])
            return found or kept_in(self._reading, self, owner, depth)
        if given.type == "slice":
            left = self._left_by(given)
            return tuple(narrowed_to(one, *left) for one in owners)
        texts = self._reading.texts(given) or ("",)
        return together(
            self._members.member(one, "[]", None, depth, text) for one in owners for text in texts
        )

    def _left_by(self, slice_: Node) -> tuple[Reach, str]:
        """What a slice leaves: everything where the number is 0 by which it keeps some back."""
        from guardrail.frontends.python.readers.narrowing.keeping_none import (
            keeps_none,
            left_of_none_kept,
        )

        left = left_by_slice(self._module.code(slice_))
        if left is Reach.NONE or not keeps_none(self._reading, slice_):
            return left, ""
        return left_of_none_kept(self._reading, slice_)


def _binds(binding: Binding) -> bool:
    return binding.kind not in _CHANGING
