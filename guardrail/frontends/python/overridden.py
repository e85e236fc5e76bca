"""What subclasses give an attribute that a class asks of itself: `self.statement`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.bindings import BindingKind

if TYPE_CHECKING:
    from guardrail.frontends.python.flow import Flow
    from guardrail.frontends.python.scopes import Scope

_MOST = 32
_MOST_CLASSES = 256


def overriding_values(flow: Flow, holder: Scope, name: str) -> list[Node]:
    """The expressions that the classes derived from one have for an attribute or a property."""
    from guardrail.frontends.python.members import results_of

    named = holder.node.child_by_field_name("name")
    if named is None or not holder.is_class:
        return []
    found: list[Node] = []
    for node in flow.scopes.derived_from(flow.module.name(named))[:_MOST_CLASSES]:
        if len(found) >= _MOST:
            break
        for one in flow.scopes.scope_of(node).bindings.get(name, ()):
            if one.value is None:
                continue
            if one.kind is BindingKind.ASSIGNED:
                found.append(one.value)
            elif one.kind is BindingKind.DEFINED and one.value.type == "function_definition":
                found += results_of(flow.module, one.value)
    return found[:_MOST]
