"""A module read as if the parameters of its functions were what one call gives them."""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from guardrail.frontends.python.matching import Matching
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.strings.building import Builder

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
