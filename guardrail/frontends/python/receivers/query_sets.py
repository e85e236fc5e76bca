"""Methods of a project's own query sets: `self` is whatever rows they are called on.

`class OrderQuerySet(QuerySet): def purge(self): return self.delete()` deletes nothing that could be
told by itself; `Order.objects.purge()` deletes every order.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_BASES = late(r"QuerySet\b")
_ROWS = late(r"objects\b|_set\b|_manager\b")
_OF_ROWS = late(r"\w*(?:Manager|QuerySet)\b")
SELF = "self"


def of_query_sets(module: Module, owner: Node | None) -> bool:
    """Whether a class is a query set of the project's own, by what it inherits from."""
    bases = owner.child_by_field_name("superclasses") if owner is not None else None
    return bases is not None and _BASES.search(module.code(bases)) is not None


def on_self(module: Module, call: Call) -> bool:
    """Whether a method is called on the query set that the method around it is one of."""
    held = (
        call.function.child_by_field_name("object") if call.function.type == "attribute" else None
    )
    if held is None or held.type != "identifier" or module.name(held) != SELF:
        return False
    definitions = place_of(module, call.node.start_byte).definitions
    return len(definitions) > 1 and of_query_sets(module, definitions[-2])


def passed_on(module: Module, call: Call) -> bool:
    """Whether a manager's own `update` adds to Django's: who calls it says which rows it is.

    `def update(self, **values): return self.get_queryset().update(**values)`
    """
    around = place_of(module, call.node.start_byte).definitions[-2:]
    if len(around) < 2 or not (call.double_stars or call.last == "delete"):
        return False
    bases = around[0].child_by_field_name("superclasses")
    name = around[1].child_by_field_name("name")
    if bases is None or name is None or module.name(name) != call.last:
        return False
    return _OF_ROWS.search(module.code(bases)) is not None


def called_on_rows(module: Module, call: Call) -> bool:
    """Whether a method is called on rows of a model, by the looks of it."""
    held = (
        call.function.child_by_field_name("object") if call.function.type == "attribute" else None
    )
    return held is not None and _ROWS.search(module.code(held)[:400]) is not None


def with_self(given: dict[str, Binding], function: Node, call: Call) -> dict[str, Binding]:
    """What a call gives, with the rows that the method is called on."""
    held = call.function.child_by_field_name("object")
    body = function.child_by_field_name("body")
    if held is None or body is None:
        return given
    return {**given, SELF: Binding(BindingKind.ASSIGNED, held, body.start_byte)}
