"""Where in the program a place stands: the statements, branches and functions around it."""

from __future__ import annotations

from bisect import bisect_right

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.source.refusals import never_empty
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

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
_LEAVING = {
    "return_statement": "return",
    "raise_statement": "return",
    "continue_statement": "loop",
    "break_statement": "loop",
}
_EXIT = late(r"(?:sys\.|os\.)?_?exit\(|quit\(|abort\(|pytest\.(?:skip|fail)\(")
_GIVEN = late(r"(\w+) is not None")
_ANY_CASE = late(r"case\s+_\s*:")
DEFINITIONS = frozenset(("function_definition", "class_definition"))
_WITHOUT_BLOCKS = DEFINITIONS | {
    "assert_statement",
    "break_statement",
    "continue_statement",
    "decorated_definition",
    "delete_statement",
    "expression_statement",
    "future_import_statement",
    "global_statement",
    "import_from_statement",
    "import_statement",
    "nonlocal_statement",
    "pass_statement",
    "raise_statement",
    "return_statement",
}


class Step(Struct, frozen=True):
    """One branch taken on the way to a place.

    `statement` is the offset of the compound statement, `branch` counts its blocks; `exhaustive`
    says that one of the blocks is always taken, of which `branches` reach the end of the statement.
    `leaves` says how this one does not: it ends the function ("return") or a loop's turn ("loop").
    """

    statement: int
    branch: int
    branches: int = 1
    exhaustive: bool = False
    leaves: str = ""


Path = tuple[Step, ...]


class Block(Struct, frozen=True):
    """A block of a compound statement, with its branch; `None` where it always runs."""

    node: Node
    step: Step | None
    owner: Node


class Place(Struct):
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
    if statement.type in _WITHOUT_BLOCKS:
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
    exhaustive = _is_exhaustive(module, statement, found)
    first = statement.type == "try_statement"
    ends = [_leaves(module, block) for _, block in found]
    out = []
    for index, (owner, block) in enumerate(found):
        always = owner.type in _ALWAYS or (first and owner is statement)
        step = Step(statement.start_byte, index, ends.count(""), exhaustive, ends[index])
        out.append(Block(block, None if always else step, owner))
    return out


def _is_exhaustive(module: Module, statement: Node, found: list[tuple[Node, Node]]) -> bool:
    """Whether one of the blocks always runs: there is an `else:` or a `case _:`.

    So does the only one where what it asks for, or runs over, was asked for before.
    """
    if statement.type == "if_statement":
        if any(owner.type == "else_clause" for owner, _ in found):
            return True
        return len(found) == 1 and _surely(module, statement, "condition")
    if statement.type == "for_statement":
        return len(found) == 1 and _surely(module, statement, "right")
    last = found[-1][0] if found and statement.type == "match_statement" else None
    return last is not None and _ANY_CASE.match(module.plain, last.start_byte) is not None


def _surely(module: Module, statement: Node, field: str) -> bool:
    """Whether the name that a statement depends on can't be empty."""
    asked = statement.child_by_field_name(field)
    if asked is not None and asked.type == "comparison_operator":
        given = _GIVEN.fullmatch(module.code(asked))
        return given is not None and never_empty(module, statement, given[1])
    plain = asked is not None and asked.type == "identifier"
    return plain and asked is not None and never_empty(module, statement, module.name(asked))


def _leaves(module: Module, block: Node) -> str:
    """How a block's last statement leads elsewhere than behind it, "" where it doesn't."""
    last = module.children(block)[0][-1:]
    kind = last[0].type if last else ""
    if kind == "expression_statement":
        return "return" if _EXIT.match(module.plain, last[0].start_byte) else ""
    return _LEAVING.get(kind, "")


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


def function_around(module: Module, node: Node) -> Node | None:
    """The innermost function that a place stands in."""
    definitions = place_of(module, node.start_byte).definitions
    return next((one for one in reversed(definitions) if one.type == "function_definition"), None)


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


_LOOPS = ("for_statement", "while_statement")
_TURNING = (*_LOOPS, "list_comprehension", "set_comprehension", "generator_expression")


def end_of_loop(module: Module, node: Node) -> int:
    """Where the outermost loop around a place ends, 0 where none stands around it."""
    blocks = place_of(module, node.start_byte).blocks
    return next((one.owner.end_byte for one in blocks if one.owner.type in _LOOPS), 0)


def turns_around(node: Node, reached: Node) -> bool:
    """Whether a loop or a comprehension stands around a node, and another node not inside it."""
    above = node.parent
    while above is not None and above.type not in DEFINITIONS:
        if above.type in _TURNING:
            return not above.start_byte < reached.start_byte < above.end_byte
        above = above.parent
    return False
