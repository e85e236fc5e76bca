"""The texts of attributes: of a class, of the objects it makes, of an enumeration, of options."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import overriding_values
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.strings.rope import only_hole
from guardrail.frontends.python.strings.variants import Variants
from guardrail.frontends.python.values.defaults import of_options
from guardrail.frontends.python.values.enumerations import member_values
from guardrail.frontends.python.values.records import held_values

if TYPE_CHECKING:
    from guardrail.frontends.python.values.flow import Flow

_MOST_WAYS = 4
_ITSELF = frozenset(("self", "cls"))


def attribute_texts(flow: Flow, node: Node) -> Variants:
    """The texts of `self.SQL`, `cls.SQL` or `Class.SQL`; none where nothing is known."""
    owner, attribute = (node.child_by_field_name(field) for field in ("object", "attribute"))
    if owner is None or attribute is None:
        return ()
    name = flow.module.name(attribute)
    members = member_values(flow, owner, name) or held_values(flow, owner, name)
    if members:
        return tuple(dict.fromkeys(one for each in members for one in flow.evaluate(each)))
    if owner.type != "identifier":
        return _by_its_methods(flow, node)
    if options := of_options(flow.module, owner, name, flow.evaluate):
        return (*options, flow.named(node))
    holder = _holder(flow, owner)
    bound: Sequence[Binding] = holder.bindings.get(name, ()) if holder is not None else ()
    if bound and bound[0].kind is BindingKind.DEFINED:
        bound = ()
    found = flow.latest(bound, node) or _by_its_methods(flow, node)
    if holder is None:
        return found
    found = _with_fields(flow, found, holder, bound, name)
    itself = flow.module.name(owner) in _ITSELF
    return _with_overriding(flow, found, holder, name) if itself else found


def _holder(flow: Flow, owner: Node) -> Scope | None:
    """The class that a name stands for, or is an object of."""
    name = flow.module.name(owner)
    if name not in _ITSELF:
        return flow.scopes.of_class(name) or flow.scopes.of_object(name)
    holder: Scope | None = flow.scopes.at(owner.start_byte)[0]
    while holder is not None and not holder.is_class:
        holder = holder.parent
    return holder


def _with_fields(
    flow: Flow, found: Variants, holder: Scope, bound: Sequence[Binding], name: str
) -> Variants:
    """The texts of a data class's field, with those that its objects are made with."""
    if not bound or bound[0].annotation is None or not holder.is_class:
        return found
    given = flow.given_when_made(holder.node, name)
    more = tuple(rope for one in given for rope in flow.evaluate(one))
    told = tuple(rope for rope in more if not only_hole(rope))
    return tuple(dict.fromkeys((*found, *told))) if told else found


def _with_overriding(flow: Flow, found: Variants, holder: Scope, name: str) -> Variants:
    """The texts of a class's attribute, and those that classes derived from it have."""
    values = overriding_values(flow, holder, name)
    more = tuple(rope for one in values for rope in flow.evaluate(one))
    if not any(not only_hole(rope) for rope in more):
        return found
    own = tuple(rope for rope in found if not only_hole(rope))
    return tuple(dict.fromkeys((*own, *more)))


def _by_its_methods(flow: Flow, node: Node) -> Variants:
    """The texts that an object's own methods give an attribute, whichever ran last."""
    bound = [one for one in flow.attributes(node) if one.kind is not BindingKind.DECLARED]
    if not bound or len(bound) > _MOST_WAYS or not all(map(plainly, bound)):
        return ()
    ropes = [rope for one in bound if one.value for rope in _made_with(flow, one.value)]
    told = [rope for rope in ropes if not only_hole(rope)]
    unknown = [flow.named(node)] if told and len(told) < len(ropes) else []
    return tuple(dict.fromkeys((*told, *unknown)))


def _made_with(flow: Flow, node: Node) -> Variants:
    """The texts of an expression; of a constructor's parameter those that it is given."""
    found = flow.evaluate(node)
    if node.type != "identifier" or not all(map(only_hole, found)):
        return found
    given = [rope for one in flow.given_to_maker(node) for rope in flow.evaluate(one)]
    return tuple(dict.fromkeys(given)) or found


def plainly(binding: Binding) -> bool:
    """Whether a name is bound to an expression as a whole."""
    whole = binding.value is not None and binding.index is None
    return whole and binding.kind is BindingKind.ASSIGNED
