"""What attributes of the module's own objects are bound to: `self.base`, `cloud.session`."""

from __future__ import annotations

from collections.abc import Sequence

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import attribute_bindings
from guardrail.frontends.python.receivers.objects import objects

_LONGEST = 4


def bound_to(reading: Reading, node: Node) -> Sequence[Binding]:
    """The bindings of an attribute in its class and by its methods, none where nothing is known."""
    if not _is_short(node):
        return ()
    owner, attribute = (node.child_by_field_name(field) for field in ("object", "attribute"))
    if owner is None or attribute is None:
        return ()
    scope = class_of_owner(reading, owner)
    return attribute_bindings(reading, scope, reading.module.name(attribute)) if scope else ()


def _is_short(node: Node) -> bool:
    """Whether it is an attribute of a name or of what one makes, or of a few attributes of it."""
    below: Node | None = node
    for _ in range(_LONGEST):
        if below is not None and below.type == "call":
            below = below.child_by_field_name("function")
            return below is not None and below.type == "identifier"
        if below is None or below.type != "attribute":
            return below is not None and below.type == "identifier"
        below = below.child_by_field_name("object")
    return False


def class_of_owner(reading: Reading, owner: Node) -> Scope | None:
    """The class of the module that an object is of, or that a name names; `None` for others."""
    name = reading.module.name(owner)
    if owner.type == "identifier" and name in ("self", "cls"):
        scope: Scope | None = reading.scopes.at(owner.start_byte)[0]
        while scope is not None and not scope.is_class:
            scope = scope.parent
        return scope
    named = reading.scopes.of_class(name) if owner.type == "identifier" else None
    if named is not None:
        return named
    return next((one.of for one in objects(reading).of(owner) if one.of is not None), None)
