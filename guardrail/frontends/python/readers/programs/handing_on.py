"""Calls of library wrappers, which hand on what they are given, and of services on this machine."""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import (
    calls_of_function,
    named_calls,
    parameters_of,
)
from guardrail.frontends.python.naming.bindings import BindingKind
from guardrail.frontends.python.naming.calls import Call, call_of
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.receivers.handed_addresses import texts_handed_on
from guardrail.frontends.python.receivers.made_by import made_by
from guardrail.frontends.python.source.structure import Place, place_of
from guardrail.frontends.python.source.tree import unwrapped
from guardrail.patterns import late

_LOCAL = late(r"(?:https?://)?(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0|localstack|moto)\b")
_IS_PROGRAM = "if __name__ == "
"""How a module ends that is run by itself."""
_CALLED = late(r"\w\(")
_TAKING = late(
    r"(?i)delete|drop|remove|destroy|reset|clear|purge|truncate|wipe|tear_?down|clean|flush|prune"
    r"|erase|uninstall|unregister|deprovision|terminate|release|discard|(?:^|_)(?:rm|del)(?:_|$)"
    r"|__(?:exit|aexit|del|delitem)__"
)
_TO_GO = late(
    r"(?i)(?:\A|_)to_(?:be_)?(?:delet|drop|remov|purg|destroy|clean|wip)(?:e|ed|ped)?(?:_|\Z)"
)
"""How a parameter is called of what is meant to go: `tables_to_delete`."""
_NEEDED = ("identifier", "typed_parameter")
_HOLDING = frozenset(
    (
        "list",
        "tuple",
        "set",
        "string",
        "concatenated_string",
        "binary_operator",
        "interpolation",
        "dictionary",
        "pair",
    )
)
_MOST = 8
_DEEPEST = 6
_MADE_BY = 2
_ENDPOINTS = ("endpoint_url", "endpoint", "base_url", "api_endpoint", "account_url", "host")


def handed_on(reading: Reading, call: Call, node: Node | None, told: str = "") -> bool:
    """Whether a call in a method deletes what the method, or its object, was given.

    A class with a method that deletes what it is told to is a library's wrapper: who calls it
    decides. `node` names what is deleted, `None` where the call holds no name. A loop over what
    was listed, a name that is written out, or a method that isn't named for deleting anything
    (`ensure`, `sync`) is the method's own decision. So is dropping more than it is asked for:
    `def remove_source(self, source): self.client.delete_collection(self.name)`. What the call is
    given may be put together elsewhere: `told` is what it is made of.
    """
    place = place_of(reading.module, call.node.start_byte)
    if not any(one.type == "class_definition" for one in place.definitions):
        return False
    if _is_called_here(reading, place.definitions):
        return False
    names = [one.child_by_field_name("name") for one in place.definitions]
    if not any(_TAKING.search(reading.module.name(one)) for one in names if one is not None):
        return False
    if _asked_for_less(reading, call, place.definitions[-1], told):
        return False
    if node is None:
        return not any(block.owner.type == "for_statement" for block in place.blocks)
    return not reading.known(node) and _is_given(reading, node, 0)


def only_does_that(reading: Reading, call: Call, node: Node, told: str) -> bool:
    """Whether a call stands in a function of its own that is named for what the call takes away.

    `node` is what is taken away, which the function is given; `told` what it is made of.
    """
    place = place_of(reading.module, call.node.start_byte)
    if _is_told_which(reading, place, told):
        return not reading.known(node)
    name = place.definitions[-1].child_by_field_name("name") if place.definitions else None
    named = name is not None and _TAKING.search(reading.module.name(name)) is not None
    if not named or reading.known(node) or not _is_given(reading, node, 0):
        return False
    function = place.definitions[-1]
    if any(_names_something(reading, one) for one in calls_of_function(reading, function, None)):
        return False
    return not _asked_for_less(reading, call, function, told)


def _is_told_which(reading: Reading, place: Place, told: str) -> bool:
    """Whether one after the other of those goes that the function is given to be taken away.

    `def update(self, tables_to_delete): for table in tables_to_delete: …`.
    """
    function = place.definitions[-1] if place.definitions else None
    if function is None or function.type != "function_definition":
        return False
    given = parameters_of(reading.module, function)
    for block in place.blocks:
        left, over = (block.owner.child_by_field_name(one) for one in ("left", "right"))
        if block.owner.type != "for_statement" or left is None or over is None:
            continue
        listed = reading.module.name(over)
        if listed not in given or _TO_GO.search(listed) is None:
            continue
        if re.search(rf"\b{re.escape(reading.module.code(left))}\b", told) is None:
            continue
        calls = calls_of_function(reading, function, None)
        return not any(_names_something(reading, one) for one in calls)
    return False


def _names_something(reading: Reading, call: Call) -> bool:
    """Whether a call is given a name that is written out, or a list with one in it."""
    given = (*call.positional, *call.keywords.values())
    listed = (each for one in given for each in reading.builder.flow.elements(one) or ())
    return any(reading.known(one) for one in (*given, *listed))


