"""The SQL frontend: `read` turns a text of SQL into a stream of effects."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.model import Source
from guardrail.settings import Settings
from guardrail.stream import Item


def read(source: Source, settings: Settings) -> Iterator[Item]:
    """What a text of SQL would do, in the order in which it would do it."""
    from guardrail.frontends.sql.reader import read as read_sql

    return read_sql(source, settings)
