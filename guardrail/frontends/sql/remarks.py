"""Comments that speak to Guardrail, and the statements they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.frontends.sql.splitter import Statement
from guardrail.frontends.sql.token import Token
from guardrail.model import Source, Span
from guardrail.patterns import late
from guardrail.stream import Comment

_REMARK = late(r"(?:--+|\#+|/\*+|//+)\s*guardrail:(?P<text>.*?)(?:\*/)?\s*\Z", re.DOTALL)


class Remarks:
    """Binds each remark to the statement below it, around it, or at whose end it stands."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._last: tuple[int, int] | None = None
        self._waiting: list[tuple[Token, str]] = []

    def around(self, statement: Statement) -> Iterator[Comment]:
        """The remarks that are bound now that this statement is known."""
        tokens = statement.tokens
        for comment in statement.comments:
            found = _REMARK.match(comment.text)
            if found is None:
                continue
            text = found.group("text").strip()
            before = not tokens or comment.start < tokens[0].start
            if before and self._last is not None and self._same_line(comment):
                yield self._comment(comment, text, self._last)
            else:
                self._waiting.append((comment, text))
        if tokens:
            here = (tokens[0].start, tokens[-1].end)
            for comment, text in self._waiting:
                yield self._comment(comment, text, here)
            self._waiting.clear()
            self._last = here

    def rest(self) -> Iterator[Comment]:
        """The remarks that stand below the last statement: bound to themselves."""
        for comment, text in self._waiting:
            yield self._comment(comment, text, (comment.start, comment.end))

    def _same_line(self, comment: Token) -> bool:
        end = self._last[1] if self._last is not None else 0
        return self._source.text.find("\n", end, comment.start) < 0

    def _comment(self, comment: Token, text: str, binds: tuple[int, int]) -> Comment:
        span: Span = self._source.span(comment.start, comment.end)
        return Comment(span, text, self._source.span(*binds))
