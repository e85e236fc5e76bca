"""What a call gives the function whose list of texts is gone through: `for s in grants(role):`."""

from __future__ import annotations

from collections.abc import Callable

from tree_sitter import Node

from guardrail.frontends.python.naming.calls import call_of
from guardrail.frontends.python.naming.scopes import Scopes
from guardrail.frontends.python.source.tree import Module, unwrapped
from guardrail.frontends.python.strings.returning import parameters_of
from guardrail.frontends.python.strings.rope import Rope, filled
from guardrail.frontends.python.strings.variants import Variants
from guardrail.knowledge.python.rows import Argument

Evaluate = Callable[[Node], Variants]


def with_handed_on(
    module: Module, scopes: Scopes, iterated: Node, ropes: list[Rope], evaluate: Evaluate
) -> list[Rope]:
    """The texts that a function of the module yields, with what its call gives in their places."""
    iterated = unwrapped(iterated)
    function = iterated.child_by_field_name("function") if iterated.type == "call" else None
    if function is None or function.type != "identifier":
        return ropes
    own = scopes.function(module.name(function))
    if own is None:
        return ropes
    call = call_of(module, iterated, "")
    given: dict[str, Rope] = {}
    for position, parameter in enumerate(parameters_of(module, own)):
        node = call.argument(Argument(position, parameter))
        if node is not None:
            given[parameter] = evaluate(node)[0]
    return [filled(one, given, module.short(iterated)) for one in ropes] if given else ropes
