"""What the calls of a module give a flag: a parameter, what an object keeps, a dictionary's key."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.guarding.flags import default_of_parameter, holds_by_default
from guardrail.frontends.python.guarding.seen_whole import (
    is_only_called,
    is_written_once,
    times_set,
)
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.frontends.python.source.whole_words import call_places
from guardrail.patterns import late

_MOST_FLAGS = 60
_MOST_CALLS = 40
_MOST_KEYS = 8
_FIELD = late(r"(\w+)\s*:[^=\n]+(?:=\s*(\w+)\s*)?\Z")
_HELD_AS = r"\bself\.{0}\s*(?::[^=\n]+)?=\s*(\w+)[ \t]*(?:#|\n|\Z)"
_ITSELF = ("self", "cls")
_BY_NAME_ALONE = ("keyword_separator", "list_splat_pattern", "dictionary_splat_pattern")
_HANDED = -14
"""Under which of a module's notes it is kept what calls give parameters that are handed on."""


def given_by_all(module: Module, function: Node, name: str) -> bool | None:
    """What all calls in the module that give a parameter give it, if it is the same.

    `None` too where no call gives it, where its default is another, and where others may call it.
    """
    if not is_only_called(module, function, _spoken_of(module, function)):
        return None
    told = {*truths(module, function, name)}
    default = holds_by_default(module, None, default_of_parameter(module, function, name), 0)
    if default is not None and told:
        told.add(default)
    return told.pop() if len(told) == 1 else None


def given_when_made(module: Module, function: Node, name: str) -> bool | None:
    """What all calls of a class give `self.name`, where it is kept as it is given."""
    made = function.parent
    while made is not None and made.type != "class_definition":
        made = made.parent
    if made is None:
        return None
    body = made.child_by_field_name("body")
    for one in module.children(body)[0] if body is not None else ():
        if one.type == "function_definition" and module.defined(one) == "__init__":
            held = re.search(_HELD_AS.format(re.escape(name)), module.code(one))
            once = held is not None and times_set(module, name) == 1
            return given_by_all(module, one, held[1]) if held is not None and once else None
    if times_set(module, name) or not is_only_called(module, body or made, module.defined(made)):
        return None
    fields = fields_of(module, made)
    position = next((at for at, (field, _) in enumerate(fields) if field == name), -1)
    if position < 0:
        return None
    told = {*truths_of_calls(module, module.defined(made), position, name)}
    default = {"True": True, "False": False}.get(fields[position][1])
    if default is not None and told:
        told.add(default)
    return told.pop() if len(told) == 1 else None


def kept_under_key(module: Module, owner: str, key: str) -> bool | None:
    """What a dictionary of the module holds under a key, where it is written out and stays so."""
    if times_set(module, key) or not is_written_once(module, owner):
        return None
    found = [*islice(re.finditer(rf"[\"']{re.escape(key)}[\"']\s*:", module.text), _MOST_KEYS)]
    values = [value for one in found if (value := _value_in(module, one.span(), owner)) is not None]
    if len(values) != 1:
        return None
    return _holds(module, _function_around(module, values[0].start_byte), values[0])


def _value_in(module: Module, place: tuple[int, int], owner: str) -> Node | None:
    """The value of an entry of the dictionary that is bound to an owner."""
    pair = module.root.descendant_for_byte_range(*place)
    written = pair.parent if pair is not None and pair.type == "pair" else None
    bound = written.parent if written is not None else None
    left = bound.child_by_field_name("left") if bound is not None else None
    if pair is None or left is None or module.code(left) != owner:
        return None
    return pair.child_by_field_name("value")


def truths(module: Module, function: Node, name: str) -> Iterator[bool | None]:
    """What each call in the module gives a parameter; of very many calls any may give anything."""
    called, position = _spoken_of(module, function), _position(module, function, name)
    if called:
        yield from truths_of_calls(module, called, position, name)


def truths_of_calls(module: Module, called: str, position: int, name: str) -> Iterator[bool | None]:
    calls = [*islice(call_places(module.plain, (called,)), _MOST_CALLS + 1)]
    if len(calls) > _MOST_CALLS:
        yield from (True, False)
        return
    for start, end in calls:
        value = _given(module, module.plain.find("(", end), position, name)
        if value is not None:
            yield _holds(module, _function_around(module, start), value)


def _function_around(module: Module, at: int) -> Node | None:
    around = place_of(module, at).definitions
    return around[-1] if around and around[-1].type == "function_definition" else None


def _holds(module: Module, caller: Node | None, value: Node) -> bool | None:
    """Whether what a call gives is true by default: by what calls give the caller, if need be."""
    told = holds_by_default(module, caller, module.code(value), value.start_byte)
    if told is None and value.type == "identifier" and caller is not None:
        key = (caller.id, module.name(value))
        held: dict[tuple[int, str], bool | None] = module.notes.setdefault(_HANDED, {})
        if key not in held:
            held[key] = None  # what hangs on itself isn't known
            held[key] = given_by_all(module, caller, key[1]) if len(held) < _MOST_FLAGS else None
        return held[key]
    return told


def _spoken_of(module: Module, function: Node) -> str:
    """The name that a function is called by: a class's own for what makes its objects."""
    name, around = module.defined(function), function.parent
    if name != "__init__":
        return name
    while around is not None and around.type != "class_definition":
        around = around.parent
    return module.defined(around)


def _position(module: Module, function: Node, name: str) -> int:
    """Where a parameter stands among those given by their place; -1 where it is by name alone."""
    parameters = function.child_by_field_name("parameters")
    position = 0
    for one in module.children(parameters)[0] if parameters is not None else ():
        if one.type in _BY_NAME_ALONE:
            break
        spoken = module.code(one.child_by_field_name("name") or one).partition(":")[0].strip()
        if spoken == name:
            return position
        position += spoken not in _ITSELF and one.type != "positional_separator"
    return -1


def _given(module: Module, opening: int, position: int, name: str) -> Node | None:
    """What a call gives a parameter, whose parenthesis opens at a place."""
    node = module.root.descendant_for_byte_range(opening, opening + 1)
    listed = node.parent if node is not None else None
    if listed is None or listed.type != "argument_list":
        return None
    plain: list[Node] = []
    for one in module.children(listed)[0]:
        named = one.child_by_field_name("name") if one.type == "keyword_argument" else None
        if named is not None:
            if module.name(named) == name:
                return one.child_by_field_name("value")
        elif one.type != "keyword_argument":
            plain.append(one)
    return plain[position] if 0 <= position < len(plain) else None


def fields_of(module: Module, made: Node) -> list[tuple[str, str]]:
    """The fields of a class in order, each with its default as it is written."""
    body = made.child_by_field_name("body")
    told = [
        _FIELD.match(module.code(one))
        for one in (module.children(body)[0] if body is not None else ())
        if one.type == "expression_statement"
    ]
    return [(field[1], field[2] or "") for field in told if field is not None]
