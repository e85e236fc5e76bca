"""Loops that take whatever isn't listed: what other people have made by hand goes with it.

`if record.name not in wanted: delete(record)` deletes the records of the mail server as well, which
nobody has put on the list. Who takes only what bears a mark of their own picks by that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tree_sitter import Node

from guardrail.frontends.python.guarding.choices import chosen_by
from guardrail.frontends.python.guarding.way_there import Condition, before, left_by, of_branches
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import results_of
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import unwrapped

_CERTAIN = {"true": True, "false": False, "none": False}
_LISTS = frozenset(("identifier", "attribute"))
_WRITTEN = frozenset(("list", "tuple", "set", "string"))
_DEEPEST = 6
_FEW = 6
_LONGEST = 40


def unlisted(reading: Reading, node: Node) -> str:
    """The list that a thing isn't on where a loop takes it, and nothing else; "" for none."""
    return _all(reading, chosen_by(reading.module, node), 0) or ""


def _all(reading: Reading, asked: Iterable[tuple[Node, bool]], depth: int) -> str | None:
    """The list that all of several conditions leave; `None` where one picks by something else."""
    told = [_of(reading, condition, holds, depth + 1) for condition, holds in asked]
    return None if None in told else next(filter(None, told), "")


def _of(reading: Reading, condition: Node, holds: bool, depth: int) -> str | None:
    """The list that a condition leaves, "" where it leaves nearly all, `None` where it picks."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if depth > _DEEPEST or not inner:
        return None
    if node.type == "not_operator":
        return _of(reading, inner[-1], not holds, depth + 1)
    if node.type == "boolean_operator":
        sign = node.child_by_field_name("operator")
        together = (sign is not None and reading.module.code(sign) == "and") is holds
        if together:
            return _all(reading, ((one, holds) for one in inner), depth)
        # Of `a != x or b != y` one nearly always holds.
        told = [_of(reading, one, holds, depth + 1) for one in inner]
        return "" if all(one == "" for one in told) else None
    if node.type == "comparison_operator" and len(inner) == 2:
        return _compared(reading, node, inner[0], inner[1], holds)
    return _by_function(reading, node, holds, depth)


def _compared(reading: Reading, node: Node, left: Node, right: Node, holds: bool) -> str | None:
    start, end = left.end_byte - node.start_byte, right.start_byte - node.start_byte
    sign = " ".join(reading.module.code(node)[start:end].split())
    if sign == ("!=" if holds else "=="):
        return ""
    if sign != ("not in" if holds else "in") or right.type not in _LISTS:
        return None
    value = reading.builder.flow.value(right)
    written = value is not None and value.type in _WRITTEN
    return None if written else reading.module.short(right, _LONGEST)


def _by_function(reading: Reading, node: Node, holds: bool, depth: int) -> str | None:
    """The same of a function of the module that is asked: `stale(record, wanted)`."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    named = function is not None and function.type == "identifier"
    own = reading.scopes.function(reading.module.code(function)) if named and function else None
    results = results_of(reading.module, own)[:_FEW] if own is not None else []
    told: list[str | None] = []
    for one in results:
        certain = _CERTAIN.get(one.type)
        if certain is None or certain is holds:
            way = [(each.code, each.holds) for each in _on_the_way(reading, one)]
            told.append(_all(reading, way if certain is not None else [*way, (one, holds)], depth))
    return told[0] if len(told) == 1 else None


def _on_the_way(reading: Reading, result: Node) -> Iterator[Condition]:
    place = place_of(reading.module, result.start_byte)
    yield from of_branches(reading.module, place)
    for statement in before(reading.module, place, result.start_byte):
        yield from left_by(reading.module, statement)
