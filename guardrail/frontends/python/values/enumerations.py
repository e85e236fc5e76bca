"""Members of the module's own enumerations: what `step.value` may be where `step: Step`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_ENUM = late(r"\b\w*(?:Enum|Choices)\b")
_NAME = late(r"[^\W\d]\w*")
_MOST = 64
_OF_MEMBERS = frozenset(("value", "_value_"))


def member_values(flow: Flow, owner: Node, attribute: str) -> list[Node]:
    """What `Step.WIPE.value` is, or what it may be of a name that stands for any member."""
    if attribute not in _OF_MEMBERS:
        return []
    owner = unwrapped(owner)
    if owner.type == "attribute":
        holder, name = (owner.child_by_field_name(part) for part in ("object", "attribute"))
        scope = _enumeration(flow, holder)
        if scope is None or name is None:
            return []
        return _values(scope.bindings.get(flow.module.name(name), ()))
    found: list[Node] = []
    for binding in flow.reaching(owner) if owner.type == "identifier" else ():
        scope = _of_binding(flow, binding)
        if scope is None:
            return []
        found += [one for bound in scope.bindings.values() for one in _values(bound)]
    return found[:_MOST]


def _of_binding(flow: Flow, binding: Binding) -> Scope | None:
    """The enumeration of which a name is a member: by its type, or by what is looped over."""
    if binding.kind is BindingKind.LOOPED:
        return _enumeration(flow, binding.value)
    typed = binding.annotation
    for name in _NAME.findall(flow.module.code(typed)) if typed is not None else ():
        scope = flow.scopes.of_class(name)
        if scope is not None and _is_enumeration(flow, scope):
            return scope
    return None


def _enumeration(flow: Flow, node: Node | None) -> Scope | None:
    if node is None or node.type != "identifier":
        return None
    scope = flow.scopes.of_class(flow.module.name(node))
    return scope if scope is not None and _is_enumeration(flow, scope) else None


def _is_enumeration(flow: Flow, scope: Scope) -> bool:
    bases = scope.node.child_by_field_name("superclasses")
    return bases is not None and _ENUM.search(flow.module.code(bases)) is not None


def _values(bound: tuple[Binding, ...] | list[Binding]) -> list[Node]:
    return [
        one.value for one in bound if one.kind is BindingKind.ASSIGNED and one.value is not None
    ]
