"""Whether a program looks for work that isn't committed before it throws away what is.

`if repo.is_dirty(): raise`, `if run(["git", "status", "--porcelain"]).stdout: return`.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from guardrail.frontends.python.reading import Reading
from guardrail.frontends.python.structure import place_of
from guardrail.frontends.python.way_there import before, left_by, of_branches

CLEAN = "a look for work that isn't committed"
"""How the guard is told."""
_ASKED = re.compile(
    r"is_dirty\b|\.status\(|\bstatus\b|porcelain|untracked|\bdirty\b|uncommitted|(?:has|local|any)_changes"
    r"|is_clean|\bclean\b|\bdiff\b|ahead\b"
)
_ENSURED = re.compile(
    r"(?:await\s+)?(?:[\w.]*\.)?_?(?:ensure|require|assert|check|verify|refuse|abort)\w*_(?:clean|dirty)\w*\("
)
_THROWS_AWAY = re.compile(
    r"\s*git\s(?:-C\s+\S+\s+)?(?:reset\s.*--hard|clean\s|checkout\s|restore\s|stash\s+(?:drop|clear))"
)


def left_where_dirty(reading: Reading, node: Node) -> tuple[str, ...]:
    """The guard that is a look for work that would be lost, where one stands before a place."""
    module, place = reading.module, place_of(reading.module, node.start_byte)
    conditions = [*of_branches(module, place)]
    for statement in before(module, place, node.start_byte):
        if _ENSURED.match(module.plain, statement.start_byte):
            return (CLEAN,)
        conditions += left_by(module, statement)
    return (CLEAN,) if any(_asks(reading, one.code) for one in conditions) else ()


def throws_away(line: str) -> bool:
    """Whether a command line throws work away that isn't committed."""
    return _THROWS_AWAY.match(line) is not None


def _asks(reading: Reading, condition: Node) -> bool:
    """Whether a condition asks for such work, by itself or by what its names stand for."""
    code = reading.module.code(condition)
    if _ASKED.search(code):
        return True
    value = reading.builder.flow.value(condition)
    return value is not None and _ASKED.search(reading.module.code(value)) is not None
