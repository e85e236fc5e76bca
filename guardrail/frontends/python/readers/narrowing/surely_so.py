"""Conditions of which settings and defaults say whether they hold: `only_old=False`."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.functions.handed_to import calls_of
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.readers.narrowing.defaults import default_of, option_defaults
from guardrail.frontends.python.readers.narrowing.emptiness import refused_when_empty
from guardrail.frontends.python.readers.narrowing.empty_ages import is_nought
from guardrail.frontends.python.readers.narrowing.left_out import may_be_left_out
from guardrail.frontends.python.readers.narrowing.options_left_out import option_left_out
from guardrail.frontends.python.readers.narrowing.saying_nothing import says_nothing
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import function_around
from guardrail.frontends.python.source.tree import unwrapped

_MOST = 4
_CERTAIN = {"true": True, "false": False, "none": False}
_NAMED = frozenset(("identifier", "attribute", "subscript"))
_GIVEN = frozenset(("true", "integer", "float"))


def never_so(reading: Reading, condition: Node, *, holds: bool) -> bool:
    """Whether a setting or a default makes that a condition never holds, or always does."""
    node = unwrapped(condition)
    inner = reading.module.children(node)[0]
    if node.type == "not_operator" and inner:
        return never_so(reading, inner[-1], holds=not holds)
    if node.type == "comparison_operator" and len(inner) == 2 and inner[1].type == "none":
        absent = " not" not in reading.module.code(node)
        return _is_given(reading, inner[0]) if absent is holds else False
    return node.type in _NAMED and _is_given(reading, node) and not holds


def _is_given(reading: Reading, node: Node) -> bool:
    """Whether a name stands for true, or a number that isn't 0, where nobody sets anything."""
    value = reading.builder.flow.value(node)
    default = default_of(reading, node) if node.type == "identifier" else None
    given = [value] if value is not None and value.id != node.id else []
    given = given or ([default] if default is not None else [*option_defaults(reading, node)])
    return bool(given) and all(
        one.type in _GIVEN and not is_nought(reading, one) for one in given[:_MOST]
    )


def asked_for(reading: Reading, node: Node) -> Node | None:
    """The text that a name is asked to begin with, or to end with."""
    given = reading.call(node).positional if node.type == "call" else []
    return given[0] if len(given) == 1 else None


def always_given(reading: Reading, node: Node | None) -> bool:
    """Whether every call of the function around gives a parameter something that isn't nothing."""
    bound = reading.builder.flow.reaching(node) if node and node.type == "identifier" else ()
    if node is None or not any(one.kind is BindingKind.PARAMETER for one in bound):
        return False
    function = function_around(reading.module, node)
    calls = calls_of(reading, function) if function is not None else []
    told = [
        given_to(reading.module, function, call).get(reading.module.name(node))
        for call in calls
        if function is not None
    ]
    default = default_of(reading, node)
    return bool(told) and all(
        one is not None
        and one.value is not None
        and (default is None or one.value.id != default.id)
        and not (says_nothing(reading, one.value) or may_be_left_out(reading, one.value))
        and not option_left_out(reading, one.value)
        for one in told
    )


def is_certain(reading: Reading, node: Node, holds: bool) -> bool:
    """Whether a name is true, or isn't, where nobody sets anything: `only_old=False`."""
    if always_given(reading, node):
        return False
    value = reading.builder.flow.value(node)
    if value is not None and value.type in _CERTAIN:
        return _CERTAIN[value.type] is holds
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    if any(one.kind is BindingKind.LOOPED for one in bound):
        return False
    default = default_of(reading, node) if node.type == "identifier" else None
    defaults = [*([default] if default is not None else option_defaults(reading, node))][:_MOST]
    if holds:
        return bool(defaults) and all(one.type == "true" for one in defaults)
    if says_nothing(reading, node) or may_be_left_out(reading, node):
        return True
    if not defaults and option_left_out(reading, node):
        return not refused_when_empty(reading, node)
    return bool(defaults) and all(
        one.type in ("false", "none") or is_nought(reading, one) for one in defaults
    )
