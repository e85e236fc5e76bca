"""Whether a function answers what somebody else asks, by what its framework goes by.

A decorator, a class, or a call that hands it over: `server.register_function(run)`.
"""

from __future__ import annotations

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import class_around, parameters_of
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.answering import (
    DECORATED,
    EXPOSED,
    HANDED_FIRST,
    REGISTERED,
)

_KEY = "handed over to answer"
_OWN = ("self", "cls")


def answers_others(reading: Reading, function: Node) -> bool:
    """Whether what a function is given is what somebody else has written."""
    packages = reading.names.packages
    name = reading.module.defined(function)
    if any(one in packages and name.startswith(begins) for one, begins in EXPOSED.items()):
        return True
    named = frozenset[str]().union(*(DECORATED[one] for one in DECORATED if one in packages))
    if named and any(_is_decorated(reading, one, named) for one in _with_class(function)):
        return True
    return name in _registered(reading)


def is_handed(reading: Reading, function: Node, name: str) -> bool:
    """Whether a parameter is what is asked as a whole: a page's inputs, an update of a chat."""
    known = [HANDED_FIRST[one] for one in HANDED_FIRST if one in reading.names.packages]
    if not any(name in one for one in known):
        return False
    given = tuple(one for one in parameters_of(reading.module, function) if one not in _OWN)
    return any(given[: len(one)] == one for one in known)


def _with_class(function: Node) -> list[Node]:
    around = class_around(function)
    return [function] if around is None else [function, around]


def _is_decorated(reading: Reading, definition: Node, named: frozenset[str]) -> bool:
    above = definition.parent
    if above is None or above.type != "decorated_definition":
        return False
    for one in above.named_children:
        held = one.named_children[0] if one.type == "decorator" and one.named_children else None
        if held is not None and held.type == "call":
            held = held.child_by_field_name("function")
        if held is not None and _full(reading, held) in named:
            return True
    return False


def _full(reading: Reading, decorator: Node) -> str:
    """The last part of a decorator's name, where it is one of a package, or an application's."""
    code = reading.module.code(decorator)
    if decorator.type == "attribute":
        return code.rpartition(".")[2]
    return reading.names.imports.get(code, "").rpartition(".")[2]


def _registered(reading: Reading) -> frozenset[str]:
    """The functions that a module hands over to be called with what comes in."""
    facts = reading.module.facts
    if _KEY not in facts:
        facts[_KEY] = frozenset(
            match[1]
            for one, pattern in REGISTERED.items()
            if one in reading.names.packages
            for match in pattern.finditer(reading.module.plain)
        )
    found: frozenset[str] = facts[_KEY]
    return found
