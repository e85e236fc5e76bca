"""The module's own functions that a call may be of, and what subclasses give an attribute."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.strings.returning import given_back

if TYPE_CHECKING:
    from guardrail.frontends.python.naming.scopes import Scope
    from guardrail.frontends.python.values.flow import Flow

_MOST = 32
_PAIRED = frozenset(("tuple", "expression_list", "list"))
_MOST_CLASSES = 256


def overriding_values(flow: Flow, holder: Scope, name: str) -> list[Node]:
    """The expressions that the classes derived from one have for an attribute or a property."""
    from guardrail.frontends.python.receivers.members import results_of

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


def called_functions(flow: Flow, call: Node) -> list[Node]:
    """The functions and methods of the module's own that a call may be of."""
    function = call.child_by_field_name("function")
    if function is None:
        return []
    if function.type != "identifier":
        return owned_functions(flow, function)
    own = flow.scopes.function(flow.module.name(function))
    return [own] if own is not None else []


def lists_given_back(flow: Flow, value: Node) -> tuple[tuple[Node, ...], ...]:
    """Every list that a call gives, by its elements; none where one of them isn't known."""
    found: list[tuple[Node, ...]] = []
    for function in called_functions(flow, value) if value.type == "call" else ():
        for node in given_back(flow.module, function):
            lists = flow.lists(node)
            if not lists:
                return ()
            found += lists
    return tuple(found)


def parts_given_back(flow: Flow, value: Node, index: int) -> list[tuple[Node, Node]]:
    """What stands at a place of the tuples that a call gives: `query, params = build(table)`.

    Each with the function that gives it.
    """
    found: list[tuple[Node, Node]] = []
    for function in called_functions(flow, value) if value.type == "call" else ():
        for node in given_back(flow.module, function):
            parts = flow.elements(node) if node.type in _PAIRED else None
            if parts is None or index >= len(parts):
                return []
            found.append((function, parts[index]))
    return found
