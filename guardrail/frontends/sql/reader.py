"""The SQL frontend: from a text to a stream of items."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.frontends.sql.dispatch import read_tokens
from guardrail.frontends.sql.lexis import LEXES, canonical
from guardrail.frontends.sql.reading import Reading
from guardrail.frontends.sql.splitter import Splitter
from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """The stream of a text of SQL."""
    dialect = canonical(source.surroundings.dialect or settings.database(source.path).dialect)
    lexis = LEXES[dialect]
    reading = Reading(source, lexis, dialect)
    for statement in Splitter(source.text, lexis, source.holes):
        if statement.tokens and not statement.client:
            yield from read_tokens(reading, statement.tokens)
