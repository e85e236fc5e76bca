"""The objects that loops take in turn, that comprehensions run over, that are unpacked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.naming.calls import arguments_of, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.kept_things import in_turn
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.receivers.object_members import Members
from guardrail.frontends.python.receivers.things import (
    DEEPEST,
    MOST,
    OTHER,
    Thing,
    narrowed_to,
    together,
)
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.knowledge.python.kinds import facts
from guardrail.knowledge.python.rows import words
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects


_ORDERING = words("list tuple set sorted reversed")
_PARTS = words("dictionary pair tuple list")
_LONGEST = 400
PORTIONS = late(r"(?i)chunk|batch|grouper|portion|in_pages|slices|track|tqdm|progress")
"""What hands on everything it is given, in portions or with a bar that shows how far it is."""


class Loops:
    """Tells what the iterables of one module hold; `objects` tells what expressions are."""

    def __init__(self, reading: Reading, objects: Objects, members: Members) -> None:
        self._reading = reading
        self._module = reading.module
        self._objects = objects
        self._members = members

    def each(self, iterated: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that a loop over an expression takes in turn."""
        # `paths = filter(is_safe, paths)` stands for itself.
        filtered = self._filtered(iterated) if depth <= DEEPEST else None
        if filtered is not None:
            asked, listed = filtered
            found = self.each(listed, depth + 1)
            if asked.type == "none" or self._lets_all(asked):
                return found
            return tuple(narrowed_to(one, Reach.FILTERED, "") for one in found)
        generated = self._generated(iterated)
        if generated:
            things = together(self.yielded(one, depth) for one in generated)
            if any(one.scope is Reach.UNKNOWN for one in things):
                return self._as_called(iterated, generated, depth) or things
            if any(one.kind for one in things):
                return things
        portioned = self._portioned(iterated)
        if portioned is not None:
            return self.each(portioned, depth)
        over = self._objects.of(iterated, depth)
        found = together(self._members.member(thing, "for", None, depth) for thing in over)
        if not found:
            # A portion of what a loop takes in portions: `for batch in chunks(rows)`.
            return tuple(one for one in over if one.looped)
        # A loop over what holds rows hands over all rows of each: `for queue in Queue.all()`.
        holds = any(self._gives_holders(thing) for thing in over)
        return tuple(replace(one, looped=not holds) for one in found)

    def generated(self, iterated: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that a generator of the module gives in turn, none for any other."""
        return self.each(iterated, depth) if self._generated(iterated) else ()

    def _as_called(self, iterated: Node, generated: list[Node], depth: int) -> tuple[Thing, ...]:
        """What a generator yields where its parameters are what one call gives: `scan(**query)`."""
        from guardrail.frontends.python.functions.callers import given_to
        from guardrail.frontends.python.functions.in_light import in_the_light_of
        from guardrail.frontends.python.receivers.objects import objects

        call = self._unordered(unwrapped(iterated))
        (function,) = called_functions(self._reading.builder.flow, call)
        key = (f"generated {self._module.code(call)[:_LONGEST]}", function.id)
        held: tuple[Thing, ...] | None = self._reading.remembered.get(key)
        if held is None:
            self._reading.remembered[key] = ()
            given = given_to(self._module, function, call_of(self._module, call, ""))
            light = in_the_light_of(self._reading, {function.id: given}, None)
            told = (objects(light).yielded(one, depth) for one in generated)
            held = self._reading.remembered[key] = together(told)
        return held

    def _gives_holders(self, thing: Thing) -> bool:
        gives = facts().gives.get((thing.kind, "for"))
        return gives is not None and gives.widens

    def yielded(self, node: Node, depth: int) -> tuple[Thing, ...]:
        """What a generator yields, or what the parts that it yields are of: `yield row["id"]`."""
        found = self._objects.of(node, depth)
        waiting, seen = [node], 0
        while waiting and seen < MOST and not any(one.kind for one in found):
            inner = unwrapped(waiting.pop(0))
            seen += 1
            if inner.type in _PARTS:
                waiting += self._module.children(inner)[0]
            elif inner.type in ("subscript", "attribute"):
                held = inner.child_by_field_name("value") or inner.child_by_field_name("object")
                waiting += [held] if held is not None else []
            elif inner.type == "identifier":
                found = tuple(one for one in self._objects.of(inner, depth) if one.looped)
        from guardrail.frontends.python.readers.databases.loops import picked_around

        told = (
            (one, *picked_around(self._reading, node, (one.scope, one.reason)))
            if one.looped
            else (one, one.scope, one.reason)
            for one in found
        )
        return tuple(replace(one, scope=scope, reason=reason) for one, scope, reason in told)

    def _filtered(self, iterated: Node) -> tuple[Node, Node] | None:
        """By what `filter(old, found)` picks, and of what, also where a name stands for that."""
        value = self._reading.builder.flow.value(iterated) or iterated
        value = self._unordered(unwrapped(value))
        function = value.child_by_field_name("function") if value.type == "call" else None
        if function is None or self._module.code(function) != "filter":
            return None
        given = arguments_of(self._module, value)
        return (given[0], given[1]) if len(given) == 2 else None

    def _portioned(self, iterated: Node) -> Node | None:
        """What a call takes in portions: `chunks(rows, 25)`, of whatever module."""
        iterated = unwrapped(iterated)
        function = iterated.child_by_field_name("function") if iterated.type == "call" else None
        if function is None or function.type != "identifier":
            return None
        arguments = arguments_of(self._module, iterated)
        portions = PORTIONS.search(self._module.name(function)) is not None
        return arguments[0] if portions and arguments else None

    def _generated(self, iterated: Node) -> list[Node]:
        """What a generator of the module yields one at a time, where that is what is called."""
        iterated = self._unordered(unwrapped(iterated))
        if iterated.type != "call":
            return []
        functions = called_functions(self._reading.builder.flow, iterated)
        given = results_of(self._module, functions[0]) if len(functions) == 1 else []
        around = [one.parent for one in given]
        plainly = all(one is not None and one.type == "yield" for one in around)
        whole = any(child.type == "from" for one in around if one for child in one.children)
        return given if plainly and not whole else []

    def _unordered(self, iterated: Node) -> Node:
        """What `list(found())` and `sorted(found())` are made of, where a function gives that."""
        if iterated.type != "call":
            return iterated
        given = arguments_of(self._module, iterated)
        function = iterated.child_by_field_name("function")
        name = self._module.name(function) if function is not None else ""
        inner = unwrapped(given[0]) if given and name in _ORDERING else iterated
        return inner if inner.type == "call" else iterated

    def comprehended(self, node: Node, depth: int) -> tuple[Thing, ...]:
        """What `(p for p in people if …)` runs over: the same, or fewer of them."""
        parts = self._module.children(node)[0]
        loops = [one for one in parts if one.type == "for_in_clause"]
        over = loops[0].child_by_field_name("right") if loops else None
        taken = loops[0].child_by_field_name("left") if loops else None
        body = node.child_by_field_name("body")
        if over is None or taken is None or body is None:
            return (OTHER,)
        if self._module.code(body) != self._module.code(taken):
            return (OTHER,)
        found = self._objects.of(over, depth)
        asked = [self._module.children(one)[0] for one in parts if one.type == "if_clause"]
        if len(loops) == 1 and all(one and self._lets_all(one[0]) for one in asked):
            return found
        return tuple(narrowed_to(one, Reach.FILTERED, "") for one in found)

    def _lets_all(self, condition: Node) -> bool:
        """Whether a comprehension's condition leaves nothing out that somebody made."""
        from guardrail.frontends.python.readers.narrowing.nearly_all import takes_nearly_all

        return takes_nearly_all(self._reading, condition, holds=True)

    def looped(self, iterated: Node, index: int | None, depth: int) -> tuple[Thing, ...]:
        """What a loop's variable is: one of many, or one after the other of a written list."""
        flow, inner = self._reading.builder.flow, unwrapped(iterated)
        function = inner.child_by_field_name("function") if inner.type == "call" else None
        if index == 1 and function is not None and self._module.name(function) == "enumerate":
            arguments = arguments_of(self._module, inner)
            return self.looped(arguments[0], None, depth) if arguments else ()
        found = self.each(iterated, depth) if index is None else ()
        written = [] if found else yielded(flow, iterated, index) or []
        found = found or together(self._objects.of(one, depth) for one in written[:MOST])
        found = found or in_turn(self._reading, self._objects, iterated, index, depth)
        if found or index is None:
            return found
        # Each of them is more than one thing: `for name, facts in ftp.mlsd(folder)`.
        taken = self.each(iterated, depth)
        return together(self._members.member(one, "[]", None, depth) for one in taken)

    def unpacked(self, value: Node, index: int, depth: int) -> tuple[Thing, ...]:
        """One of the values of `a, b = …`."""
        value = unwrapped(value)
        function = value.child_by_field_name("function") if value.type == "call" else None
        own = self._reading.scopes.function(self._module.name(function)) if function else None
        given = [value] if own is None else results_of(self._module, own)
        parts = [self._reading.builder.flow.elements(one) or [] for one in given]
        found = together(self._objects.of(one[index], depth) for one in parts if index < len(one))
        return found or together(
            self._members.member(one, "[]", None, depth) for one in self._objects.of(value, depth)
        )
