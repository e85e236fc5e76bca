"""Liquibase's `--rollback` comments: the way back of a change set, as statements in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guardrail.frontends.sql.splitter import Statement
from guardrail.frontends.sql.statements.dynamic import is_statement
from guardrail.model import Direction, Source
from guardrail.patterns import late
from guardrail.spanmap import TextBuilder
from guardrail.stream import Embedded, Enter, Item, Leave, UnitKind

_FORMATTED = late(r"\s*(?:--|/\*)\s*liquibase\s+formatted\s+sql", re.IGNORECASE)
_ROLLBACK = late(
    r"(?:--[ \t]*rollback[ \t]+(?P<line>[^\r\n]*)"
    r"|/\*[ \t]*(?:liquibase[ \t]+)?rollback\b(?P<block>.*)\*/)\s*\Z",
    re.IGNORECASE | re.DOTALL,
)


class Rollbacks:
    """Finds the way back in the comments of one text."""

    def __init__(self, source: Source) -> None:
        """Nothing is looked for in a text that isn't Liquibase's."""
        self._source = source
        self._wanted = _FORMATTED.match(source.text) is not None

    def around(self, statement: Statement) -> Iterator[Item]:
        """The ways back in the comments that a statement carries, as Units of their own."""
        if not self._wanted:
            return
        builder = TextBuilder("sql")
        written: list[str] = []
        for comment in statement.comments:
            found = _ROLLBACK.match(comment.text)
            if found is None:
                continue
            group = found.lastgroup or "line"
            start = comment.start + found.start(group)
            builder.verbatim(found.group(group), start)
            builder.gap("\n")
            written.append(found.group(group))
        if written and is_statement(written[0]):
            built = builder.build()
            span = self._source.span(statement.comments[0].start, statement.comments[-1].end)
            yield Enter(UnitKind.MIGRATION, "rollback", span, Direction.DOWN, "liquibase")
            yield Embedded(self._source.embed("sql", built, "rollback", self._source.surroundings))
            yield Leave()
