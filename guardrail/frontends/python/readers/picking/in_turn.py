"""Which of many things a call leaves that takes them in turn."""

from __future__ import annotations

from guardrail.effects import Scope
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.readers.narrowing.nearly_all import takes_nearly_all
from guardrail.frontends.python.readers.picking.taken import taken_in_turn
from guardrail.frontends.python.readers.picking.trail import met_on_the_way
from guardrail.frontends.python.reading import Reading


def left_in_turn(reading: Reading, call: Call, scope: Scope, *, inverted: bool = False) -> Scope:
    """The scope of a change of one thing, by the conditions that it has met on its way there.

    One that leaves more than a few out, or of which nothing is known, picks some; with `inverted`
    not one that leaves out what is old.
    """
    if scope not in (Scope.NONE, Scope.TAUTOLOGY):
        return scope
    met = met_on_the_way(reading, call.node, *taken_in_turn(reading, call))
    picks = any(
        one is None or not takes_nearly_all(reading, one, holds=holds) for one, holds in met
    )
    return Scope.UNKNOWN if picks else scope
