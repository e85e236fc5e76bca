"""Objects of a store that are deleted from the wrong end: the newest go, the oldest are kept."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.effects import Scope, Verb
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.reach import Told
from guardrail.frontends.python.readers.picking.newest import puts_in_order
from guardrail.frontends.python.readers.picking.picked import NEWEST, picked_how
from guardrail.frontends.python.readers.picking.still_used import picks_what_is_used
from guardrail.frontends.python.readers.picking.taken import taken_in_turn
from guardrail.frontends.python.readers.picking.trail import listed_before, met_on_the_way
from guardrail.frontends.python.readers.picking.young import picks_the_young
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.knowledge.python.file_transfer import SERVERS
from guardrail.knowledge.python.kinds import ChangesData
from guardrail.knowledge.python.mailboxes import MAILBOX

_NEWEST: Told = (Scope.UNKNOWN, "unscoped when it is among the newest, and the oldest are kept")
_YOUNG: Told = (Scope.UNKNOWN, "unscoped when it is in use or new, and what is old is kept")
_FETCHED = (*SERVERS, MAILBOX)
"""What holds things that are new when they are fetched, and deleted then."""
_FEW = 4


def of_the_newest(reading: Reading, call: Call, row: ChangesData) -> Told | None:
    """What a call deletes that is handed one after the other of the newest things."""
    if row.verb is not Verb.DELETE:
        return None
    if row.each and row.store not in _FETCHED:
        taken = taken_in_turn(reading, call)
        met = met_on_the_way(reading, call.node, *taken)
        young = any(one is not None and _is_young(reading, one, holds) for one, holds in met)
        if young and listed_before(reading, call.node, *taken):
            return _YOUNG
    if not puts_in_order(reading):
        return None
    owner = call.function.child_by_field_name("object")
    given = [*call.positional, *call.keywords.values(), *([owner] if owner is not None else [])]
    newest = any(picked_how(reading, call, one) == NEWEST for one in given[:_FEW])
    return _NEWEST if newest else None


def _is_young(reading: Reading, condition: Node, holds: bool) -> bool:
    """Whether a condition picks what was made, or used, not long ago."""
    asked = [unwrapped(condition)]
    if asked[0].type == "boolean_operator":
        asked = reading.module.children(asked[0])[0]
    return any(
        picks_the_young(reading, one, holds) or picks_what_is_used(reading, one, holds)
        for one in asked
    )
