"""Which rows a condition reaches, found by folding its constants.

One pass over the tokens with an explicit stack: linear, and deep nesting costs nothing. NULL is
followed as SQL has it. What isn't constant is opaque; it is only compared with itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from guardrail.effects import Scope
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.fold import Fold
from guardrail.frontends.sql.terms import Truth
from guardrail.frontends.sql.wordset import words
from guardrail.model import Confidence


class Reach(Struct, frozen=True):
    """The scope of a condition, and why where it is a tautology.

    `doubt`: a tautology only if a key is positive; `wholesale`: for all rows or for none;
    `compares_null`: a comparison with NULL that never holds; `bounded`: so many rows at most.
    """

    scope: Scope
    reason: str = ""
    doubt: bool = False
    wholesale: bool = False
    compares_null: str = ""
    bounded: bool = False

    @property
    def confidence(self) -> Confidence:
        """How sure it is that every row is reached."""
        if self.doubt:
            return Confidence.LOW
        return Confidence.MEDIUM if self.wholesale else Confidence.HIGH


def reach(
    condition: Cursor,
    table: str = "",
    or_pipes: bool = False,
    tables: frozenset[str] = frozenset(),
    rows: frozenset[str] = frozenset(),
) -> Reach:
    """Which rows of `table` the condition reaches. An empty condition is an unknown one.

    `tables` are further names that give every row of it, `rows` those that stand for its row.
    """
    if condition.done:
        return Reach(Scope.UNKNOWN)
    own = frozenset({table.lower()} - {""})
    fold = Fold(condition, key_names(table), or_pipes, own | tables, rows)
    term, null = fold.value(), fold.compares_null
    if term.truth is Truth.TRUE:
        reason = f"{term.reason or 'the condition'} is always true"
        return Reach(Scope.TAUTOLOGY, reason, doubt=term.doubt, compares_null=null)
    if term.wholesale and not term.unknown:
        reason = f"{term.wholesale} asks nothing of the row"
        return Reach(Scope.TAUTOLOGY, reason, wholesale=True, compares_null=null)
    if term.unknown:
        return Reach(Scope.UNKNOWN, compares_null=null)
    if term.drawn:
        # `ctid IN (SELECT ctid FROM t LIMIT 100)` asks no more than `DELETE FROM t LIMIT 100`.
        reason = f"{term.drawn} asks nothing else"
        return Reach(Scope.TAUTOLOGY, reason, compares_null=null, bounded=True)
    if term.optional:
        reason = f"unscoped when {term.optional} is NULL"
        return Reach(Scope.UNKNOWN, reason, compares_null=null, bounded=term.cut)
    scope = Scope.KEYED if term.keyed else Scope.FILTERED
    return Reach(scope, compares_null=null, bounded=term.cut)


def asks_others(other: str) -> Reach:
    """The reach of a condition that asks columns of another table alone."""
    reason = f"a condition on {other} alone asks nothing of the row"
    return Reach(Scope.TAUTOLOGY, reason, wholesale=True)


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
