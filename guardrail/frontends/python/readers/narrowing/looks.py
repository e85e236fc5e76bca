"""Whether a line that looks at a value looks at another one than that which is used.

A request has more than one field: that `tag` is made of letters says nothing of `command`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.outside import CHECKED

_NAME = re.compile(r"(?<![\w.])([^\W\d]\w*)\b(?!\s*\()")
_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_KEY = re.compile(r"(?:\[|\.(?:get|pop)\()\s*[\"']([^\"'\n]*)[\"']")
_LONGEST = 300


def of_another(
    reading: Reading, function: Node, line: str, way: frozenset[str], holders: frozenset[str]
) -> bool:
    """Whether a line of a function names other values alone: parameters, or fields by their keys.

    `way` are the names and the keys of the value itself, `holders` those of what it is taken from.
    A line with a name of which nothing is known may look at the value by that name.
    """
    if not way or CHECKED.search(line):
        return False
    bindings = reading.scopes.scope_of(function).bindings
    named = {name for name in _NAME.findall(_TEXT.sub(" ", line)) if name in bindings}
    if not named or named & (way | holders):
        return False
    return all(_is_another(reading, one, way) for name in named for one in bindings[name])


def _is_another(reading: Reading, binding: Binding, way: frozenset[str]) -> bool:
    if binding.kind is BindingKind.PARAMETER:
        return True
    if binding.kind is not BindingKind.ASSIGNED or binding.value is None:
        return False
    code = reading.module.code(binding.value)[:_LONGEST]
    keys = _KEY.findall(code)
    told = {*keys, *_NAME.findall(_TEXT.sub(" ", code))}
    return bool(keys) and not told & way
