"""A call in a loop over pairs or objects that are written out, read once for each of them.

`for name, value in {"ssl": "off", "brotli": "on"}.items(): settings.edit(name, value=value)` says
two things, and what belongs together stays together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from msgspec.structs import replace
from tree_sitter import Node

from guardrail.effects import ResourceChange, Verb
from guardrail.frontends.python.functions.in_light import in_the_light_of
from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.values.iteration import yielded
from guardrail.frontends.python.values.unfolding import saving, unfolded
from guardrail.knowledge.python.kinds import ChangesObject, LetsExpire
from guardrail.knowledge.python.rows import ChangesResource, OpensPorts
from guardrail.stream import Item

_Row = TypeVar("_Row", ChangesObject, ChangesResource, LetsExpire, OpensPorts)
_Read = Callable[[Reading, Call, _Row], list[Item] | None]
_HOLDING = frozenset(
    (
        *("dictionary", "pair", "list", "tuple", "call", "argument_list"),
        *("conditional_expression", "binary_operator", "keyword_argument"),
    )
)
_OF_ONE = (LetsExpire, OpensPorts)
_SETTING = (Verb.ALTER, Verb.DISABLE, Verb.GRANT, Verb.ESCALATE)
_TAKEN = frozenset(("subscript", "attribute"))
_MOST = 24
_PAIR = 2
_FEW = 8


def in_each_turn(read: _Read[_Row]) -> _Read[_Row]:
    """What `read` finds, in each turn of a loop around a call whose arguments are paired there."""

    def read_all(reading: Reading, call: Call, row: _Row) -> list[Item] | None:
        found: list[Item] | None = None
        # What is said of one thing is: what the others are told belongs to them.
        of_one, turned = isinstance(row, _OF_ONE) or row.verb in _SETTING, False
        paired = isinstance(row, _OF_ONE) or bool(row.protections) or _on_looped(reading, call)
        saves = isinstance(row, ChangesObject) and row.saves
        shown = saving(reading, call) if saves else call
        for one in _turns(reading, shown) if paired else ():
            found, turned = _together(found, read(one, unfolded(one, call), row)), True
        return found or (None if of_one and turned else read(reading, call, row))

    return read_all


def _on_looped(reading: Reading, call: Call) -> bool:
    """Whether a loop gives what a method is called on, with what it is given: `(volumes, {…})`."""
    owner = call.function.child_by_field_name("object")
    bound = reading.builder.flow.reaching(owner) if owner and owner.type == "identifier" else ()
    return any(one.kind is BindingKind.LOOPED and one.index is not None for one in bound)


def _together(before: list[Item] | None, more: list[Item] | None) -> list[Item] | None:
    """The items of two turns; what one and the same resource loses is told at once."""
    if not before or not more:
        return before or more
    first, last = before[-1], more[0]
    if (
        isinstance(first, ResourceChange)
        and isinstance(last, ResourceChange)
        and replace(first, protections=()) == replace(last, protections=())
    ):
        lost = tuple(dict.fromkeys((*first.protections, *last.protections)))
        return [*before[:-1], replace(first, protections=lost), *more[1:]]
    return [*before, *(one for one in more if one not in before)]


def _turns(reading: Reading, call: Call) -> Iterator[Reading]:
    """The module as it is in each turn of a loop that gives several arguments of a call at once.

    Or one of which several parts are given.
    """
    names, parts = _looped(reading, call)
    if not parts or len(names) > _PAIR:
        names = _of_one_loop(names)
    if len(names) < (1 if parts else 2) or not all(
        one.value is not None and other.value is not None and one.value.id == other.value.id
        for one, other in pairwise(names.values())
    ):
        return
    flow = reading.builder.flow
    lists: dict[str, Sequence[Node]] = {}
    for name, binding in names.items():
        over = binding.value
        values = yielded(flow, over, binding.index) if over is not None else None
        lists[name] = values or ()
    length = len(next(iter(lists.values())))
    if not 0 < length <= _MOST or any(len(one) != length for one in lists.values()):
        return
    scope = reading.scopes.at(call.node.start_byte)[0]
    for turn in range(length):
        given = {
            name: replace(binding, kind=BindingKind.ASSIGNED, value=lists[name][turn], index=None)
            for name, binding in names.items()
        }
        yield in_the_light_of(reading, {scope.node.id: given}, None)


def _of_one_loop(names: dict[str, Binding]) -> dict[str, Binding]:
    """The names that the loop gives which gives the most of them: the others are another's."""
    loops = [one.value.id for one in names.values() if one.value is not None]
    most = max(loops, key=loops.count, default=0)
    if loops.count(most) < _PAIR:
        return names
    return {name: one for name, one in names.items() if one.value and one.value.id == most}


def _looped(reading: Reading, call: Call) -> tuple[dict[str, Binding], bool]:
    """The names among a call's arguments that a loop gives, and whether any stands for several.

    One does whose parts are given: `one["name"]`, `one.size`, `**options`.
    """
    found: dict[str, Binding] = {}
    parts, steps = False, 0
    given = [*call.positional, *call.keywords.values()][:_FEW]
    waiting = [*((one, False) for one in given), *((one, True) for one in call.double_stars)]
    owner = call.function.child_by_field_name("object")
    if owner is not None and owner.type == "identifier":
        waiting.append((owner, False))
    if owner is not None and owner.type == "subscript":
        # `db[one.collection].create_index("at", expireAfterSeconds=one.seconds)`
        waiting += [(one, False) for one in owner.children_by_field_name("subscript")]
    while waiting and len(found) < _FEW:
        node, apart = waiting.pop()
        if node.type in _HOLDING:
            waiting += [(one, False) for one in reading.module.children(node)[0][:_MOST]]
            continue
        if node.type in _TAKEN:
            whole = node.child_by_field_name("value") or node.child_by_field_name("object")
            waiting += [(whole, True)] if whole is not None else []
            continue
        reaching = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
        made = reaching[0].value if len(reaching) == 1 and reaching[0].index is None else None
        if made is not None and reaching[0].kind is BindingKind.ASSIGNED and steps < _MOST:
            waiting.append((made, False))
            steps += 1
            continue
        looped = len(reaching) == 1 and reaching[0].kind is BindingKind.LOOPED
        if looped and (apart or reaching[0].index is not None):
            found[reading.module.name(node)] = reaching[0]
            parts = parts or apart
    return found, parts
