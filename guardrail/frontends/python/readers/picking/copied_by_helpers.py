"""Copies that a function of the module makes of a thing before it goes: `bookmark(client, path)`.

A copy that is made only where somebody asks for it (`if keep:`, off by default) is none.
"""

from __future__ import annotations

import re
from itertools import islice

from tree_sitter import Node

from guardrail.frontends.python.functions.callers import given_to
from guardrail.frontends.python.guarding.flags import holds_by_default
from guardrail.frontends.python.guarding.way_there import of_branches
from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.source.structure import place_of
from guardrail.knowledge.python.picking import COPYING, words_of

_CALLED = r"(?<![\w.])([^\W\d]\w*)\((?=(?:[^()]{{0,400}}[\s,=\[])?{0}\s*[,)\]}}])"
_MOST = 8


def copied_by_helper(reading: Reading, start: int, end: int, name: str, made: str) -> bool:
    """Whether a function that is handed a name between two places copies what it stands for.

    `made` is the pattern of what makes something of a name.
    """
    module = reading.module
    called = re.compile(_CALLED.format(re.escape(name)))
    for match in islice(called.finditer(module.plain, start, end), _MOST):
        own = reading.scopes.function(match[1])
        if own is None or not done_by_default(reading, match.start()):
            continue
        if any(_copies(reading, own, one, made) for one in _parameters(reading, own, match, name)):
            return True
    return False


def done_by_default(reading: Reading, at: int) -> bool:
    """Whether a place is come to unless somebody says otherwise."""
    module = reading.module
    place = place_of(module, at)
    around = place.definitions[-1] if place.definitions else None
    return all(
        holds_by_default(module, around, module.code(one.code), one.code.start_byte)
        in (None, one.holds)
        for one in of_branches(module, place)
    )


def _parameters(reading: Reading, own: Node, match: re.Match[str], name: str) -> list[str]:
    """The parameters of a function that a call of it gives a name."""
    module = reading.module
    node = module.root.descendant_for_byte_range(match.start(), match.start() + 1)
    while node is not None and node.type != "call":
        node = node.parent
    given = given_to(module, own, reading.call(node)) if node is not None else {}
    return [
        parameter
        for parameter, one in given.items()
        if one.value is not None and module.code(one.value) == name
    ]


def _copies(reading: Reading, own: Node, parameter: str, made: str) -> bool:
    pattern = re.compile(made.format(re.escape(parameter)))
    found = pattern.finditer(reading.module.plain, own.start_byte, own.end_byte)
    return any(
        words_of(one[1] or one[2]) & COPYING and done_by_default(reading, one.start())
        for one in islice(found, _MOST)
    )
