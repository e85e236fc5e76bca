"""What constructors make, and what the members of objects are, by the tables of knowledge."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guardrail.effects import Scope as Reach
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings, is_property
from guardrail.frontends.python.receivers.things import MOST, OTHER, Thing, strength, together
from guardrail.knowledge.python.kinds import ITSELF, Gives, Makes, facts
from guardrail.knowledge.python.rows import NOWHERE, Argument

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.objects import Objects

_LONGEST = 200
_ENTERED = ("__enter__", "__aenter__")


class Members:
    """Tells the members of objects of one module; `objects` tells what expressions are."""

    def __init__(self, reading: Reading, objects: Objects) -> None:
        self._reading = reading
        self._module = reading.module
        self._objects = objects
        self._facts = facts()

    def member(
        self, thing: Thing, member: str, call: Call | None, depth: int, text: str = ""
    ) -> tuple[Thing, ...]:
        """What an attribute, a call or a subscript of an object is."""
        if thing.of is not None:
            found = self._own_member(thing.of, member, depth, call)
            if found:
                return found
        gives = self._facts.gives.get((thing.kind, member))
        if gives is None and not member.endswith((")", "]")) and member not in ("with", "for"):
            gives = self._facts.gives.get((thing.kind, "*"))
        if gives is None:
            return ()
        if not gives.gives:
            return (OTHER,)
        parts = thing.parts
        if gives.named == ITSELF:
            parts = (*parts, text if member == "[]" else member)
        elif gives.named != NOWHERE and call is not None:
            parts = (*parts, *self._told(call, gives.named))
        scope, reason = self._reach(thing, gives, call)
        kind = self._kind(gives.gives, gives.by, call)
        return (replace(thing, kind=kind, parts=parts, scope=scope, reason=reason, of=None),)

    def _own_member(
        self, scope: Scope, member: str, depth: int, call: Call | None = None
    ) -> tuple[Thing, ...]:
        """A member of the module's own class."""
        if member == "with":
            entered = (self._own_member(scope, f"{name}()", depth) for name in _ENTERED)
            return together(entered)
        name = member.removesuffix("()")
        found: tuple[Thing, ...] = ()
        for binding in attribute_bindings(self._reading, scope, name):
            value = binding.value
            if binding.kind is BindingKind.DEFINED and value is not None:
                if value.type == "function_definition" and (
                    member.endswith("()") or is_property(self._module, value)
                ):
                    found = self._objects.given_back(value, call, depth)
            elif not member.endswith("()"):
                found = (*found, *self._objects.bound(binding, depth))
        return tuple(one for one in found if one.kind)[:MOST]

    def _told(self, call: Call, named: Argument) -> tuple[str, ...]:
        if named == NOWHERE:
            return ()
        return (self._reading.known(call.argument(named)),)

    def _kind(self, kind: str, by: Argument, call: Call | None) -> str:
        """The kind, with what an argument says of it."""
        text = self._reading.known(call.argument(by)) if by != NOWHERE and call is not None else ""
        return f"{kind} {text}" if text else kind

    def _reach(self, thing: Thing, gives: Gives, call: Call | None) -> tuple[Reach, str]:
        if gives.one:
            return Reach.KEYED, ""
        if gives.widens:
            return Reach.NONE, ""
        if (gives.narrows or gives.filters) and call is not None:
            from guardrail.frontends.python.readers.databases.selections import (
                narrowed,
                narrowed_by,
            )

            told = (
                narrowed_by(self._reading, call, gives.filters, gives.every)
                if gives.filters
                else None
            )
            from guardrail.frontends.python.readers.narrowing.reach import lost_among

            both = ((thing.scope, thing.reason), told or narrowed(self._reading, call, gives))
            scope, reason = max(*both, key=strength)
            return scope, reason or (lost_among(both) if scope is Reach.FILTERED else "")
        return thing.scope, thing.reason

    def made(self, made: Makes, call: Call, depth: int) -> tuple[Thing, ...]:
        """The object that a call of a class or factory makes."""
        from guardrail.frontends.python.receivers.addresses import kept_at

        kind = self._kind(made.kind, made.by, call)
        where = kept_at(self._reading, made, call, depth)
        one = Thing(kind, self._told(call, made.named), where=where)
        if made.filter != NOWHERE:
            from guardrail.frontends.python.readers.databases.selections import selected

            scope, reason = selected(self._reading, call, made)
            return (replace(one, scope=scope, reason=reason),)
        rows = call.argument(made.rows)
        if any(re.fullmatch(like, self._arguments(call)) for like in made.one_like):
            return (replace(one, scope=Reach.KEYED),)
        if rows is None:
            return (one,)
        return tuple(
            replace(one, parts=of.parts, scope=of.scope, reason=of.reason)
            for of in self._objects.of(rows, depth)
        ) or (replace(one, scope=Reach.UNKNOWN),)

    def _arguments(self, call: Call) -> str:
        arguments = call.node.child_by_field_name("arguments")
        code = self._module.code(arguments) if arguments is not None else ""
        first = next(iter(arguments.named_children), None) if arguments is not None else None
        if first is not None and first.type in ("identifier", "attribute"):
            # `db.reference(ROOT)`, as if what the constant says was written there.
            texts = self._reading.texts(first)
            rest = code[first.end_byte - arguments.start_byte :] if arguments is not None else ""
            code = f"({texts[0]!r}{rest}" if len(texts) == 1 else code
        return "".join(code[:_LONGEST].split())[1:-1].replace('"', "'")
