"""What lies under the effects of a Unit: the tables as the migrations before it left them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

from guardrail.shapes import TableShape


class Base(Protocol):
    """Tables at one point of a history."""

    @property
    def known(self) -> bool:
        """Whether everything before is known, so that what isn't there doesn't exist."""

    def alike(self, short_name: str) -> Sequence[TableShape]:
        """The tables with that last part of their plain names."""

    def views(self, short_name: str) -> Sequence[str]:
        """The views with that last part of their plain names."""

    def all_views(self) -> Iterable[str]:
        """The plain names of all views."""

    def names(self) -> Iterable[str]:
        """The plain names of all tables."""

    def shorts(self) -> Iterable[str]:
        """The last parts of the plain names of tables, in order, also of some that are gone."""

    def referrers(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may refer to one of that name."""

    def index_owners(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may have an index of that name."""

    def pairs_of(self, model: str) -> Sequence[str]:
        """The many-to-many fields of a model that have a table: "shop.order.tags"."""

    def of_model(self, model: str) -> str:
        """The plain name of the table that belongs to an ORM's model, "" where none is known."""

    def without_table(self, model: str) -> bool:
        """Whether a model ("shop.order"), or a field of one, is known to have no table."""

    def all_without_table(self) -> Iterable[str]:
        """The models and fields that are known to have no table."""


class Nothing:
    """Nothing is known: the base of a Unit that belongs to no history."""

    known = False

    def alike(self, short_name: str) -> Sequence[TableShape]:
        """None."""
        return ()

    def views(self, short_name: str) -> Sequence[str]:
        """None."""
        return ()

    def all_views(self) -> Iterable[str]:
        """None."""
        return ()

    def names(self) -> Iterable[str]:
        """None."""
        return ()

    def shorts(self) -> Iterable[str]:
        """None."""
        return ()

    def referrers(self, short_name: str) -> Sequence[str]:
        """None."""
        return ()

    def index_owners(self, short_name: str) -> Sequence[str]:
        """None."""
        return ()

    def pairs_of(self, model: str) -> Sequence[str]:
        """None."""
        return ()

    def of_model(self, model: str) -> str:
        """Always ""."""
        return ""

    def without_table(self, model: str) -> bool:
        """Never."""
        return False

    def all_without_table(self) -> Iterable[str]:
        """None."""
        return ()


class Beginning(Nothing):
    """The start of a history: an empty database."""

    known = True
