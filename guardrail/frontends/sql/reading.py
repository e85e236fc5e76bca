"""What every reader of a statement is given: where it stands, and how to make effects of it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from guardrail.effects import Effect, Scope
from guardrail.frontends.sql.cursor import Cursor
from guardrail.frontends.sql.lexis import Lexis
from guardrail.frontends.sql.token import Kind, Token
from guardrail.frontends.sql.wordset import words
from guardrail.model import Confidence, Source, Span
from guardrail.stream import Item, Unanalysed

E = TypeVar("E", bound=Effect)

_REMEMBERED = 16
DANGEROUS = words(
    "DELETE UPDATE DROP TRUNCATE ALTER GRANT REVOKE MERGE REPLACE INSERT EXECUTE EXEC"
)


class View(Struct, frozen=True):
    """A query named by WITH: its lower-case name, the table it reads, whether it chooses rows.

    `whole` is the table, lower case, that it gives every row of, "" where it may leave rows out.
    """

    name: str
    table: str
    filtered: bool
    whole: str = ""


class Reading(Struct, frozen=True):
    """The circumstances of a statement.

    `hidden_in` names the statement that hides this one, "" where none does. `masked` says that
    literals in it may be secrets, so that they don't enter its evidence. `body` says that the text
    is the body of a routine, where declarations and assignments are ordinary. `views` are the
    queries that a WITH before the statement names; `depth` counts the statements around it.
    `templated` says that not all its parts are known to be there, `tagged` that the text is a
    template, `pieces` that it defines macros, whose bodies need not be statements. `known` are the
    variables that hold statements which were read, `memo` remembers the digests of statements.
    `loops` are the variables that run over every row of a table, with the table, lower case.
    """

    source: Source
    lexis: Lexis
    dialect: str
    confidence: Confidence = Confidence.HIGH
    hidden_in: str = ""
    masked: bool = False
    body: bool = False
    views: tuple[View, ...] = ()
    loops: tuple[tuple[str, str], ...] = ()
    depth: int = 0
    templated: bool = False
    tagged: bool = False
    pieces: bool = False
    known: set[str] = field(default_factory=set)
    memo: dict[tuple[int, int, bool], str] = field(default_factory=dict)

    def behind(self, name: str) -> str:
        """The table that a name of a WITH stands for; the name itself where it is a table."""
        return next((view.table for view in self.views if view.name == name.lower()), name)

    def narrowed(self, name: str, scope: Scope) -> Scope:
        """The scope of a write through a name of a WITH whose query chooses rows itself."""
        if scope is Scope.NONE and any(v.name == name.lower() and v.filtered for v in self.views):
            return Scope.FILTERED
        return scope

    def inside(self, hidden_in: str) -> Reading:
        """The same circumstances, hidden in another statement."""
        return replace(self, hidden_in=hidden_in)

    def span(self, tokens: Sequence[Token]) -> Span:
        """The place of the tokens in the outermost text."""
        return self.source.span(tokens[0].start, tokens[-1].end)

    def make(self, kind: type[E], tokens: Sequence[Token], /, **details: Any) -> E:
        """An effect that stands at these tokens. `details` are the fields of its class."""
        details.setdefault("confidence", self.confidence)
        details.setdefault("hidden_in", self.hidden_in)
        if "evidence" not in details:
            details["evidence"] = self.evidence(tokens)
        return kind(
            span=self.span(tokens),
            dialect=self.dialect,
            language="sql",
            **details,
        )

    def evidence(self, tokens: Sequence[Token]) -> str:
        """The digest of the tokens, made once for effects that share a statement."""
        key = (tokens[0].start, tokens[-1].end, self.masked)
        if key not in self.memo:
            if len(self.memo) > _REMEMBERED:
                self.memo.clear()
            self.memo[key] = digest(tokens, self.masked)
        return self.memo[key]

    def unread(self, tokens: Sequence[Token], reason: str) -> Unanalysed:
        """An item that says that these tokens could not be read."""
        words = dict.fromkeys(token.up for token in tokens if token.up in DANGEROUS)
        return Unanalysed(self.span(tokens), reason, tuple(words))


Reader = Callable[[Reading, Cursor], Iterator[Item]]


def digest(tokens: Sequence[Token], masked: bool = False) -> str:
    """A digest of the statement that comments, blanks and the case of words don't change.

    Where it is masked, neither literals nor the words behind IDENTIFIED BY enter it.
    """
    made = hashlib.sha256()
    before, previous = "", ""
    for token in tokens:
        text = token.up or token.text
        identified = before == "IDENTIFIED" and previous == "BY"
        if masked and (token.kind is Kind.STRING or identified):
            text = "'***'"
        made.update(text.encode("utf-8", "surrogatepass"))
        made.update(b"\x00")
        before, previous = previous, token.up
    return made.hexdigest()[:16]
