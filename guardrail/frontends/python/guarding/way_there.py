"""The conditions that hold where a place is come to: of its branches, of what leaves before it.

`if dry_run: return` leaves; what stands behind it is come to only where `dry_run` isn't true. What
leaves in a branch of a branch (`if not yes: if input() != "y": return`) is left in both ways.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from msgspec import Struct
from tree_sitter import Node

from guardrail.frontends.python.naming.own_functions import leaves_for_good
from guardrail.frontends.python.source.structure import Block, Place, blocks_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

STATEMENTS = 12
"""Functions are left at their beginning or just before: so many statements are looked at."""

_DEEPEST = 3
_LEAVING = frozenset(("return_statement", "raise_statement", "continue_statement"))
_SUPPRESSING = late(r"\b(?:suppress|raises)\s*\(")
_ENDLESS = ("True", "1")


class Condition(Struct, frozen=True):
    """A condition of which it is known whether it holds.

    `code` is its expression. Of a case of a `match` it is the subject, and `one_of` what it is, or
    isn't, one of. `within` is the condition in whose branch it is asked: where that doesn't hold
    this one isn't asked.
    """

    code: Node
    holds: bool
    one_of: str = ""
    within: Condition | None = None


def of_branches(module: Module, place: Place) -> Iterator[Condition]:
    """The conditions of the branches that a place stands in, outermost first."""
    for block in place.blocks:
        yield from _of_block(module, block)
    yield from _of_expression(module, place.statement)


def of_sides(module: Module, place: Place, offset: int) -> Iterator[Condition]:
    """The conditions of `a if x else b` on one of whose sides a place of a statement is."""
    statement = place.statement
    if offset < statement.start_byte or " if " not in module.code(statement):
        return
    node = module.root.descendant_for_byte_range(offset, offset + 1)
    while node is not None and statement.start_byte <= node.start_byte and node != statement:
        if node.type == "conditional_expression":
            wanted, condition, other = module.children(node)[0][:3]
            if wanted.start_byte <= offset < wanted.end_byte:
                yield Condition(condition, holds=True)
            elif other.start_byte <= offset < other.end_byte:
                yield Condition(condition, holds=False)
        node = node.parent


def _of_block(module: Module, block: Block) -> Iterator[Condition]:
    owner = block.owner
    if owner.type == "case_clause":
        yield from _of_case(module, owner)
        return
    condition = owner.child_by_field_name("condition")
    if owner.type in ("else_clause", "elif_clause"):
        parent = owner.parent
        above = parent.child_by_field_name("condition") if parent is not None else None
        if above is not None:
            yield Condition(above, holds=False)
        for other in parent.children_by_field_name("alternative") if parent is not None else ():
            asked = other.child_by_field_name("condition")
            if other.start_byte < owner.start_byte and asked is not None:
                yield Condition(asked, holds=False)
    if condition is not None:
        yield Condition(condition, holds=True)


def _of_case(module: Module, case: Node) -> Iterator[Condition]:
    """That the subject of a `match` is what a case says; for `case _` nothing of those before."""
    cases = case.parent
    statement = cases.parent if cases is not None else None
    subject = statement.child_by_field_name("subject") if statement is not None else None
    if cases is None or subject is None:
        return
    said = _patterns(module, case)
    if said != "_":
        yield Condition(subject, True, said)
        return
    for other in module.children(cases)[0]:
        if other.start_byte < case.start_byte:
            yield Condition(subject, False, _patterns(module, other))


def _patterns(module: Module, case: Node) -> str:
    found = [one for one in module.children(case)[0] if one.type == "case_pattern"]
    return ", ".join(module.code(one).replace("|", ",") for one in found)


def _of_expression(module: Module, statement: Node) -> Iterator[Condition]:
    """The condition before `and` in a statement that is nothing else: `confirm() and wipe()`."""
    inner = module.children(statement)[0] if statement.type == "expression_statement" else []
    if len(inner) == 1 and inner[0].type == "boolean_operator":
        first, _ = module.children(inner[0])[0][:2]
        yield Condition(
            first, module.plain[first.end_byte : inner[0].end_byte].lstrip()[:3] == "and"
        )


def before(module: Module, place: Place, offset: int) -> Iterator[Node]:
    """The statements that ran on the way to a place, as far as they are looked at."""
    functions = [one for one in place.definitions if one.type == "function_definition"]
    body = functions[-1].child_by_field_name("body") if functions else module.root
    inside = body.start_byte if body is not None else 0
    within = [block.node for block in place.blocks if block.node.start_byte > inside]
    for block in (body, *within):
        nodes, starts = module.children(block) if block is not None else ([], [])
        upto = max(bisect_right(starts, offset) - 1, 0)
        first = min(STATEMENTS, upto)
        yield from nodes[:first]
        yield from nodes[max(upto - STATEMENTS, first) : upto]


def left_by(module: Module, statement: Node, depth: int = 0) -> Iterator[Condition]:
    """What holds behind a statement, because otherwise the function is left there."""
    if statement.type == "assert_statement":
        yield Condition(module.children(statement)[0][0], holds=True)
    elif statement.type == "expression_statement":
        yield from _or_left(module, statement)
    elif statement.type == "if_statement":
        yield from _left_by_branch(module, statement, depth)
    elif statement.type == "match_statement":
        yield from _left_by_cases(module, statement)
    elif statement.type == "with_statement" and depth < _DEEPEST:
        # What fails inside of `with suppress(Exception):` is left, and it goes on behind it.
        for block in blocks_of(module, statement):
            if _SUPPRESSING.search(module.plain, statement.start_byte, block.node.start_byte):
                continue
            for one in module.children(block.node)[0][-STATEMENTS:]:
                yield from left_by(module, one, depth + 1)
    elif statement.type == "while_statement":
        yield from _left_by_loop(module, statement)


def _left_by_loop(module: Module, statement: Node) -> Iterator[Condition]:
    """The condition on which alone an endless loop is left: `if answer == "y": break`."""
    condition = statement.child_by_field_name("condition")
    body = statement.child_by_field_name("body")
    if condition is None or body is None or module.code(condition) not in _ENDLESS:
        return
    if module.plain.count("break", body.start_byte, body.end_byte) != 1:
        return
    for one in module.children(body)[0][-STATEMENTS:]:
        asked, branch = one.child_by_field_name("condition"), one.child_by_field_name("consequence")
        last = module.children(branch)[0][-1:] if branch is not None else []
        breaks = bool(last) and last[0].type == "break_statement"
        if one.type == "if_statement" and asked is not None and breaks:
            yield Condition(asked, holds=True)


def _left_by_cases(module: Module, statement: Node) -> Iterator[Condition]:
    """What the subject of a `match` isn't, or is where all other cases leave."""
    subject = statement.child_by_field_name("subject")
    staying: list[str] = []
    left = False
    for block in blocks_of(module, statement) if subject is not None else ():
        inner = module.children(block.node)[0]
        said = _patterns(module, block.owner)
        leaves = bool(inner) and _leaves(module, inner[-1])
        left = left or (leaves and said == "_")
        if not leaves:
            staying.append(said)
        elif said != "_" and subject is not None:
            yield Condition(subject, False, said)
    if left and staying and subject is not None:
        yield Condition(subject, True, ", ".join(staying))


