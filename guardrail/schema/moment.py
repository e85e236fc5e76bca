"""The tables at one place of a Timeline, for other effects to build on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from guardrail.names import plain
from guardrail.schema.referrers import names_of
from guardrail.shapes import TableShape

if TYPE_CHECKING:
    from guardrail.schema.timeline import Timeline


class Moment:
    """A `Base`: what a Timeline knows just before a place. Temporary tables end with their Unit."""

    def __init__(self, timeline: Timeline, place: int) -> None:
        """What `timeline` knows just before `place`."""
        self._timeline = timeline
        self._place = place

    @property
    def known(self) -> bool:
        """Whether all that came before could be followed."""
        return self._timeline.known(self._place)

    def alike(self, short_name: str) -> Sequence[TableShape]:
        """The tables with that last part of their plain names."""
        return [t for t in self._timeline.alike(short_name, self._place) if not t.temporary]

    def views(self, short_name: str) -> Sequence[str]:
        """The views with that last part of their plain names."""
        return sorted(self._timeline.views_alike(short_name, self._place))

    def all_views(self) -> Iterator[str]:
        """The plain names of all views."""
        return self._timeline.views(self._place)

    def names(self) -> Iterator[str]:
        """The plain names of all tables."""
        return (plain(table.name) for table in self.tables())

    def shorts(self) -> Iterator[str]:
        """The last parts of the plain names of tables, in order, also of some that are gone."""
        return self._timeline.shorts()

    def tables(self) -> Iterator[TableShape]:
        """All tables."""
        return (table for table in self._timeline.tables(self._place) if not table.temporary)

    def referrers(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may refer to one of that name."""
        return names_of(self._timeline.referrers(short_name, self._place))

    def index_owners(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may have an index of that name."""
        return list(self._timeline.index_owners(short_name, self._place))

    def pairs_of(self, model: str) -> Sequence[str]:
        """The many-to-many fields of a model that have a table."""
        return self._timeline.pairs_of(model)

    def of_model(self, model: str) -> str:
        """The plain name of the table that belongs to an ORM's model, "" where none is known."""
        return plain(self._timeline.named(model, "", self._place))

    def without_table(self, model: str) -> bool:
        """Whether a model ("shop.order"), or a field of one, is known to have no table."""
        return self._timeline.without_table(model, self._place)

    def all_without_table(self) -> Sequence[str]:
        """The models and fields that are known to have no table."""
        return self._timeline.all_without_table(self._place)
