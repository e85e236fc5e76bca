"""Whether a name can't be empty where it is used: it was asked for before, or around it."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.overridden import called_functions
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.refusals import asked_before, asking, large_enough, parts_of
from guardrail.frontends.python.source.structure import function_around, place_of
from guardrail.frontends.python.source.tree import Module

_REFUSED = "refused when empty"


def refused_when_empty(reading: Reading, node: Node) -> bool:
    """Whether a name, or what a call gives, can't be empty at its place: it was asked for."""
    return (
        asked_within(reading.module, node)
        or refused_before(reading, node)
        or _refused_by_function(reading, node)
    )


def _refused_by_function(reading: Reading, node: Node) -> bool:
    """Whether the module's own function gives nothing back of it where it is empty.

    `def folder(name)` that raises `if not name`, of `folder(args.name)`.
    """
    listed = node.parent
    around = listed.parent if listed is not None and listed.type == "argument_list" else None
    if around is None or around.type != "call":
        return False
    functions = called_functions(reading.builder.flow, around)
    if len(functions) != 1:
        return False
    given = given_to(reading.module, functions[0], reading.call(around))
    name = next((name for name, one in given.items() if _is(one.value, node)), "")
    results = results_of(reading.module, functions[0])
    return bool(name and results) and all(
        refused_at(reading, one.start_byte, name) for one in results
    )


def only_nought_is_refused(reading: Reading, value: Node) -> bool:
    """Whether the function around stops where a number is 0, and goes on where it is None."""
    around = function_around(reading.module, value)
    name = re.escape(reading.module.code(value))
    before = reading.module.plain[around.start_byte : value.start_byte] if around else ""
    stops = re.search(rf"\bif {name} == 0\s*:", before) is not None
    return stops and re.search(rf"\bnot {name}\b|\b{name} is (?:not )?None", before) is None


def _is(value: Node | None, node: Node) -> bool:
    return value is not None and value.id == node.id


def refused_before(reading: Reading, node: Node) -> bool:
    """The same by what stands before the expression alone."""
    name = reading.module.name(node) or (reading.module.code(node) if node.type == "call" else "")
    spelt = {name, name.replace("'", '"'), name.replace('"', "'")} if "[" in name else {name}
    return any(refused_at(reading, node.start_byte, one) for one in spelt)


def asked_within(module: Module, node: Node) -> bool:
    """Whether the expression around asks for it: `x or y`, `x and x.y`, `x.y if x else z`."""
    code = module.code(node)
    below, above = node, node.parent
    while above is not None and not above.type.endswith(("_statement", "block")):
        parts = module.children(above)[0]
        if above.type == "boolean_operator" and len(parts) == 2:
            operator = above.child_by_field_name("operator")
            either = operator is not None and operator.type == "or"
            if either and parts[0].id == below.id == node.id:
                return True
            if not either and parts[1].id == below.id and _asks(module, parts[0], code):
                return True
        whole = above.type == "conditional_expression" and len(parts) == 3
        if whole and parts[0].id == below.id and _asks(module, parts[1], code):
            return True
        below, above = above, above.parent
    return False


def _asks(module: Module, condition: Node, code: str) -> bool:
    return code in parts_of(module, condition, " and ")


def refused_at(reading: Reading, offset: int, name: str) -> bool:
    """Whether what a name holds was asked for before an offset, or around it."""
    # Of the code alone, whatever is given: remembered for all readings of the module.
    held: dict[tuple[int, str], bool] = reading.module.facts.setdefault(_REFUSED, {})
    key = (offset, name)
    if key not in held:
        held[key] = _refused_at(reading.module, offset, name)
    return held[key]


def _refused_at(module: Module, offset: int, name: str) -> bool:
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
