"""Whether a migration that has both directions in one file says how to go back."""

from __future__ import annotations

from collections.abc import Iterator

from guardrail.effects import DataChange, MigrationChange, MigrationChangeKind, SchemaChange
from guardrail.frontends.sql.migration import Section
from guardrail.model import Direction, Source
from guardrail.stream import Embedded, Item

_BOTH = frozenset({"goose", "dbmate", "sql-migrate", "play", "node-pg-migrate"})
"""Frameworks whose files have a section for each direction."""


class WayBack:
    """Watches what the sections of a file do."""

    def __init__(self, source: Source) -> None:
        """For one text, before its first statement."""
        self._source = source
        self._section: Section | None = None
        self._does: MigrationChange | None = None
        self._undoes = False

    def enter(self, section: Section) -> None:
        """A section begins."""
        self._section = section

    def watched(self, items: Iterator[Item]) -> Iterator[Item]:
        """The items as they are."""
        section = self._section
        if section is None or section.framework not in _BOTH:
            yield from items
            return
        for item in items:
            if isinstance(item, (SchemaChange, DataChange, Embedded)):
                if section.direction is Direction.DOWN:
                    self._undoes = True
                elif self._does is None and not section.initial and not isinstance(item, Embedded):
                    self._does = MigrationChange(
                        span=item.span,
                        language="sql",
                        dialect=item.dialect,
                        evidence=item.evidence,
                        kind=MigrationChangeKind.IRREVERSIBLE,
                        path=self._source.path,
                        operation="down",
                    )
            yield item

    def missing(self) -> Iterator[Item]:
        """What says that the file goes forward only, if it does."""
        if self._does is not None and not self._undoes:
            yield self._does
