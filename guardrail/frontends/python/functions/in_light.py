"""A module read as if the parameters of its functions were what one call gives them."""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.matching import Matching
from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.strings.building import Builder
from guardrail.patterns import late

_BRANCHES = late(r"\b(?:if|elif)\s")
_FILLS = late(r"\b\w+\.(?:format|format_map|replace)\(|\b\w+ %")
_ROWS = frozenset(("list", "tuple", "set", "dictionary", "binary_operator", "list_comprehension"))
"""What a function may put together that is given it."""
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

    So it does where it is given a list that may be joined in it, or fills in a text that it may be
    given. `None` where the call decides nothing of it, or too many functions lie in each other.
    """
    if call.stars or call.double_stars or reading.builder.within >= _DEEPEST:
        return None
    module = reading.module
    branches, fills = _said_in(module, function)
    if not branches and not fills and ".join(" not in module.plain:
        return None
    given = given_to(module, function, call)
    if not given or function.start_byte <= call.node.start_byte < function.end_byte:
        return None
    joins = fills or any(_is_row(reading, one) for one in given.values())
    if not branches and not joins:
        return None
    scopes = reading.scopes.with_given({function.id: given})
    scopes.surely_given = reading.scopes.surely_given
    scopes.scope_of(function)
    if not joins and not scopes.values_in(function):
        return None
    return in_the_light_of(reading, {function.id: given}, None).builder


def _said_in(module: Module, function: Node) -> tuple[bool, bool]:
    """Whether a function has branches, and whether it fills in texts: looked for once."""
    key = f"branches and fillings {function.id}"
    if key not in module.facts:
        within = (function.start_byte, function.end_byte)
        found = (one.search(module.plain, *within) is not None for one in (_BRANCHES, _FILLS))
        module.facts[key] = tuple(found)
    branches, fills = module.facts[key]
    return branches, fills


def _is_row(reading: Reading, given: Binding) -> bool:
    """Whether a parameter is given a list that is written out, a dictionary, or what is in one."""
    value = reading.builder.flow.value(given.value) if given.value is not None else None
    function = value.child_by_field_name("function") if value is not None else None
    if function is not None and function.type == "attribute":
        value = reading.builder.flow.value(function.child_by_field_name("object") or function)
    return value is not None and value.type in _ROWS
