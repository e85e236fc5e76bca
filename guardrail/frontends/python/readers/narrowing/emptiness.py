"""Whether a name can't be empty where it is used: it was asked for before, or around it."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.refusals import asked_before, asking, large_enough, parts_of
from guardrail.frontends.python.source.structure import place_of


def refused_when_empty(reading: Reading, node: Node) -> bool:
    """Whether a name, or what a call gives, can't be empty at its place: it was asked for."""
    name = reading.module.name(node) or (reading.module.code(node) if node.type == "call" else "")
    spelt = {name, name.replace("'", '"'), name.replace('"', "'")} if "[" in name else {name}
    return any(refused_at(reading, node.start_byte, one) for one in spelt)


def refused_at(reading: Reading, offset: int, name: str) -> bool:
    """Whether what a name holds was asked for before an offset, or around it."""
    module = reading.module
    filled = asking(name)[1]
    place = place_of(module, offset)
    for block in place.blocks:
        condition = block.owner.child_by_field_name("condition")
        if condition is None or block.owner.type not in ("if_statement", "elif_clause"):
            continue
        parts = parts_of(module, condition, " and ")
        if not filled.isdisjoint(parts) or any(large_enough(one, name) for one in parts):
            return True
    around = {place.block, *(block.node for block in place.blocks), *_body(place.definitions[-1:])}
    inwards = sorted(around, key=lambda block: block.start_byte, reverse=True)
    return asked_before(module, inwards, offset, name)


def _body(definitions: list[Node]) -> list[Node]:
    bodies = [one.child_by_field_name("body") for one in definitions]
    return [body for body in bodies if body is not None]
