"""What a parameter is where nothing is given for it: its default, as frameworks write it."""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.bindings import BindingKind
from guardrail.frontends.python.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.rows import words

_WRAPPED = words("Query Option Argument Body Form Path Header Field")
_DECLARED = words("option argument")


def default_of(reading: Reading, node: Node) -> Node | None:
    """The default of the parameter that a name is, `None` where it has none or is something else.

    `Query("*")` and `typer.Option("*")` give what is written first; Click writes defaults into the
    decorators of a function.
    """
    reaching = reading.builder.flow.reaching(node)
    if len(reaching) != 1 or reaching[0].kind is not BindingKind.PARAMETER:
        return None
    value = reaching[0].value
    if value is None:
        return _declared(reading, node)
    if value.type != "call":
        return value
    call = call_of(reading.module, value, reading.names.dotted(value)[:-2])
    return _given(call) if call.last in _WRAPPED else None


def _given(call: Call) -> Node | None:
    if "default" in call.keywords:
        return call.keywords["default"]
    first = call.positional[0] if call.positional else None
    return first if first is not None and first.type != "ellipsis" else None


def _declared(reading: Reading, node: Node) -> Node | None:
    """The default that a decorator of Click gives: `@click.option("--pattern", default="*")`."""
    function = reading.scopes.at(node.start_byte)[0].node
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return None
    name = reading.module.name(node)
    for decorator in above.named_children:
        called = decorator.named_children[0] if decorator.named_children else None
        if decorator.type != "decorator" or called is None or called.type != "call":
            continue
        call = call_of(reading.module, called, reading.names.dotted(called)[:-2])
        options = {
            reading.known(one).lstrip("-").replace("-", "_").lower() for one in call.positional
        }
        if call.last in _DECLARED and name in options:
            return call.keywords.get("default")
    return None
