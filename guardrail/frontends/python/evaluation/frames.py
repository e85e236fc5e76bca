"""What a call gives the parameters of a function of the module."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from guardrail.frontends.python.evaluation import containers
from guardrail.frontends.python.evaluation.values import (
    UNKNOWN,
    Entries,
    Frame,
    Later,
    Parts,
    Value,
)
from guardrail.frontends.python.functions.callers import ITSELF, name_in
from guardrail.frontends.python.naming.calls import Call

if TYPE_CHECKING:
    from guardrail.frontends.python.evaluation.evaluator import Evaluator


_STARRED = frozenset(("list_splat_pattern", "dictionary_splat_pattern"))
_MOST_UNPACKED = 8
_SIGNS = frozenset(("keyword_separator", "positional_separator"))
Slots = list["Later | Sequence[Value]"]


def frame_of(
    evaluator: Evaluator,
    function: Node,
    call: Call,
    caller: Frame | None,
    bound: Frame | None = None,
) -> Frame | None:
    """The frame that a call of a function makes; `bound` says what a method is called on."""
    slots, named, more = handed(evaluator, call, caller)
    listed = function.child_by_field_name("parameters")
    given: dict[str, Sequence[Value] | Later] = {}
    place = 0
    for child in evaluator.module.children(listed)[0] if listed is not None else ():
        name = name_in(evaluator.module, child)
        kind = _starred(child)
        if child.type in _SIGNS or not name or (name in ITSELF and not given and not place):
            place = 10_000 if child.type == "keyword_separator" else place
        elif kind == "list_splat_pattern":
            given[name] = (Parts(tuple(evaluator.given(one) for one in slots[place:])),)
            place = 10_000
        elif kind == "dictionary_splat_pattern":
            left = {k: evaluator.given(v) for k, v in named.items() if k not in given}
            given[name] = (Entries(left, more),)
        else:
            default = child.child_by_field_name("value")
            if name in named:
                given[name] = named[name]
            elif place < len(slots):
                given[name] = slots[place]
            elif default is not None and not more:
                given[name] = Later(default, None)
            else:
                given[name] = UNKNOWN
            place += 1
    itself = bound.itself if bound is not None else ()
    around = bound.around if bound is not None else caller
    return evaluator.frame(Frame(function.id, given, itself, around))


def handed(
    evaluator: Evaluator, call: Call, caller: Frame | None
) -> tuple[Slots, dict[str, Later | Sequence[Value]], bool]:
    """What a call gives in order, what by name, and whether it may give more than is known."""
    slots: Slots = []
    named: dict[str, Later | Sequence[Value]] = {}
    more = False
    before = len(call.positional) if call.first_star is None else call.first_star
    slots += [Later(one, caller) for one in call.positional[:before]]
    for star in call.stars:
        if star.parent is None or star.parent.type != "list_splat":
            # `pool.map(run, whats)` calls it with one after the other.
            slots.append(containers.elements(evaluator, star, caller))
            continue
        rows = [*containers.contents(evaluator, star, caller)]
        if any(not isinstance(row, Parts) for row in rows):
            more = True
            slots += [UNKNOWN] * _MOST_UNPACKED
        else:
            slots += _side_by_side([row.parts for row in rows if isinstance(row, Parts)])
    slots += [Later(one, caller) for one in call.positional[before:]]
    for one in call.double_stars:
        entries: dict[str, Sequence[Value]] = {}
        more |= not containers.merge(evaluator, one, caller, entries)
        named.update(entries)
    named.update({name: Later(one, caller) for name, one in call.keywords.items()})
    return slots, named, more


def _side_by_side(rows: Sequence[Sequence[Sequence[Value]]]) -> list[Sequence[Value]]:
    """What several rows have at each place, the first of all rows first."""
    width = max(map(len, rows), default=0)
    return [
        [row[place][0] if place < len(row) and row[place] else None for row in rows]
        if len(rows) > 1
        else rows[0][place]
        for place in range(width)
    ]


def _starred(parameter: Node) -> str:
    """How a parameter collects arguments, "" for one that doesn't."""
    if parameter.type in _STARRED:
        return parameter.type
    inner = parameter.named_children[:1] if parameter.type == "typed_parameter" else []
    return inner[0].type if inner and inner[0].type in _STARRED else ""
