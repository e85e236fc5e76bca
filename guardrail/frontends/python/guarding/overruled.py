"""What a module itself gives a flag, whatever that is by default: `wipe(force=True)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.guarding.flags import default_of_parameter, holds_by_default
from guardrail.frontends.python.source.structure import place_of
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_MOST_FLAGS = 60
_MOST_CALLS = 40
_CLASS = late(r"(?m)^[ \t]*class[ \t]+(\w+)")
_FIELD = late(r"(\w+)\s*:[^=\n]+(?:=\s*(\w+)\s*)?\Z")
_IN_DICTIONARY = r"[\"']{0}[\"']\s*:\s*{1}\b"
"""How a schedule, or a queue, is told what to call a function with: `kwargs={{"force": True}}`."""
_ITSELF = ("self", "cls")
_BY_NAME_ALONE = ("keyword_separator", "list_splat_pattern", "dictionary_splat_pattern")
_HELD = -8
"""Under which of a module's notes it is kept which parameters are overruled."""


def overruled(module: Module, function: Node, name: str) -> bool:
    """Whether a call in the module gives a parameter another truth than its default.

    Beyond very many parameters it is taken for granted.
    """
    held: dict[tuple[int, str], bool] = module.notes.setdefault(_HELD, {})
    key = (function.id, name)
    if key not in held:
        held[key] = len(held) >= _MOST_FLAGS or _is_overruled(module, function, name)
    return held[key]


def overruled_when_made(module: Module, name: str) -> bool:
    """Whether an object is made with another truth than a field's default: `Options(url, False)`.

    `self.dry_run` of a class's own `__init__`, `options.dry_run` of a class of fields.
    """
    held: dict[tuple[int, str], bool] = module.notes.setdefault(_HELD, {})
    key = (-1, name)
    if key not in held:
        held[key] = any(_is_made_otherwise(module, made, name) for made in _classes(module, name))
    return held[key]


def _classes(module: Module, name: str) -> Iterator[Node]:
    """The classes of a module that speak of a name."""
    for found in islice(_CLASS.finditer(module.plain), _MOST_CALLS):
        node = module.root.named_descendant_for_byte_range(found.start(1), found.end(1))
        around = node.parent if node is not None else None
        if around is not None and around.type == "class_definition" and name in module.code(around):
            yield around


def _is_made_otherwise(module: Module, made: Node, name: str) -> bool:
    body = made.child_by_field_name("body")
    fields: list[tuple[str, str]] = []
    for one in module.children(body)[0] if body is not None else ():
        named = one.child_by_field_name("name")
        if one.type == "function_definition" and named and module.name(named) == "__init__":
            return _is_overruled(module, one, name)
        field = _FIELD.match(module.code(one)) if one.type == "expression_statement" else None
        fields += [(field[1], field[2] or "")] if field is not None else []
    position = next((at for at, (field, _) in enumerate(fields) if field == name), -1)
    default = {"True": True, "False": False}.get(fields[position][1]) if position >= 0 else None
    named = made.child_by_field_name("name")
    if default is None or named is None:
        return False
    return (not default) in _truths_of_calls(module, module.name(named), position, name)


def given_by_all(module: Module, function: Node, name: str) -> bool | None:
    """What all calls in the module give a parameter that has no default, if they give the same."""
    if default_of_parameter(module, function, name):
        return None
    told = {*_truths(module, function, name)}
    return told.pop() if len(told) == 1 else None


def _is_overruled(module: Module, function: Node, name: str) -> bool:
    default = holds_by_default(module, None, default_of_parameter(module, function, name), 0)
    if default is None:
        return False
    if re.search(_IN_DICTIONARY.format(re.escape(name), not default), module.text):
        return True
    return (not default) in _truths(module, function, name)


def _truths(module: Module, function: Node, name: str) -> Iterator[bool | None]:
    """What each call in the module gives a parameter; of very many calls any may give anything."""
    called, position = _spoken_of(module, function), _position(module, function, name)
    if called:
        yield from _truths_of_calls(module, called, position, name)


def _truths_of_calls(
    module: Module, called: str, position: int, name: str
) -> Iterator[bool | None]:
    calls = [*islice(re.finditer(rf"\b{re.escape(called)}\s*\(", module.plain), _MOST_CALLS + 1)]
    if len(calls) > _MOST_CALLS:
        yield from (True, False)
        return
    for found in calls:
        value = _given(module, found.end() - 1, position, name)
        if value is not None:
            around = place_of(module, found.start()).definitions
            caller = around[-1] if around and around[-1].type == "function_definition" else None
            yield holds_by_default(module, caller, module.code(value), found.start())


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
