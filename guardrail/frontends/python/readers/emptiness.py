"""Whether the code refuses to go on when a value is empty: `if not query: return`."""

from __future__ import annotations

import re
from bisect import bisect_left

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.tree import Module

_LEAVING = re.compile(r"return|raise|continue|break|sys\.exit|exit|quit|abort|pytest\.skip")
_REACH = 60


def refused_when_empty(reading: Reading, node: Node) -> bool:
    """Whether a name can't be empty at its place: it was asked for before, or around it."""
    module = reading.module
    empty, filled = _asking(re.escape(module.name(node)))
    place = place_of(module, node.start_byte)
    for block in place.blocks:
        condition = block.owner.child_by_field_name("condition")
        if condition is None or block.owner.type not in ("if_statement", "elif_clause"):
            continue
        if any(filled.fullmatch(part) for part in _parts(module, condition, " and ")):
            return True
    around = [block.node for block in place.blocks]
    around += [place.block, *(_body(place.definitions[-1:]))]
    return any(_asked(module, block, node.start_byte, empty, filled) for block in around)


def _asking(name: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What asks whether a name is empty, and what asks whether it isn't."""
    empty = (
        rf"not {name}|{name} is None|(?:len\({name}\)|{name}) == (?:0|\[\]|\{{\}}|None)"
        rf"|len\({name}\) < 1|not any\({name}(?:\.values\(\))?\)"
    )
    filled = (
        rf"{name}|bool\({name}\)|len\({name}\)(?: > 0| >= 1| != 0)?"
        rf"|{name} is not None|{name} != \{{\}}"
    )
    return re.compile(empty), re.compile(filled)


def _body(definitions: list[Node]) -> list[Node]:
    bodies = [one.child_by_field_name("body") for one in definitions]
    return [body for body in bodies if body is not None]


def _parts(module: Module, condition: Node, joint: str) -> list[str]:
    """The conditions that `and` or `or` joins, without the parentheses around them."""
    text = " ".join(module.code(condition).split())
    uneven = [(part, part.count("(") != part.count(")")) for part in text.split(joint)]
    return [part.strip("() ") if odd else part for part, odd in uneven]


def _asked(
    module: Module, block: Node, offset: int, empty: re.Pattern[str], filled: re.Pattern[str]
) -> bool:
    nodes, starts = module.children(block)
    upto = bisect_left(starts, offset)
    for statement in nodes[max(upto - _REACH, 0) : upto]:
        if statement.end_byte > offset:
            continue
        if statement.type == "assert_statement":
            told = module.children(statement)[0]
            if told and any(filled.fullmatch(p) for p in _parts(module, told[0], " and ")):
                return True
        if statement.type != "if_statement":
            continue
        condition = statement.child_by_field_name("condition")
        body = statement.child_by_field_name("consequence")
        if condition is None or body is None or not _leaves(module, body):
            continue
        if any(empty.fullmatch(part) for part in _parts(module, condition, " or ")):
            return True
    return False


def _leaves(module: Module, body: Node) -> bool:
    last = module.children(body)[0][-1:]
    return bool(last) and _LEAVING.match(module.code(last[0])) is not None
