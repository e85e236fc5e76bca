"""The tables at every place of a run of effects: a fold made once and asked often.

Making it is linear in the effects; a question costs the logarithm of what happened to one name,
and the changes of one table since the last question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.effects import Effect, SchemaChange
from guardrail.schema.base import Base, Nothing
from guardrail.schema.folding import Folding
from guardrail.schema.moment import Moment
from guardrail.shapes import TableShape


class Timeline:
    """What is known of tables just before each place, a place being the number of an effect."""

    def __init__(self, effects: Iterable[Effect], base: Base | None = None) -> None:
        """The effects in execution order, on top of what `base` knows."""
        self._told = Folding(base or Nothing())
        self.length = 0
        self.extend(effects)

    def extend(self, effects: Iterable[Effect]) -> None:
        """Fold more effects, which come after all others."""
        for effect in effects:
            self._told.fold(self.length, effect)
            self.length += 1

    @property
    def guessing(self) -> tuple[int, str] | None:
        """The first place from which on not everything is known, and why, for people."""
        return self._told.guessing

    def lose_track(self, why: str) -> None:
        """Something that can't be followed comes after all effects so far."""
        self._told.guess(self.length - 1, why)

    def table(self, name: str, place: int) -> TableShape | None:
        """The table just before the place, `None` where nothing is known of it."""
        return self._told.table(name, place)

    def named(self, model: str, table: str, place: int) -> str:
        """The name of a model's table just before the place, `table` where nothing tells it."""
        return self._told.models.named(model, table, place)

    def tables(self, place: int) -> Iterator[TableShape]:
        """All tables just before the place."""
        return self._told.every(place)

    def shorts(self) -> Iterator[str]:
        """The last parts of all tables' names, in order, also of tables that are gone."""
        return self._told.tables.shorts()

    def alike(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables of a short name just before the place."""
        return self._told.alike(key, place)

    def views(self, place: int) -> Iterator[str]:
        """The plain names of all views just before the place."""
        return self._told.views.all(place)

    def views_alike(self, key: str, place: int) -> Iterable[str]:
        """The plain names of the views of a short name just before the place."""
        return self._told.views.at(key, place)

    def referrers(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables that may refer, just before the place, to one of a short name."""
        return self._told.referrers.at(key, place)

    def index_owners(self, key: str, place: int) -> Iterator[str]:
        """The plain names of the tables that may have had an index of a short name."""
        return self._told.indexes.owners(key, place)

    def index_owner(self, name: str, place: int) -> str:
        """The table that has an index just before the place, "" where none is known to."""
        life = self._told.indexes.owner(name, place)
        return life.shape(place).name if life else ""

    def is_new(self, table: str, place: int) -> bool:
        """Whether the table was made before the place, or is temporary, and is still there.

        A table made with IF NOT EXISTS may have been there already and isn't new; a temporary one
        is. Nor is one that the base knows.
        """
        life = self._told.tables.find(table, place)
        return life is not None and life.sure and life.born >= 0

    def column_type(self, table: str, column: str, place: int) -> str:
        """The type that the column was last given before the place, "" where none was."""
        shape = self.table(table, place)
        known = shape.column(column) if shape else None
        return known.type if known else ""

    def known(self, place: int) -> bool:
        """Whether all that came before the place could be followed."""
        return self._told.known(place)

    def at(self, place: int) -> Moment:
        """The tables just before the place, for other effects to build on."""
        return Moment(self, place)

    def of_model(self, place: int, change: SchemaChange) -> SchemaChange:
        """The change under the name that the table of its model really has."""
        return self._told.models.meant(place, change)

    def pairs_of(self, model: str) -> list[str]:
        """The many-to-many fields of a model that have ever had a table: "shop.order.tags"."""
        return self._told.models.pairs_of(model)

    def without_table(self, model: str, place: int) -> bool:
        """Whether a model, or a field of one, is known to have no table just before the place."""
        return self._told.models.without_table(model, place)

    def all_without_table(self, place: int) -> list[str]:
        """The models and fields that are known to have no table just before the place."""
        return self._told.models.all_without_table(place)
