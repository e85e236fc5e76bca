"""What a module itself gives a flag, whatever that is by default: `wipe(force=True)`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.guarding.flags import default_of_parameter, holds_by_default
from guardrail.frontends.python.guarding.given_flags import fields_of, truths, truths_of_calls
from guardrail.frontends.python.source.tree import Module
from guardrail.patterns import late

_MOST_FLAGS = 60
_MOST_CALLS = 40
_CLASS = late(r"(?m)^[ \t]*class[ \t]+(\w+)")
_IN_DICTIONARY = r"[\"']{0}[\"']\s*:\s*{1}\b"
"""How a schedule, or a queue, is told what to call a function with: `kwargs={{"force": True}}`."""
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
    for one in module.children(body)[0] if body is not None else ():
        if one.type == "function_definition" and module.defined(one) == "__init__":
            return _is_overruled(module, one, name)
    fields = fields_of(module, made)
    position = next((at for at, (field, _) in enumerate(fields) if field == name), -1)
    default = {"True": True, "False": False}.get(fields[position][1]) if position >= 0 else None
    if default is None:
        return False
    return (not default) in truths_of_calls(module, module.defined(made), position, name)


def _is_overruled(module: Module, function: Node, name: str) -> bool:
    default = holds_by_default(module, None, default_of_parameter(module, function, name), 0)
    if default is None:
        return False
    if re.search(_IN_DICTIONARY.format(re.escape(name), not default), module.text):
        return True
    return (not default) in truths(module, function, name)
