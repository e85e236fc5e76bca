"""Where in the program a place stands: the statements, branches and functions around it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from tree_sitter import Node

from guardrail.frontends.python.tree import Module

_CLAUSES = frozenset(
    (
        "elif_clause",
        "else_clause",
        "except_clause",
        "except_group_clause",
        "finally_clause",
        "case_clause",
    )
)
_ALWAYS = frozenset(("with_statement", "finally_clause"))
DEFINITIONS = frozenset(("function_definition", "class_definition"))


@dataclass(frozen=True, slots=True)
class Step:
    """One branch taken on the way to a place.

    `statement` is the offset of the compound statement, `branch` counts its blocks; `exhaustive`
    says that one of the `branches` is always taken.
    """

    statement: int
    branch: int
    branches: int = 1
    exhaustive: bool = False


Path = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a compound statement, with its branch; `None` where it always runs."""

    node: Node
    step: Step | None
    owner: Node


@dataclass(slots=True)
class Place:
    """The way down to a place. `definitions` are the functions and classes, outermost first.

    `path` has the branches since the innermost definition, `blocks` all of them from the top.
    """

    statement: Node
    block: Node
    definitions: list[Node]
    path: Path
    blocks: list[Block]


def blocks_of(module: Module, statement: Node) -> list[Block]:
    """The blocks that a compound statement may run; none for a simple one or a definition."""
    if statement.type in DEFINITIONS or statement.type == "expression_statement":
        return []
    held = module.notes.get(statement.id)
    if held is None:
        held = module.notes[statement.id] = _blocks(module, statement)
    return held


def _blocks(module: Module, statement: Node) -> list[Block]:
    found: list[tuple[Node, Node]] = []
    for child in module.children(statement)[0]:
        if child.type == "block":
            if statement.type == "match_statement":
                found += [
                    (case, b) for case in module.children(child)[0] for b in _body(module, case)
                ]
            else:
                found.append((statement, child))
        elif child.type in _CLAUSES:
            found += [(child, block) for block in _body(module, child)]
    exhaustive = statement.type == "if_statement" and any(
        owner.type == "else_clause" for owner, _ in found
    )
    first = statement.type == "try_statement"
    out = []
    for index, (owner, block) in enumerate(found):
        always = owner.type in _ALWAYS or (first and owner is statement)
        step = None if always else Step(statement.start_byte, index, len(found), exhaustive)
        out.append(Block(block, step, owner))
    return out


def _body(module: Module, clause: Node) -> list[Node]:
    return [child for child in module.children(clause)[0] if child.type == "block"]


def definition(statement: Node) -> Node:
    """The function or class of a decorated one, else the statement itself."""
    if statement.type == "decorated_definition":
        inner = statement.child_by_field_name("definition")
        return inner or statement
    return statement


def place_of(module: Module, offset: int) -> Place:
    """The way down from the module to the innermost statement that holds the offset."""
    held = module.places.get(offset)
    if held is None:
        held = module.places[offset] = _way_down(module, offset)
    return held


def _way_down(module: Module, offset: int) -> Place:
    place = Place(module.root, module.root, [], (), [])
    block = module.root
    while (statement := module.child_at(block, offset)) is not None:
        place.statement, place.block = statement, block
        inner = definition(statement)
        if inner.type in DEFINITIONS:
            body = inner.child_by_field_name("body")
            if body is None or not body.start_byte <= offset < body.end_byte:
                return place
            place.definitions.append(inner)
            place.path = ()
            block = body
            continue
        blocks = blocks_of(module, statement)
        index = bisect_right(blocks, offset, key=lambda entry: entry.node.start_byte) - 1
        if index < 0 or blocks[index].node.end_byte <= offset:
            return place
        entered = blocks[index]
        place.blocks.append(entered)
        if entered.step is not None:
            place.path = (*place.path, entered.step)
        block = entered.node
    return place
