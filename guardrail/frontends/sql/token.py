"""Tokens of SQL with their exact places."""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple


class Kind(IntEnum):
    """What a token is.

    `NAME` is a quoted identifier, or one with a hole in it. `HOLE` is a place known only at run
    time, `PARAM` a placeholder that stands for a value alone. `CLIENT` is a command to the client
    program, to the end of its line. `TEMPLATE` is a templating statement, `COMMENT` a comment.
    """

    WORD = 0
    NAME = 1
    STRING = 2
    NUMBER = 3
    PARAM = 4
    HOLE = 5
    MARK = 6
    CLIENT = 7
    COMMENT = 8
    TEMPLATE = 9


class Token(NamedTuple):
    """One token: code points `start` to `end`, exclusive.

    `text` is the name without quotes for a NAME, "{name}" for a HOLE, as written otherwise. `up`
    is the upper-case word of a WORD, the mark of a MARK, and empty for everything else, so that a
    quoted name is never taken for a keyword.
    """

    kind: Kind
    text: str
    up: str
    start: int
    end: int


TRIVIA = frozenset({Kind.COMMENT, Kind.TEMPLATE})
