"""A module read as if the parameters of its functions were what one call gives them."""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.matching import Matching
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.building import Builder
from guardrail.patterns import late

_BRANCHES = late(r"\b(?:if|elif)\s")
_DEEPEST = 3

Given = Mapping[int, Mapping[str, Binding]]
"""What the parameters of functions are bound to, by the functions' nodes."""


def in_the_light_of(reading: Reading, given: Given, caller: Node | None) -> Reading:
    """The same module where parameters are bound like that; texts of the `caller` stand there."""
    scopes = reading.scopes.with_given(given)
    builder = Builder(reading.module, scopes, reading.names, reading.builder)
    return Reading(
        reading.source,
        reading.settings,
        reading.module,
        scopes,
        reading.names,
        builder,
        Matching(reading.names, builder.flow),
        caller,
    )


def texts_in_light_of(reading: Reading, function: Node, call: Call) -> Builder | None:
    """What builds the texts of a function as one call of it has them: of the branches it takes.

    `None` where the call decides no branch of it, or too many functions lie in each other.
    """
    if call.stars or call.double_stars or reading.builder.within >= _DEEPEST:
        return None
    if _BRANCHES.search(reading.module.plain, function.start_byte, function.end_byte) is None:
        return None
    given = given_to(reading.module, function, call)
    if not given or function.start_byte <= call.node.start_byte < function.end_byte:
        return None
    scopes = reading.scopes.with_given({function.id: given})
    scopes.surely_given = reading.scopes.surely_given
    scopes.scope_of(function)
    if not scopes.values_in(function):
        return None
    return in_the_light_of(reading, {function.id: given}, None).builder
