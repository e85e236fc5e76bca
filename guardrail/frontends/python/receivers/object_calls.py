"""The objects that calls give: what classes make, what methods and functions return."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.kept_things import taken_out
from guardrail.frontends.python.receivers.object_members import Members
from guardrail.frontends.python.receivers.object_types import Types
from guardrail.frontends.python.receivers.things import Thing, narrowed_to, together
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.knowledge.python.kinds import Makes, facts
from guardrail.knowledge.python.rows import words

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects

_FEW = 8
_SEVERALLY = words("list tuple set frozenset sorted reversed iter islice tqdm aiter")
_CONSTRUCTORS = words(
    "from_url from_uri from_dsn from_env from_pool from_config from_settings from_connection_string"
    " from_credentials from_service_account_json connect"
)
_ENTERING = words("enter_context enter_async_context")
_SAME = words(
    "closing cast next anext copy deepcopy nullcontext ensure_future wait_for tqdm track chunked"
    " batched"
)


class Calls:
    """Tells what the calls of one module give; `objects` tells what expressions are."""

    def __init__(self, reading: Reading, objects: Objects, types: Types, members: Members) -> None:
        self._reading = reading
        self._module = reading.module
        self._objects = objects
        self._types = types
        self._members = members
        self._facts = facts()

    def _asked_for(self, call: Call) -> list[str]:
        """The names that `getattr(client, kind)` may ask for, where all of these are known."""
        node = call.positional[1] if len(call.positional) > 1 else None
        told = list(self._reading.texts(node)) if node is not None else []
        if not told and node is not None and node.type == "identifier":
            given = passed_to(self._reading, node)[:_FEW]
            each = [self._reading.texts(one) for one in given]
            told = [text for texts in each for text in texts] if all(each) else []
        return told[:_FEW]

    def called(self, node: Node, depth: int) -> tuple[Thing, ...]:
        """The objects that a call may give."""
        reading = self._reading
        name = reading.names.dotted(node)[:-2]
        call = call_of(self._module, node, name)
        spoken = [name, *(f"{package}.{name}" for package in reading.names.starred)]
        made = next((m for one in spoken if (m := self._makes(one))), None)
        if made is not None:
            return together(self._members.made(one, call, depth) for one in made)
        function = unwrapped(call.function)
        got = reading.names.got_attribute(node)
        if got is not None or name == "getattr":
            owner = got[0] if got is not None else next(iter(call.positional), None)
            asked = [got[1]] if got is not None else self._asked_for(call)
            return together(
                self._members.member(one, member, None, depth)
                for member in asked
                for one in (self._objects.of(owner, depth) if owner is not None else ())
            )
        if function.type == "identifier":
            return self._of_function(function, call, depth)
        if function.type == "subscript":
            # `ENGINES["plain"](autoescape=True)`
            return together(
                self._members.made(one, call, depth)
                for name in self._picked(function)
                for one in self._makes(name)
            )
        if function.type == "call":
            # What a call gives may be called itself: `Queue("orders")(channel)`.
            return together(
                self._members.member(one, "()", call, depth)
                for one in self._objects.of(function, depth)
            )
        owner = function.child_by_field_name("object") if function.type == "attribute" else None
        if owner is not None:
            member = f"{call.last}()"
            found = together(
                self._members.member(one, member, call, depth)
                for one in self._objects.of(owner, depth)
            )
            if found:
                return found
            # What an attribute is may be called: `User.objects(plan="old")`.
            given_by = self._objects.attribute(function, depth)
            found = together(self._members.member(one, "()", call, depth) for one in given_by)
            if found:
                return found
        if call.last in _ENTERING and call.positional:
            # `stack.enter_context(connection)` gives what `with connection as …` does.
            return together(
                self._members.member(one, "with", None, depth) or (one,)
                for one in self._objects.of(call.positional[0], depth)
            )
        if call.last in _SAME and call.positional:
            return self._objects.of(call.positional[-1 if call.last == "cast" else 0], depth)
        return taken_out(self._reading, self._objects, node, depth)

    def _picked(self, node: Node) -> list[str]:
        """The full names of what is taken out of a dictionary or a list that is written out."""
        owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        told = self._reading.known(key) if key is not None else ""
        flow = self._reading.builder.flow
        picked = picked_out(flow, owner, told or None) if owner is not None else None
        return [self._reading.names.dotted(one) for one in picked or ()]

    def _makes(self, name: str) -> tuple[Makes, ...]:
        """What a class or function makes, or a class by another constructor: `Redis.from_url`."""
        known = self._facts.makes.get(name, ())
        owner, _, method = name.rpartition(".")
        if known or method not in _CONSTRUCTORS or not owner.rpartition(".")[2][:1].isupper():
            return known
        return self._facts.makes.get(owner, ())

    def _of_function(self, function: Node, call: Call, depth: int) -> tuple[Thing, ...]:
        reading, name = self._reading, self._module.name(function)
        if call.last == "cast" and len(call.positional) > 1:
            return self._types.annotated(call.positional[0], depth)
        if call.last in ("Depends", "Security", "fixture") and call.positional:
            given = call.positional[0]
            own = reading.scopes.function(self._module.name(given))
            return self._objects.results(own, depth) if own is not None else ()
        if (call.last in _SAME or call.last in _SEVERALLY) and call.positional:
            return self._objects.of(call.positional[0], depth)
        if name == "filter" and len(call.positional) > 1:
            found = self._objects.of(call.positional[1], depth)
            return tuple(narrowed_to(one, Reach.FILTERED, "") for one in found)
        scope = reading.scopes.of_class(name)
        if scope is not None:
            return self._types.instance(scope)
        own = reading.scopes.function(name)
        if own is not None:
            return self._objects.given_back(own, call, depth)
        # An object that a call gives, such as `factory()` of `factory = sessionmaker(…)`.
        found = together(
            self._members.member(one, "()", call, depth)
            for one in self._objects.of(function, depth)
        )
        # A name for a type, that another module asks for: `Db = Annotated[Session, …]`.
        return found or (self._types.annotated(function, depth) if call.bare else ())
