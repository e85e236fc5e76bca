"""Actions of Django's admin that change other rows than those that somebody ticked.

Source: Django 5.2, "Admin actions": an action is called with the rows that were selected, and a
list of "selected" rows that it never looks at is a promise that the page makes and it breaks.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import parameters_of
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_SIGN = "queryset"
_ACTION = late(r"@(?:admin\.)?action\b")
_LISTED = r"actions(?<!\wactions)\s*=\s*[\[(][^\])]{{0,400}}\b{0}\b"
_PICKED = late(r"_selected_action|\bpk\b|\bid\b|\bpk__in\b|\bid__in\b|request\.(?:POST|user)")
_LONGEST = 4_000
WHATEVER = "unscoped when the action runs, whatever was selected"
"""The reason that is told of such a change."""


def past_the_selection(reading: Reading, call: Call) -> bool:
    """Whether a call in an action of the admin changes rows without a look at the selected ones."""
    module = reading.module
    if _SIGN not in module.text:
        return False
    around = place_of(module, call.node.start_byte).definitions
    function = around[-1] if around and around[-1].type == "function_definition" else None
    body = function.child_by_field_name("body") if function is not None else None
    if function is None or body is None or not _is_action(module, function):
        return False
    given = [*parameters_of(module, function)]
    if len(given) < 2 or re.search(rf"\b{re.escape(given[-1])}\b", module.code(body)):
        return False
    return _PICKED.search(module.code(call.function)[:_LONGEST]) is None


def _is_action(module: Module, function: Node) -> bool:
    above = function.parent
    start = above.start_byte if above is not None else function.start_byte
    if _ACTION.search(module.text, start, function.start_byte):
        return above is not None and above.type == "decorated_definition"
    named = function.child_by_field_name("name")
    name = re.escape(module.name(named)) if named is not None else "?"
    return re.search(_LISTED.format(name), module.text) is not None
