"""Whether what is dropped in a loop was chosen among what was listed: `if name < oldest: drop`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call, arguments_of
from guardrail.frontends.python.readers.databases.spared_systems import spares_systems
from guardrail.frontends.python.readers.narrowing.empty_beginnings import picked_in_a_loop
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped

_COMPREHENSIONS = frozenset(("list_comprehension", "set_comprehension", "generator_expression"))
_KEPT = frozenset(("list", "tuple", "set", "sorted", "reversed"))
_DEEPEST = 6


def chosen_in_a_loop(reading: Reading, call: Call) -> bool:
    """Whether the loop around a call, or what it runs over, leaves some of what there is out."""
    if any(leaves_out(reading, one) for one in call.stars):
        return True
    blocks = place_of(reading.module, call.node.start_byte).blocks
    loops = [block.owner for block in blocks if block.owner.type == "for_statement"]
    if not loops:
        return False
    if picked_in_a_loop(reading, call.node, Scope.NONE) is not Scope.NONE:
        return True
    over = loops[-1].child_by_field_name("right")
    return over is not None and leaves_out(reading, over)


def leaves_out(reading: Reading, node: Node) -> bool:
    """Whether a list was made of what there is with a condition: `[t for t in tables if t.old]`."""
    for _ in range(_DEEPEST):
        node = unwrapped(node)
        node = reading.builder.flow.value(node) or node
        if node.type in _COMPREHENSIONS:
            asked = [one for one in reading.module.children(node)[0] if one.type == "if_clause"]
            return not all(_spares_systems(reading, one) for one in asked)
        if node.type != "call":
            return False
        name = reading.names.dotted(node)[:-2]
        given = arguments_of(reading.module, node)
        if name == "filter":
            return len(given) == 2 and given[0].type != "none"
        if name not in _KEPT or not given:
            return False
        node = given[0]
    return False


def _spares_systems(reading: Reading, clause: Node) -> bool:
    inner = reading.module.children(clause)[0]
    return bool(inner) and spares_systems(reading, inner[0], holds=True)
