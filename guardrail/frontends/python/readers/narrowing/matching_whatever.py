"""Patterns that every text matches: `re.compile(r"(pr-\\d+)?").match(name)`, `fnmatch(name, "*")`.

Source: the Python library reference, `re` ("match": zero or more characters at the beginning).
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.readers.narrowing.patterns_for_all import pattern_held
from guardrail.frontends.python.reading import Reading
from guardrail.patterns import late

_LONGEST = 80
_PLAIN = late(r"(?:[^\\()\[\]{}*+?|^$.]|\\[\w.-]|[()\[\]?|*+.^$]|\{\d{1,3}(?:,\d{0,3})?\})*")
"""Patterns without what looks around or back, which are made quickly."""
_ASKED = ("", "\x00", "\ufffe-\ufffe")
"""Texts that nobody would call anything: what all of them match is no name's part."""
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
    if not pattern or len(pattern) > _LONGEST or not _PLAIN.fullmatch(pattern):
        return False
    try:
        made = re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return False
    return all(getattr(made, how)(one) is not None for one in _ASKED)
