"""Keeps count of BEGIN … END around a procedural body that has no quotes around it."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.sql.lexis import Lexis
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words

_TRANSACTION = words(
    "TRANSACTION TRAN WORK ISOLATION READ DEFERRABLE NOT DEFERRED IMMEDIATE EXCLUSIVE "
    "CONCURRENT DISTRIBUTED"
)
_ROUTINE = frozenset(["FUNCTION", "PROCEDURE", "PROC", "TRIGGER", "EVENT", "PACKAGE"])
_ENDS_OTHERS = frozenset(["IF", "LOOP", "WHILE", "REPEAT", "FOR"])
_HEAD = 14


class Blocks:
    """Whether the statement read so far is inside a body, so that `;` doesn't end it.

    `slashed`: a line with nothing but a slash follows, and that is what ends a routine.
    """

    __slots__ = (
        "_declares",
        "_depth",
        "_kind",
        "_lexis",
        "_previous",
        "_slashed",
        "_to_the_end",
    )

    def __init__(self, lexis: Lexis, slashed: bool = False) -> None:
        self._lexis = lexis
        self._slashed = slashed
        self._depth = 0
        self._kind = ""
        self._previous = ""
        self._declares = False
        self._to_the_end = False

    @property
    def open(self) -> bool:
        """Whether a body is open."""
        return self._depth > 0 or self._declares or self._to_the_end

    def see(self, token: Token, before: Sequence[Token]) -> None:
        """Takes the next token of the statement; `before` are those that stand before it."""
        up, previous = token.up, self._previous
        self._previous = up
        if not before:
            self._kind = "create" if up == "CREATE" else ""
            if self._slashed and up == "DECLARE":
                self._kind = "routine"
                self._to_the_end = True
        if len(before) == 1 and previous == "BEGIN" and up not in _TRANSACTION:
            self._kind, self._depth = "block", 1
        if token.kind is not Kind.WORD:
            return
        if self._kind == "create" and up in _ROUTINE and len(before) <= _HEAD:
            self._kind = "routine"
            self._to_the_end = self._lexis.batches or self._slashed
        if self._kind == "routine" and self._lexis.q_quote and up in ("IS", "AS"):
            self._declares = self._depth == 0
        if self._kind in ("block", "routine"):
            self._count(up, previous)

    def _count(self, up: str, previous: str) -> None:
        if previous == "END" and up in _ENDS_OTHERS:
            self._depth += 1
        elif up == "BEGIN":
            self._declares = False
            if self._kind == "block" or self._lexis.name != "postgres":
                self._depth += 1
        elif (up == "ATOMIC" and previous == "BEGIN" and self._lexis.name == "postgres") or (
            up == "CASE" and previous != "END"
        ):
            self._depth += 1
        elif up == "END" and self._depth:
            self._depth -= 1
