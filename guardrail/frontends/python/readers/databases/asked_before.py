"""Which entries an object holds that was asked for them before: `box.search(…)`, `box.entries`.

Source: ldap3 2.9 (`Connection.entries` has what the last `search` has found).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tree_sitter import Node

from guardrail.effects import Scope
from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.picking.taken import taken_in_turn
from guardrail.frontends.python.readers.picking.trail import passed_on_the_way
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import only_hole, plain
from guardrail.knowledge.directory_filters import Reach, reach_of
from guardrail.knowledge.python.kinds import AskedBefore

_FAR = 12_000
_MOST_WAYS, _FEW, _DEEPEST = 16, 8, 4
_HELD = ("attribute", "call")
_PART = "unscoped when a part of its filter is left out"


def asked_before(reading: Reading, call: Call, asked: AskedBefore) -> Told | None:
    """What the last question before a call leaves, `None` where none of it is known.

    Where a part of the filter is put in on some ways alone, and the rest holds for all, everything
    is left on the others. So is too much where that part is an age, and the rest doesn't say of
    anybody that he is to go.
    """
    made = _last_question(reading, call.node, asked) or _on_the_way(reading, call, asked)
    node = made.argument(asked.filter) if made is not None else None
    found = [*_filters(reading, node, 0)] if node is not None else []
    told = [one for one in found if one is not None]
    if not told:
        return None
    if len(told) == len(found) and all(one.everybody for one in told):
        return Scope.NONE, ""
    aged = any(one.aged for one in told)
    if any(one.everybody for one in told) or (
        aged and any(not (one.aged or one.left) for one in told)
    ):
        return Scope.UNKNOWN, _PART
    return Scope.FILTERED, ""


def _filters(reading: Reading, node: Node, depth: int) -> Iterator[Reach | None]:
    """What each filter leaves that an expression may be; of a parameter what calls give it."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    if depth <= _DEEPEST and any(one.kind is BindingKind.PARAMETER for one in bound):
        function = function_around(reading.module, node)
        if function is None:
            return
        for call in calls_of(reading, function):
            given = given_to(reading.module, function, call).get(reading.module.name(node))
            if given is not None and given.value is not None:
                yield from _filters(reading, given.value, depth + 1)
        return
    for one in reading.builder.variants(node)[:_MOST_WAYS]:
        if not only_hole(one):
            yield reach_of(plain(one))


def _on_the_way(reading: Reading, call: Call, asked: AskedBefore) -> Call | None:
    """The last question before what the entry that is taken was got from, wherever that stands."""
    for one in passed_on_the_way(reading, call.node, *taken_in_turn(reading, call)):
        if one.type not in _HELD:
            continue
        here = reading.call(one) if one.type == "call" else None
        if here is not None and here.last in asked.methods:
            return here
        held = reading.module.code(one).endswith((".entries", ".response"))
        if held and (made := _last_question(reading, one, asked)) is not None:
            return made
    return None


def _last_question(reading: Reading, node: Node, asked: AskedBefore) -> Call | None:
    """The last call of a method that asks, on whatever object, in the function around or above."""
    module, end = reading.module, node.start_byte
    around = function_around(module, node)
    start = max(around.start_byte if around is not None else 0, end - _FAR)
    methods = "|".join(map(re.escape, asked.methods))
    found = re.compile(rf"\.(?:{methods})(?=\s*\()").finditer(module.plain, start, end)
    spans = [match.span() for match in found][-1:]
    for trail in module.around(spans):
        made = next((one for one in trail[:4] if one.type == "call"), None)
        if made is not None:
            return call_of(module, made, "")
    return None
