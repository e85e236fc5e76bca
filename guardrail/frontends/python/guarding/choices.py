"""Whether a loop picks among what it runs over, so that a change in it doesn't reach all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.source.structure import Block, place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_PICKING = frozenset(
    f"{clause}_clause" for clause in ("elif", "else", "except", "case")
) | frozenset(("if_statement", "match_statement"))
_SKIPPING = late(r"\b(?:continue|break|return)\b")
_WHETHER_ANY = late(
    r"(?:not\s+)?(?P<name>\w+)"
    r"|len\((?P<counted>\w+)\)\s*(?:[=!]=|[<>]=?)\s*[\w.]+"
    r"|(?P<none>\w+)\s+is\s+(?:not\s+)?None"
    r"|(?:not\s+)?\w+\.get\((?P<got>[\"'][^\"']*[\"'])(?:,[^()]*)?\)"
    r"|(?P<held>[\"'][^\"']*[\"'])\s+(?:not\s+)?in\s+\w+"
)
_FARTHEST = 4
_LONGEST = 200
_CALLED = late(r"[\w\])]\s*\(|\bawait\b")
_PURE = late(
    r"\.(?:get|lower|upper|strip|casefold|startswith|endswith)\(|(?<![\w.])(?:any|all|len)\("
)
"""Calls that only look at what they are given, or called on."""
_LOOKED_UP = late(r"[\"'][^\"']*[\"']")
_WORD = late(r"(?<![\w.])[^\W\d]\w*")
_SIGNS = frozenset(
    ("not", "and", "or", "is", "in", "for", "any", "all", "len", "None", "True", "False")
)
_VARIES = (
    r"\bfor\s[^:\n]*?\b{0}\b[^:\n]*?\sin\s|\b{0}\b[^=\n(]{{0,60}}[-+*/|&]?=(?!=)"
    r"|\b{0}(?:\.\w+)*\.\w+\s*\(|\bas\s+{0}\b|\bdel\s+{0}\b"
)
"""How a name is set in a loop, or something is done with it that may change it."""


def picked(module: Module, node: Node, scope: Scope) -> Scope:
    """The scope of a change of one row inside a loop over rows of a scope.

    Behind a condition inside the loop, or after a `continue`, only the rows that were picked are
    reached, and which ones is known at run time alone. A condition that only asks whether there
    is anything to change (`if not keys: continue`) picks nothing, nor does one that is the same
    each time round (`if not dry_run`).
    """
    if scope not in (Scope.NONE, Scope.TAUTOLOGY):
        return scope
    return Scope.UNKNOWN if any(True for _ in picking_conditions(module, node)) else scope


def picking_conditions(module: Module, node: Node) -> Iterator[Node | None]:
    """The conditions by which the innermost loop around a node picks whom it does it to.

    `None` stands for a condition that is no plain `if`.
    """
    blocks = place_of(module, node.start_byte).blocks
    loops = [place for place, block in enumerate(blocks) if block.owner.type == "for_statement"]
    if not loops:
        return
    around, body = blocks[loops[0]].owner, blocks[loops[-1]].node
    for condition in _conditions(module, blocks[loops[-1] + 1 :], body, node):
        if condition is None or not (
            _the_same(module, condition, around) or _asks_whether_any(module, condition, body, node)
        ):
            yield condition


def chosen_by(module: Module, node: Node) -> Iterator[tuple[Node, bool]]:
    """The conditions behind which a node stands inside the loop around it, and whether they hold.

    One holds not where the loop goes on without the node: `if new(one): continue`.
    """
    blocks = place_of(module, node.start_byte).blocks
    loops = [place for place, block in enumerate(blocks) if block.owner.type == "for_statement"]
    if not loops:
        return
    around, body = blocks[loops[0]].owner, blocks[loops[-1]].node
    for block in blocks[loops[-1] + 1 :]:
        if block.owner.type in ("if_statement", "elif_clause"):
            asked = block.owner.child_by_field_name("condition")
            if asked is not None and not _the_same(module, asked, around):
                yield asked, True
        if block.owner.type == "else_clause" and (other := _other_side(block.owner)) is not None:
            yield other, False
    for condition in _conditions(module, [], body, node):
        if condition is not None and condition.start_byte >= body.start_byte:
            inside = condition.parent
            left = inside is None or not inside.start_byte <= node.start_byte < inside.end_byte
            if left and not _the_same(module, condition, around):
                yield condition, False


def _conditions(
    module: Module, within: list[Block], body: Node, node: Node
) -> Iterator[Node | None]:
    """The conditions on the way to a node inside a loop, `None` for what is no plain `if`."""
    for block in within:
        if block.owner.type in _PICKING:
            yield from _sides(block.owner)
    for match in _SKIPPING.finditer(module.plain, body.start_byte, node.start_byte):
        found = module.root.named_descendant_for_byte_range(match.start(), match.end())
        for _ in range(_FARTHEST):
            if found is None or found.type == "if_statement":
                break
            found = found.parent
        plain = found is not None and found.type == "if_statement"
        yield found.child_by_field_name("condition") if plain and found is not None else None


def _sides(clause: Node) -> Iterator[Node | None]:
    """The conditions by which a branch is come to: its own, and those of the branches before it."""
    around = clause.parent
    if clause.type == "if_statement":
        yield clause.child_by_field_name("condition")
    elif around is None or around.type != "if_statement":
        yield None  # of a `try`, a `for` or a `match`
    else:
        yield around.child_by_field_name("condition")
        for other in around.named_children:
            if other.type == "elif_clause" and other.start_byte <= clause.start_byte:
                yield other.child_by_field_name("condition")


def _other_side(clause: Node) -> Node | None:
    """The condition of which an `else` is the other side, `None` where there are several."""
    around = clause.parent
    if clause.type != "else_clause" or around is None or around.type != "if_statement":
        return None
    several = any(one.type == "elif_clause" for one in around.named_children)
    return None if several else around.child_by_field_name("condition")


def _the_same(module: Module, condition: Node, loop: Node) -> bool:
    """Whether a condition is made of names alone that nothing in a loop sets or calls.

    What another thing is called, or bears, picks none of those that the loop takes in turn.
    """
    code = module.code(condition)[:_LONGEST]
    names = set(_WORD.findall(_LOOKED_UP.sub("", code))) - _SIGNS
    if _CALLED.search(_PURE.sub("", code)):
        return False
    # What is asked of a name in the condition itself doesn't change it.
    before = module.plain[loop.start_byte : condition.start_byte]
    text = f"{before} {module.plain[condition.end_byte : loop.end_byte]}"
    return not any(re.search(_VARIES.format(re.escape(name)), text) for name in names)


def _asks_whether_any(module: Module, condition: Node, body: Node, node: Node) -> bool:
    """Whether a condition is about what is changed as a whole: that there is some of it."""
    match = _WHETHER_ANY.fullmatch(module.code(condition)[:200])
    if match is None:
        return False
    name = match["name"] or match["counted"] or match["none"]
    if name:
        changed = module.plain[node.start_byte : node.end_byte]
        return re.search(rf"\b{re.escape(name)}\b", changed) is not None
    key = match["got"] or match["held"]
    return module.text.count(key[1:-1], body.start_byte, node.end_byte) > 1
