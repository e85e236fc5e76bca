"""The calls of a method on an object of which nothing but its name tells whose it is."""

from __future__ import annotations

from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import class_around, named_calls
from guardrail.frontends.python.naming.calls import Call
from guardrail.frontends.python.reading import Reading

_MOST_CALLERS = 8
_TELLING = 4
"""How long a name is that says whose it is: `app["db"]` may be anything."""


def calls_by_name(reading: Reading, function: Node) -> list[Call]:
    """The calls of a method on what is kept under its class's name: `app["builder"].build(ref)`."""
    around, module = class_around(function), reading.module
    if around is None or module.defined(function).startswith("__"):
        return []
    of = module.defined(around).lower()
    found = []
    for _, call in islice(named_calls(reading, (module.defined(function),)), _MOST_CALLERS):
        owner = call.function.child_by_field_name("object")
        part = owner.child_by_field_name("attribute") if owner is not None else None
        key = owner.child_by_field_name("subscript") if owner is not None else None
        kept = module.name(part) if part is not None else reading.known(key)
        named = kept.replace("_", "").lower()
        if len(named) >= _TELLING and (named in of or of in named):
            found.append(call)
    return found
