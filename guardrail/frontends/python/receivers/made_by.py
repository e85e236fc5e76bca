"""What a call of the module's own function gives: the expression that makes it.

A parameter that is named after a fixture of pytest is what the fixture gives.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.scopes import Scope
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.members import is_fixture, results_of

_DEEPEST = 6


def made_by(reading: Reading, node: Node) -> Node:
    """The expression that the module's own functions give, where it can be one thing only."""
    for _ in range(_DEEPEST):
        function = node.child_by_field_name("function") if node.type == "call" else None
        own = _own(reading, function) if function is not None else _fixture(reading, node)
        results = results_of(reading.module, own) if own is not None else []
        if len(results) != 1:
            return node
        node = reading.builder.flow.value(results[0]) or results[0]
    return node


def _fixture(reading: Reading, node: Node) -> Node | None:
    """The fixture of the module that a parameter is named after."""
    if node.type != "identifier":
        return None
    own = reading.scopes.function(reading.module.name(node))
    if own is None or not is_fixture(reading.module, own):
        return None
    bound = reading.builder.flow.reaching(node)
    handed = len(bound) == 1 and bound[0].kind is BindingKind.PARAMETER
    return own if handed and bound[0].value is None else None


def _own(reading: Reading, function: Node) -> Node | None:
    """The module's own function of a name, or the method of the class around: `self.create()`."""
    owner, method = (function.child_by_field_name(part) for part in ("object", "attribute"))
    if function.type == "identifier" or owner is None or method is None:
        return reading.scopes.function(reading.module.name(function))
    if reading.module.name(owner) not in ("self", "cls"):
        return None
    around: Scope | None = reading.scopes.at(function.start_byte)[0]
    while around is not None and not around.is_class:
        around = around.parent
    bound = around.bindings.get(reading.module.name(method), ()) if around is not None else ()
    value = bound[0].value if len(bound) == 1 else None
    return value if value is not None and value.type == "function_definition" else None
