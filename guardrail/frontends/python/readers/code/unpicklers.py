"""Unpicklers of a module's own, which let some classes pass or only look as if they did."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings
from guardrail.frontends.python.receivers.objects import objects
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_FIND_CLASS = "find_class"
_REFUSES = late(r"\braise\b|\breturn\s+(?!super\b|pickle\b|getattr\b)")
"""How a method looks that refuses a class, or gives another for it."""


def given_to_own(reading: Reading, call: Call, kind: str) -> Node | None:
    """What an object of the module's own class of a kind is made with, if it refuses nothing."""
    owner = call.function.child_by_field_name("object")
    if owner is None or kind not in reading.matching.known_kinds(call):
        return None
    own = [one.of for one in objects(reading).of(owner) if one.kind == kind and one.of is not None]
    if not own or any(_refuses(reading, one) for one in own):
        return None
    made = unwrapped(owner)
    if made.type != "call":
        made = reading.builder.flow.value(owner) or made
    if made.type != "call":
        return None
    return next(iter(call_of(reading.module, made, "").positional), None)


def _refuses(reading: Reading, scope: Scope) -> bool:
    """Whether a class has a method, its own or of a class above, that lets some pass alone."""
    bound = attribute_bindings(reading, scope, _FIND_CLASS)
    bodies = (reading.module.code(one.value) for one in bound if one.value is not None)
    return any(_REFUSES.search(body) for body in bodies)