def _or_left(module: Module, statement: Node) -> Iterator[Condition]:
    """The condition of `args.yes or sys.exit(1)`."""
    inner = module.children(statement)[0]
    if len(inner) != 1 or inner[0].type != "boolean_operator":
        return
    first, last = module.children(inner[0])[0][:2]
    if leaves_for_good(module, last):
        between = module.plain[first.end_byte : last.start_byte].strip()
        yield Condition(first, holds=between == "or")


def _left_by_branch(module: Module, statement: Node, depth: int) -> Iterator[Condition]:
    condition = statement.child_by_field_name("condition")
    branch = statement.child_by_field_name("consequence")
    inner = module.children(branch)[0] if branch is not None else []
    if condition is None or not inner:
        return
    if _leaves(module, inner[-1]):
        yield Condition(condition, holds=False)
        return
    others = statement.children_by_field_name("alternative")
    if len(others) == 1 and others[0].type == "else_clause":
        body = others[0].child_by_field_name("body")
        last = module.children(body)[0][-1:] if body is not None else []
        if last and _leaves(module, last[0]):
            yield Condition(condition, holds=True)
            return
    if depth < _DEEPEST and not others:
        outer = Condition(condition, holds=True)
        for one in inner[-STATEMENTS:]:
            for found in left_by(module, one, depth + 1):
                if found.within is None:
                    yield Condition(found.code, found.holds, found.one_of, outer)


def _leaves(module: Module, last: Node) -> bool:
    return last.type in _LEAVING or leaves_for_good(module, last)
