"""Where the plain data that an expression stands for are written: another place in the module."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.overridden import owned_functions
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.records import held_values
from guardrail.patterns import late

_PORTIONS = late(r"batch|chunk|portion|group|slice|partition|window", re.IGNORECASE)


def in_turn(reading: Reading, node: Node) -> list[Node]:
    """What an expression may be: of a loop's turns, or as objects of data classes hold it."""
    flow = reading.builder.flow
    if node.type == "attribute":
        owner, name = (node.child_by_field_name(part) for part in ("object", "attribute"))
        named = reading.module.name(name) if name is not None else ""
        return held_values(flow, owner, named) if owner is not None else []
    bound = flow.reaching(node) if node.type == "identifier" else ()
    if len(bound) == 1 and bound[0].kind is BindingKind.NESTED:
        return _nested(reading, bound[0])
    over = bound[0].value if len(bound) == 1 and bound[0].kind is BindingKind.LOOPED else None
    found = yielded(flow, over, bound[0].index) if over is not None else None
    return [one for one in found or () if one.id != node.id]


def _nested(reading: Reading, bound: Binding) -> list[Node]:
    """What a name within a pattern stands for: `for name, (port, source) in DOORS.items()`."""
    flow = reading.builder.flow
    wholes = yielded(flow, bound.value, bound.outer) if bound.value is not None else None
    parts = [flow.elements(one) or [] for one in wholes or ()]
    index = bound.index or 0
    return [one[index] for one in parts if index < len(one)]


def entry_under(reading: Reading, node: Node) -> Node | None:
    """What stands under a key of a dictionary that is written out: `SETTINGS["recovery"]`."""
    whole, key = (node.child_by_field_name(part) for part in ("value", "subscript"))
    if whole is None or key is None or key.type != "string":
        return None
    flow = reading.builder.flow
    inner = entry_under(reading, whole) if whole.type == "subscript" else None
    held = flow.value(inner or whole)
    if held is None or held.type != "dictionary":
        return None
    under = flow.entries(held).get(reading.known(key) or "", ())
    return under[0] if len(under) == 1 else None


def in_portions(reading: Reading, node: Node) -> Node | None:
    """The list that a loop takes in portions: `for batch in batched(changes, 100)`."""
    bound = reading.builder.flow.reaching(node)
    over = bound[0].value if len(bound) == 1 and bound[0].kind is BindingKind.LOOPED else None
    if over is None or over.type != "call" or bound[0].index is not None:
        return None
    call = reading.call(over)
    return call.positional[0] if call.positional and _PORTIONS.search(call.last) else None


def own_function(reading: Reading, call: Call) -> Node | None:
    """The module's own function, or the one method of its classes, that a call is of."""
    if call.function.type == "identifier":
        return reading.scopes.function(call.name)
    owned = owned_functions(reading.builder.flow, call.function)
    return owned[0] if len(owned) == 1 else None