def _is_called_here(reading: Reading, definitions: list[Node]) -> bool:
    """Whether the module that has a class calls the method itself: it decides, nobody else."""
    *_, owner, function = (None, *definitions)
    if owner is None or owner.type != "class_definition" or function is None:
        return False
    name = reading.module.defined(owner)
    plain = reading.module.plain
    program = plain.startswith(_IS_PROGRAM) or f"\n{_IS_PROGRAM}" in plain
    if any(program or _runs_at_once(reading, made) for _, made in named_calls(reading, (name,))):
        return True
    return any(
        not owner.start_byte <= call.node.start_byte < owner.end_byte
        or any(_is_one_of_the_listed(reading, one) for one in call.positional)
        for call in calls_of_function(reading, function, owner)
    )


def _is_one_of_the_listed(reading: Reading, node: Node) -> bool:
    """Whether a name is the variable of a loop over what a call lists: the class itself decides."""
    bound = reading.builder.flow.reaching(node) if node.type == "identifier" else ()
    return any(
        one.kind is BindingKind.LOOPED
        and one.value is not None
        and _CALLED.search(reading.module.code(one.value)) is not None
        for one in bound
    )


def _runs_at_once(reading: Reading, call: Call) -> bool:
    """Whether a call runs when the module itself does: it is a program then, no library."""
    return not place_of(reading.module, call.node.start_byte).definitions


def _asked_for_less(reading: Reading, call: Call, function: Node, told: str) -> bool:
    """Whether a method has to be told something that the call leaves unused."""
    listed = parameters_of(reading.module, function)
    needed = [name for name, one in listed.items() if one.type in _NEEDED]
    said = " ".join((told, reading.module.code(call.node), *_behind(reading, call.function)))
    return bool(needed) and not any(re.search(rf"\b{name}\b", said) for name in needed)


def _behind(reading: Reading, function: Node, depth: int = 0) -> list[str]:
    """What made the object that a method is called on: `client = self.client_of(account)`."""
    node: Node | None = function
    while node is not None and node.type != "identifier":
        node = node.child_by_field_name("object") or node.child_by_field_name("function")
    if node is None or depth > _MADE_BY:
        return []
    bound = reading.builder.flow.reaching(node)[:_MOST]
    values = [one.value for one in bound if one.value is not None]
    told = [reading.module.code(value) for value in values]
    return told + [one for value in values for one in _behind(reading, value, depth + 1)]


def _is_given(reading: Reading, node: Node, depth: int) -> bool:
    """Whether what an expression begins with is a parameter, or an attribute of `self`."""
    for _ in range(_MOST):
        node = unwrapped(node)
        below: Node | None = None
        if node.type in ("attribute", "subscript"):
            below = node.child_by_field_name("object") or node.child_by_field_name("value")
        elif node.type == "call":
            made = call_of(reading.module, node, "")
            given = [*made.positional, *made.keywords.values()][:_MOST]
            if depth < _DEEPEST and any(_is_given(reading, one, depth + 1) for one in given):
                return True
            below = made.function
        elif node.type in _HOLDING:
            return any(_is_given(reading, one, depth + 1) for one in _parts(reading, node, depth))
        if below is None:
            break
        node = below
    if node.type != "identifier" or depth > _DEEPEST:
        return False
    if reading.module.name(node) == "self":
        return True
    for binding in reading.builder.flow.reaching(node):
        if binding.kind is BindingKind.PARAMETER:
            return True
        value = binding.value
        looped = binding.kind is BindingKind.LOOPED and value is not None
        if looped and value is not None and _CALLED.search(reading.module.code(value)):
            continue
        if value is not None and _is_given(reading, value, depth + 1):
            return True
    return False


def _parts(reading: Reading, node: Node, depth: int) -> list[Node]:
    if depth > _DEEPEST:
        return []
    parts = reading.module.children(node)[0]
    if node.type == "string":
        return [one for one in parts if one.type == "interpolation"]
    return parts[-1:] if node.type == "pair" else parts[:_MOST]


def local_endpoint(reading: Reading, call: Call) -> str:
    """The endpoint on this machine that the client of a call was made for, "" for any other."""
    owner = call.function.child_by_field_name("object")
    for _ in range(6):
        if owner is None:
            return ""
        made = made_by(reading, reading.builder.flow.value(owner) or owner)
        while made.type in ("attribute", "await", "parenthesized_expression"):
            below = made.child_by_field_name("object") or next(iter(made.named_children), None)
            if below is None:
                return ""
            made = made_by(reading, reading.builder.flow.value(below) or below)
        if made.type != "call":
            return ""
        call = call_of(reading.module, made, "")
        for name in _ENDPOINTS:
            given = call.keywords.get(name)
            told = reading.texts(given) or texts_handed_on(reading, given) if given else ()
            found = [_LOCAL.match(one) for one in told]
            if found and found[0] is not None and all(found):
                return found[0][1]
        owner = call.function.child_by_field_name("object")
    return ""
