"""Which entries an object holds that was asked for them before: `box.search(…)`, `box.entries`.

Source: ldap3 2.9 (`Connection.entries` has what the last `search` has found).
"""

from __future__ import annotations

import re

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.strings.rope import only_hole, plain
from guardrail.knowledge.python.kinds import AskedBefore

_FAR = 12_000
_MOST_WAYS = 16


def asked_before(reading: Reading, call: Call, asked: AskedBefore) -> Told | None:
    """What the last question before a call leaves, `None` where it picks or isn't known.

    Where a part of the filter is put in on some ways alone, and the rest holds for all, everything
    is left on the others.
    """
    made = _last_question(reading, call, asked)
    node = made.argument(asked.filter) if made is not None else None
    if node is None:
        return None
    ways = [one for one in reading.builder.variants(node)[:_MOST_WAYS] if not only_hole(one)]
    told = [re.fullmatch(asked.every, plain(one)) is not None for one in ways]
    if not told or not any(told):
        return None
    if all(told):
        return Scope.NONE, ""
    return Scope.UNKNOWN, "unscoped when a part of its filter is left out"


def _last_question(reading: Reading, call: Call, asked: AskedBefore) -> Call | None:
    """The last call of a method that asks, on whatever object, in the function around or above."""
    module, end = reading.module, call.node.start_byte
    around = function_around(module, call.node)
    start = max(around.start_byte if around is not None else 0, end - _FAR)
    methods = "|".join(map(re.escape, asked.methods))
    found = re.compile(rf"\.(?:{methods})(?=\s*\()").finditer(module.plain, start, end)
    spans = [match.span() for match in found][-1:]
    for trail in module.around(spans):
        node = next((one for one in trail[:4] if one.type == "call"), None)
        if node is not None:
            return call_of(module, node, "")
    return None
