"""Whether a line that looks at a value looks at another one than that which is used.

A request has more than one field: that `tag` is made of letters says nothing of `command`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple

from tree_sitter import Node

from guardrail.frontends.python.naming.bindings import Binding, BindingKind
from guardrail.frontends.python.reading import Reading
from guardrail.knowledge.python.outside import COMPARED
from guardrail.patterns import late

_NAME = late(r"(?<![\w.])([^\W\d]\w*)\b(?!\s*\()")
_FIELD = late(r"(?<![\w.])([^\W\d]\w*)\.([^\W\d]\w*)\b(?!\s*\()")
_TEXT = late(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'")
_KEY = late(r"(?:\[|\.(?:get|pop)\()\s*[\"']([^\"'\n]*)[\"']")
_WHO_ASKS = late(
    r"(?:\w+_)?(?:users?|accounts?|tenants?|sessions?|tokens?|auth|principal|actor|caller|roles?|members?"
    r"|orgs?|organi[sz]ations?|customers?|owners?|admins?|request_id|trace_id|api_?key)",
    re.IGNORECASE,
)
"""What names are of that say who asks, which isn't what they ask for."""
_WHOLE = frozenset(("request", "req", "event"))
"""What everything that is asked for is taken out of."""
_LONGEST = 300
_DEEPEST = 4


def of_another(
    reading: Reading, function: Node, line: str, way: frozenset[str], holders: frozenset[str]
) -> bool:
    """Whether a line of a function names other values alone: parameters, or fields by their keys.

    `way` are the names and the keys of the value itself, `holders` those of what it is taken from.
    A line with a name of which nothing is known may look at the value by that name.
    """
    if not way or COMPARED.search(line):
        return False
    bindings = reading.scopes.scope_of(function).bindings
    bare = _TEXT.sub(" ", line)
    fields = {name: field for name, field in _FIELD.findall(bare) if name in holders}
    others = {name for name, field in fields.items() if field not in way}
    named = {name for name in _NAME.findall(bare) if name in bindings} - others
    met = named & (way | holders)
    if met and not _by_other_keys(line, met, way):
        return False
    if met and not named - met:
        return True
    named -= met
    if not named:
        # `body.role not in ROLES`, `verify(request.headers["X-Token"])`
        keys = {*_KEY.findall(line)}
        return bool(others or keys) and way.isdisjoint(keys)
    look = _Look(reading, bindings, way, holders)
    return all(look.is_another(name, 0) for name in named)


def _by_other_keys(line: str, met: Set[str], way: frozenset[str]) -> bool:
    """Whether what a value is taken from is named for other things in it: `int(args["page"])`."""
    keys = {*_KEY.findall(line)}
    return bool(keys) and way.isdisjoint(keys) and way.isdisjoint(met)


class _Look(NamedTuple):
    """Tells the names in a function that have to do with a value from those that have not."""

    reading: Reading
    bindings: Mapping[str, Sequence[Binding]]
    way: frozenset[str]
    holders: frozenset[str]

    def is_another(self, name: str, depth: int) -> bool:
        """Whether nothing that a name is given comes from the value, or from all it is taken of."""
        return all(self._is_another(name, one, depth) for one in self.bindings[name])

    def _is_another(self, name: str, binding: Binding, depth: int) -> bool:
        if binding.kind is BindingKind.PARAMETER:
            return True
        if binding.kind is not BindingKind.ASSIGNED or binding.value is None or depth > _DEEPEST:
            return False
        code = self.reading.module.code(binding.value)[:_LONGEST]
        keys = _KEY.findall(code)
        told = {*keys, *_NAME.findall(_TEXT.sub(" ", code))}
        if told & self.way:
            return False
        if keys:
            return True
        if told & (self.holders | _WHOLE):
            return _WHO_ASKS.fullmatch(name) is not None
        inner = [one for one in told if one in self.bindings and one != name]
        return all(self.is_another(one, depth + 1) for one in inner)
