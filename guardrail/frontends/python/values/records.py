"""What objects of plain classes hold: `Step("prune", "DELETE …").sql`, of a data class's fields.

The object may stand under a name, in a list that a loop runs over, or in a dictionary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.picking_out import picked_out

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_MOST = 64
_DEEPEST = 4
_ITSELF = frozenset(("self", "cls"))


def held_values(flow: Flow, owner: Node, name: str) -> list[Node]:
    """What an object was made with under a name, each value that it may be; none if not known."""
    found: list[Node] = []
    for made in _makers(flow, owner, 0)[:_MOST]:
        value = given_field(flow, made, name)
        if value is None:
            return []
        found.append(value)
    return found


def _makers(flow: Flow, node: Node, depth: int) -> list[Call]:
    """The calls of classes that may have made an object."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return []
    if node.type == "call":
        function = node.child_by_field_name("function")
        name = flow.module.name(function).rsplit(".", 1)[-1] if function is not None else ""
        return [call_of(flow.module, node, name)] if name[:1].isupper() else []
    if node.type == "subscript":
        owner, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        text = flow.module.code(key).strip("'\"") if key is not None else ""
        picked = picked_out(flow, owner, text) if owner is not None else None
        return [made for one in picked or () for made in _makers(flow, one, depth + 1)]
    if node.type in ("boolean_operator", "conditional_expression"):
        ways = flow.module.children(node)[0]
        return [made for one in (ways[0], ways[-1]) for made in _makers(flow, one, depth + 1)]
    if node.type == "attribute":
        held = [one.value for one in flow.attributes(node) if one.kind is BindingKind.ASSIGNED]
        return [made for one in held if one is not None for made in _makers(flow, one, depth + 1)]
    if node.type != "identifier":
        return []
    found: list[Call] = []
    clause = flow.comprehension_clause(node)
    over = clause.child_by_field_name("right") if clause is not None else None
    if over is not None:
        items = yielded(flow, over) or []
        return [made for one in items[:_MOST] for made in _makers(flow, one, depth + 1)]
    for binding in flow.reaching(node):
        value = binding.value
        if binding.kind is BindingKind.PARAMETER:
            given = flow.given_to_maker(node)
            found += [made for one in given for made in _makers(flow, one, depth + 1)]
        if value is None:
            continue
        if binding.kind is BindingKind.LOOPED:
            items = yielded(flow, value, binding.index) or []
            found += [made for one in items[:_MOST] for made in _makers(flow, one, depth + 1)]
        elif binding.kind is BindingKind.ASSIGNED and binding.index is None:
            found += _makers(flow, value, depth + 1)
    return found


def given_field(flow: Flow, made: Call, name: str) -> Node | None:
    """What a call of a class gives a field: by its name, by its place, or as its default."""
    if name in made.keywords:
        return made.keywords[name]
    fields = _fields(flow, made.last)
    if name not in fields:
        return None
    position = list(fields).index(name)
    if position < len(made.positional):
        return None if made.stars else made.positional[position]
    return fields[name]


def _fields(flow: Flow, name: str) -> dict[str, Node | None]:
    """The fields of a data class of the module in order, with their defaults."""
    scope = flow.scopes.of_class(name)
    if scope is None or any(one in scope.bindings for one in ("__init__", "__new__")):
        return {}
    return {
        field: bound[-1].value
        for field, bound in scope.bindings.items()
        if bound[0].annotation is not None and field not in _ITSELF
    }
