"""Whether a call may be given a class of some names, or an object of it: `set_policy(AutoAdd())`.

An own class that does in their stead whatever it is asked counts as one of them: a policy for
unknown hosts whose method doesn't raise accepts them all.
"""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from guardrail.frontends.python.functions.passed import passed_to
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.narrowing.defaults import (
    default_handed_on,
    default_of,
    option_defaults,
)
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.bare_code import body_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.frontends.python.values.picking_out import picked_out
from guardrail.knowledge.python.loosened_spots import Takes

_DEEPEST = 8
_FEW = 6


def may_be_given(reading: Reading, node: Node | None, takes: Takes) -> bool:
    """Whether an argument may be one of the classes, or an object of one."""
    return node is not None and any(_is_one(reading, one, takes) for one in _ways(reading, node, 0))


def _is_one(reading: Reading, node: Node, takes: Takes) -> bool:
    name = reading.names.dotted(node).removesuffix("()").rpartition(".")[2]
    if name in takes.classes:
        return True
    own = reading.scopes.of_class(name)
    bases = own.node.child_by_field_name("superclasses") if own is not None else None
    if own is None or bases is None or takes.base not in reading.module.code(bases):
        return False
    bound = own.bindings.get(takes.method, ())
    defined = [one.value for one in bound if one.value is not None]
    return bool(defined) and "raise" not in body_of(reading.module, defined[-1])


def _ways(reading: Reading, node: Node, depth: int) -> Iterator[Node]:
    """The classes, or calls of them, that an expression may stand for."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return
    if node.type == "call":
        call = reading.call(node)
        own = reading.scopes.function(call.name)
        if own is not None:
            for one in results_of(reading.module, own)[:_FEW]:
                yield from _ways(reading, one, depth + 1)
        elif call.function.type in ("attribute", "identifier", "subscript"):
            yield node
            yield from _ways(reading, call.function, depth + 1)
    elif node.type == "conditional_expression":
        first, asked, last = reading.module.children(node)[0][:3]
        holds = _by_default(reading, asked)
        for one in (first,) if holds else (last,) if holds is False else (first, last):
            yield from _ways(reading, one, depth + 1)
    elif node.type == "boolean_operator":
        for one in reading.module.children(node)[0]:
            yield from _ways(reading, one, depth + 1)
    elif node.type == "subscript":
        whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
        known = (reading.known(key) or _default_text(reading, key)) if key is not None else ""
        for one in (whole is not None and picked_out(reading.builder.flow, whole, known)) or ():
            yield from _ways(reading, one, depth + 1)
    elif node.type in ("identifier", "attribute"):
        yield node
        yield from _named(reading, node, depth)


def _named(reading: Reading, node: Node, depth: int) -> Iterator[Node]:
    value = reading.builder.flow.value(node)
    if value is not None and value.id != node.id:
        yield from _ways(reading, value, depth + 1)
        return
    if node.type == "attribute":
        for held in reading.builder.flow.attributes(node)[:_FEW]:
            if held.value is not None:
                yield from _ways(reading, held.value, depth + 1)
        return
    for one in reading.builder.flow.reaching(node)[:_FEW]:
        if one.value is not None and one.kind in (BindingKind.ASSIGNED, BindingKind.PARAMETER):
            yield from _ways(reading, one.value, depth + 1)
        if one.kind is BindingKind.PARAMETER:
            for given in passed_to(reading, node)[:_FEW]:
                yield from _ways(reading, given, depth + 1)


def _by_default(reading: Reading, condition: Node) -> bool | None:
    """What a switch is where nobody says otherwise, `None` where that isn't written."""
    node, denied = unwrapped(condition), False
    if node.type == "not_operator":
        node, denied = reading.module.children(node)[0][-1], True
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    value = bound[0].value if len(bound) == 1 else None
    told = reading.truth(value) if value is not None else None
    return None if told is None else told is not denied


def _default_text(reading: Reading, node: Node) -> str:
    """What a name is by default: of a parameter, or of the option that a call hands on to it."""
    if node.type != "identifier":
        default = next(iter(option_defaults(reading, node)), None)
        return reading.known(default) if default is not None else ""
    bound = reading.builder.flow.reaching(node)
    told = reading.known(bound[0].value) if len(bound) == 1 else ""
    if told:
        return told
    default = default_of(reading, node) or default_handed_on(reading, node)
    return reading.known(default) if default is not None else ""
