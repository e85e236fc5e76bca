"""Patterns that every text matches: `re.compile(r"(pr-\\d+)?").match(name)`, `fnmatch(name, "*")`.

The pattern is the judged text's own, and may be made to take for ever. So it is only held against
nothing at all, and only where no part of it can fail on that but by having to be something: without
borders, looks around, what was found before, and numbers of times. Then the first way there is
taken, and nothing is tried again.
Source: the Python library reference, `re` ("match": zero or more characters at the beginning).
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.patterns_for_all import pattern_held
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_LONGEST = 80
_PLAIN = late(
    r"(?:[^\\()\[\]{}^$?*+|]|\\[dDsSwW._/-]|\[\^?(?:\w-\w|[\w.\\ /@:,+*])+-?\]"
    r"|\(\?:|\((?!\?)|\)|[*+?]\??|\|)*"
)
_WHOLE = frozenset((".*", "(.*)", ".*?"))
_SHELL = ("fnmatch", "fnmatchcase")
_EVERY = ("*", "**", "*.*")


def matches_whatever(reading: Reading, node: Node) -> bool:
    """Whether a call holds a text against a pattern that every text matches."""
    pattern = pattern_held(reading, node) if node.type == "call" else None
    if not pattern:
        return False
    how = reading.call(node).last
    return pattern in _EVERY if how in _SHELL else _takes_all(pattern, how)


def _takes_all(pattern: str, how: str) -> bool:
    bare = pattern.removeprefix("^")
    whole = how == "fullmatch" or bare.endswith("$")
    if whole:
        return bare.removesuffix("$") in _WHOLE
    if len(bare) > _LONGEST or _PLAIN.fullmatch(bare) is None:
        return False
    try:
        return re.match(bare, "") is not None
    except (re.error, OverflowError, RecursionError):
        return False
