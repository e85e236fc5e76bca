"""What subclasses give an attribute that a class asks of itself: `self.statement`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.bindings import Binding, BindingKind

if TYPE_CHECKING:
    from guardrail.frontends.python.flow import Flow
    from guardrail.frontends.python.scopes import Scope

_MOST = 32
_MOST_CLASSES = 256


def overriding_values(flow: Flow, holder: Scope, name: str) -> list[Node]:
    """The expressions that the classes derived from one have for an attribute or a property."""
    from guardrail.frontends.python.members import results_of

    found: list[Node] = []
    for one in _overriding(flow, holder, name):
        if len(found) >= _MOST:
            break
        if one.kind is BindingKind.ASSIGNED and one.value is not None:
            found.append(one.value)
        elif one.value is not None and one.value.type == "function_definition":
            found += results_of(flow.module, one.value)
    return found[:_MOST]


def _overriding(flow: Flow, holder: Scope, name: str) -> Iterator[Binding]:
    """What the classes of the module that are derived from one bind to a name."""
    named = holder.node.child_by_field_name("name")
    if named is None or not holder.is_class:
        return
    for node in flow.scopes.derived_from(flow.module.name(named))[:_MOST_CLASSES]:
        yield from flow.scopes.scope_of(node).bindings.get(name, ())


def owned_functions(flow: Flow, function: Node) -> list[Node]:
    """The methods of the module's own classes that an expression may call: `self.statement()`."""
    owner, attribute = (function.child_by_field_name(part) for part in ("object", "attribute"))
    if function.type != "attribute" or owner is None or attribute is None:
        return []
    bound = [*flow.attributes(function)]
    if bound and owner.type == "identifier" and flow.module.name(owner) in ("self", "cls"):
        holder: Scope | None = flow.scopes.at(owner.start_byte)[0]
        while holder is not None and not holder.is_class:
            holder = holder.parent
        name = flow.module.name(attribute)
        bound += _overriding(flow, holder, name) if holder is not None else ()
    return [
        one.value
        for one in bound[:_MOST]
        if one.kind is BindingKind.DEFINED
        and one.value is not None
        and one.value.type == "function_definition"
    ]
