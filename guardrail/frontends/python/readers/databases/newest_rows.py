"""Objects of a store that are deleted from the wrong end: the newest go, the oldest are kept."""

from __future__ import annotations

import re

from guardrail.effects import Scope, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.picking.picked import NEWEST, picked_how
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.kinds import ChangesData

_ORDERED = r"\bsorted\(|\.sort\(|\bnlargest\("
_NEWEST: Told = (Scope.UNKNOWN, "unscoped when it is among the newest, and the oldest are kept")
_FEW = 4


def of_the_newest(reading: Reading, call: Call, row: ChangesData) -> Told | None:
    """What a call deletes that is handed one after the other of the newest things."""
    if row.verb is not Verb.DELETE or not _puts_in_order(reading):
        return None
    owner = call.function.child_by_field_name("object")
    given = [*call.positional, *call.keywords.values(), *([owner] if owner is not None else [])]
    newest = any(picked_how(reading, call, one) == NEWEST for one in given[:_FEW])
    return _NEWEST if newest else None


def _puts_in_order(reading: Reading) -> bool:
    """Whether a module puts anything in order: looked for once."""
    facts = reading.module.facts
    if "puts in order" not in facts:
        facts["puts in order"] = re.search(_ORDERED, reading.module.text) is not None
    return bool(facts["puts in order"])
