"""Which rows a condition reaches, found by folding its constants.

One pass over the tokens with an explicit stack: linear, and deep nesting costs nothing. NULL is
followed as SQL has it. What isn't constant is opaque; it is only compared with itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guardrail.effects import Scope
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.fold import Fold
from guardrail.frontends.sql.terms import Truth
from guardrail.frontends.sql.wordset import words


@dataclass(frozen=True, slots=True)
class Reach:
    """The scope of a condition, and why where it is a tautology."""

    scope: Scope
    reason: str = ""


def reach(condition: Cursor, table: str = "", or_pipes: bool = False) -> Reach:
    """Which rows of `table` the condition reaches. An empty condition is an unknown one."""
    if condition.done:
        return Reach(Scope.UNKNOWN)
    term = Fold(condition, key_names(table), or_pipes, table).value()
    if term.truth is Truth.TRUE:
        return Reach(Scope.TAUTOLOGY, f"{term.reason or 'the condition'} is always true")
    if term.unknown:
        return Reach(Scope.UNKNOWN)
    return Reach(Scope.KEYED if term.keyed else Scope.FILTERED)


def key_names(table: str) -> Sequence[str]:
    """The column names that are taken for the key of a table, lower case."""
    bare = table.replace('"', "").rpartition(".")[2].lower()
    own = {f"{bare}_id", f"{bare}id"}
    if bare.endswith("ies"):
        own |= {f"{bare[:-3]}y_id", f"{bare[:-3]}yid"}
    if bare.endswith("s"):
        own |= {f"{bare[:-1]}_id", f"{bare[:-1]}id"}
    return tuple(_KEYS | own) if bare else tuple(_KEYS)


_KEYS = words("id pk uuid guid _id rowid ctid oid")
