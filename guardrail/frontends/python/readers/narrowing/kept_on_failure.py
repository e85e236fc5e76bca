"""Rows that go where a list lacks them, and the list is empty once something failed.

`for row in rows: if row.uid not in uids: session.delete(row)`, `gone = known - set(uids)`,
`DELETE … WHERE uid <> ALL(%s)`: where `uids` is what a function gives that catches its failure and
gives `[]`, an outage of the directory deletes everybody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from guardrail.effects.queries import ON_FAILURE
from guardrail.frontends.python.found import Said
from guardrail.frontends.python.guarding.way_there import before, left_by, of_branches
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.collected import COMPREHENSIONS
from guardrail.frontends.python.readers.narrowing.deleted_rows import because, deletes_rows
from guardrail.frontends.python.readers.narrowing.reach import FAILED, WHEN
from guardrail.frontends.python.readers.picking.read_lists import left_by_absence
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late
from guardrail.stream import Embedded

_CATCHING = late(r"^\s*except\b", re.MULTILINE)
_ABSENT = late(r"\bNOT\s+IN\b|(?:<>|!=)\s*ALL\b|\bNOT\s*\([^()]*=\s*ANY\b", re.IGNORECASE)
_WRAPPING = frozenset(("set", "frozenset", "list", "tuple", "sorted"))
_MOST = 12
_DEEPEST = 4


def lost_on_failure(reading: Reading, call: Call, items: Sequence[Said]) -> Sequence[Said]:
    """What a call does, with what is deleted by the absence of names once these weren't found."""
    if not any(map(deletes_rows, items)) or not _catches(reading):
        return items
    absent = any(isinstance(one, Embedded) and _ABSENT.search(one.source.text) for one in items)
    reason = next(filter(None, (_when(reading, one) for one in _kept(reading, call, absent))), "")
    if not reason:
        return items
    return because(reading, call, items, reason)


def _catches(reading: Reading) -> bool:
    """Whether the module catches anything at all."""
    asked = ("catches", 0)
    if asked not in reading.remembered:
        reading.remembered[asked] = _CATCHING.search(reading.module.plain) is not None
    return bool(reading.remembered[asked])


def _when(reading: Reading, listed: Node) -> str:
    """When a list is empty that says what stays, "" unless that is where something failed."""
    node = unwrapped(listed)
    for _ in range(_DEEPEST):
        made = reading.builder.flow.value(node) if node.type == "identifier" else node
        inner = reading.call(made) if made is not None and made.type == "call" else None
        if inner is None or inner.name not in _WRAPPING or len(inner.positional) != 1:
            break
        node = unwrapped(inner.positional[0])
    told = left_by_absence(reading, node)
    return f"{ON_FAILURE}{told[1].removeprefix(WHEN)}" if told[1] == FAILED else ""


def _kept(reading: Reading, call: Call, absent: bool) -> Iterator[Node]:
    """The lists of what stays: asked around the call, or in what it is given."""
    module = reading.module
    place = place_of(module, call.node.start_byte)
    asked = [*of_branches(module, place)]
    asked += [
        one
        for statement in before(module, place, call.node.start_byte)
        for one in left_by(module, statement)
    ]
    for one in asked:
        yield from _compared(reading, one.code, "not in" if one.holds else "in")
    given = [*call.positional, *call.keywords.values(), *call.stars]
    for node in given[:_MOST]:
        yield from _inside(reading, node, absent, 0)


def _inside(reading: Reading, node: Node, absent: bool, depth: int) -> Iterator[Node]:
    """The lists that are taken from others, or whose members a condition doesn't let in."""
    node = unwrapped(node)
    if depth > _DEEPEST:
        return
    if node.type == "binary_operator":
        operator, right = (node.child_by_field_name(part) for part in ("operator", "right"))
        if operator is not None and right is not None and reading.module.code(operator) == "-":
            yield right
        return
    if node.type in COMPREHENSIONS:
        for one in node.named_children:
            if one.type == "if_clause":
                yield from _compared(reading, one, "not in")
            elif one.type == "for_in_clause" and (over := one.child_by_field_name("right")):
                yield from _inside(reading, over, False, depth + 1)
        return
    if node.type == "identifier":
        if absent:
            yield node
        value = reading.builder.flow.value(node)
        if value is not None and value.id != node.id:
            yield from _inside(reading, value, absent, depth + 1)
        return
    if node.type in ("tuple", "list", "list_splat", "keyword_argument", "dictionary", "pair"):
        for one in node.named_children[:_MOST]:
            yield from _inside(reading, one, absent, depth + 1)
        return
    if node.type == "call":
        inner = reading.call(node)
        if inner.last == "difference" and inner.positional:
            yield inner.positional[0]
        elif inner.name in _WRAPPING or inner.last in ("in_", "is_in"):
            for one in inner.positional[:1]:
                yield from _inside(reading, one, absent, depth + 1)


def _compared(reading: Reading, node: Node, sign: str) -> Iterator[Node]:
    """The right sides of the comparisons by `in` or `not in` that a condition is made of."""
    waiting = [unwrapped(node)]
    while waiting:
        one = waiting.pop()
        if one.type in ("boolean_operator", "if_clause", "parenthesized_expression"):
            waiting += map(unwrapped, one.named_children)
        elif one.type == "not_operator":
            inner = one.child_by_field_name("argument")
            if inner is not None and sign == "not in":
                yield from _compared(reading, inner, "in")
        elif one.type == "comparison_operator" and len(one.named_children) == 2:
            left, right = one.named_children
            code = reading.module.code(one)
            between = code[left.end_byte - one.start_byte : right.start_byte - one.start_byte]
            if " ".join(between.split()) == sign:
                yield right
