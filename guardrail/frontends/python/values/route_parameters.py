"""What a function that answers requests is given by its route: `@app.get("/rows/<int:row>")`."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.network import ROUTE_DECORATORS
from guardrail.patterns import late

_TEXT = late(r"\bstr\b")
_FREE = late(r"\b(?:str|dict|Dict|Any|Mapping|Json)\b")
_BOUNDED = late(r"\b(?:pattern|regex)\s*=")
_ROUTE = late(rf"@[\w.]+\.(?:{'|'.join(sorted(ROUTE_DECORATORS))})\(")


def is_number_in_route(reading: Reading, name: str, binding: Binding) -> bool:
    """Whether the path that a function answers to takes nothing but a number for a parameter."""
    return _takes_number(_decorators(reading, binding), name)


def number_in_route(reading: Reading, function: Node, name: str) -> bool:
    """The same of a function and the name of one of its parameters."""
    above = function.parent
    if above is None or above.type != "decorated_definition":
        return False
    return _takes_number(reading.module.text[above.start_byte : function.start_byte], name)


def _takes_number(decorators: str, name: str) -> bool:
    return re.search(rf"<(?:int|float|uuid):{re.escape(name)}>", decorators) is not None


def answers_requests(reading: Reading, binding: Binding) -> bool:
    """Whether a parameter is a text that a request gives to the function that answers it."""
    typed = reading.module.code(binding.annotation) if binding.annotation is not None else ""
    return _TEXT.search(typed) is not None and is_of_route(reading, binding)


def is_of_route(reading: Reading, binding: Binding) -> bool:
    """Whether a parameter is one of a function that answers requests, whatever it takes."""
    return _ROUTE.search(_decorators(reading, binding)) is not None


def sent_inside(reading: Reading, binding: Binding, name: str) -> bool:
    """Whether a parameter is a body, by a class of the module, with a text under a name.

    `def rename(body: Renaming)`, with `class Renaming(BaseModel)` and `title: str` in it.
    """
    typed = reading.module.code(binding.annotation) if binding.annotation is not None else ""
    held = reading.scopes.of_class(typed)
    if held is None or _ROUTE.search(_decorators(reading, binding)) is None:
        return False
    return any(
        one.annotation is not None
        and _FREE.search(reading.module.code(one.annotation)) is not None
        and (one.value is None or _BOUNDED.search(reading.module.code(one.value)) is None)
        for one in held.bindings.get(name, ())
    )


def _decorators(reading: Reading, binding: Binding) -> str:
    """What decorates the function that a parameter belongs to."""
    definitions = place_of(reading.module, binding.after).definitions
    above = definitions[-1].parent if definitions else None
    if above is None or above.type != "decorated_definition":
        return ""
    return reading.module.text[above.start_byte : definitions[-1].start_byte]
