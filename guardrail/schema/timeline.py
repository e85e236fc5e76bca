"""The tables at every place of a run of effects: a fold made once and asked often.

Making it is linear in the effects; a question costs the logarithm of what happened to one name,
and the changes of one table since the last question.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    StateChange,
    Verb,
)
from guardrail.names import plain, short
from guardrail.schema.base import Base, Nothing
from guardrail.schema.belongings import Belongings
from guardrail.schema.copies import origins
from guardrail.schema.derived import derived, is_derived
from guardrail.schema.indexes import Indexes
from guardrail.schema.life import Life
from guardrail.schema.models import pairs_after
from guardrail.schema.moment import Moment
from guardrail.schema.referrers import Referrers, targets_of
from guardrail.schema.registry import Tables, Views
from guardrail.schema.renamed import MOST as MOST_FOLLOWED
from guardrail.schema.renamed import of_type, references
from guardrail.schema.table import Table
from guardrail.shapes import TableShape
from guardrail.spanmap import HOLE_WORD

ROW_SECURITY = "row level security"

_VIEWS = (ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
_OF_TABLES = (
    ObjectKind.COLUMN,
    ObjectKind.CONSTRAINT,
    ObjectKind.INDEX,
    ObjectKind.POLICY,
    ObjectKind.TRIGGER,
)
_SHAPING = (
    *(ObjectKind.TABLE, ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.INDEX),
    *(*_VIEWS, ObjectKind.PARTITION, ObjectKind.SCHEMA, ObjectKind.DATABASE),
)
"""Kinds whose changes decide what tables there are and what they look like."""

_FUNCTION = "function"
"""What hides statements that a definition only holds: they don't run where it is made."""


class Timeline:
    """What is known of tables just before each place, a place being the number of an effect.

    `guessing` is the first place from which on not everything is known, and why, for people.
    """

    def __init__(self, effects: Iterable[Effect], base: Base | None = None) -> None:
        """The effects in execution order, on top of what `base` knows."""
        self._base: Base = base or Nothing()
        self._tables = Tables(self._base)
        self._views = Views(self._base)
        self._referrers = Referrers(self._base, self._tables)
        self._indexes = Indexes(self._base, self._tables)
        self._models = Belongings(self._base, self._tables)
        self._followed = 0
        self.guessing: tuple[int, str] | None = None
        self.length = 0
        self.extend(effects)

    def extend(self, effects: Iterable[Effect]) -> None:
        """Fold more effects, which come after all others."""
        for effect in effects:
            self._fold(self.length, effect)
            self.length += 1

    def lose_track(self, why: str) -> None:
        """Something that can't be followed comes after all effects so far."""
        self._guess(self.length - 1, why)

    def table(self, name: str, place: int) -> TableShape | None:
        """The table just before the place, `None` where nothing is known of it."""
        life = self._tables.find(name, place)
        return life.shape(place) if life else None

    def named(self, model: str, table: str, place: int) -> str:
        """The name of a model's table just before the place, `table` where nothing tells it."""
        return self._models.named(model, table, place)

    def tables(self, place: int) -> Iterator[TableShape]:
        """All tables just before the place."""
        for key in self.shorts():
            yield from self.alike(key, place)

    def shorts(self) -> Iterator[str]:
        """The last parts of all tables' names, in order, also of tables that are gone."""
        return self._tables.shorts()

    def alike(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables of a short name just before the place."""
        return (life.shape(place) for _, life in self._tables.alive(key, place))

    def views(self, place: int) -> Iterator[str]:
        """The plain names of all views just before the place."""
        return self._views.all(place)

    def views_alike(self, key: str, place: int) -> Iterable[str]:
        """The plain names of the views of a short name just before the place."""
        return self._views.at(key, place)

    def referrers(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables that may refer, just before the place, to one of a short name."""
        return self._referrers.at(key, place)

    def index_owners(self, key: str, place: int) -> Iterator[str]:
        """The plain names of the tables that may have had an index of a short name."""
        return self._indexes.owners(key, place)

    def index_owner(self, name: str, place: int) -> str:
        """The table that has an index just before the place, "" where none is known to."""
        life = self._indexes.owner(name, place)
        return life.shape(place).name if life else ""

    def is_new(self, table: str, place: int) -> bool:
        """Whether the table was made before the place, or is temporary, and is still there.

        A table made with IF NOT EXISTS may have been there already and isn't new; a temporary one
        is. Nor is one that the base knows.
        """
        life = self._tables.find(table, place)
        return life is not None and life.sure and life.born >= 0

    def column_type(self, table: str, column: str, place: int) -> str:
        """The type that the column was last given before the place, "" where none was."""
        shape = self.table(table, place)
        known = shape.column(column) if shape else None
        return known.type if known else ""

    def known(self, place: int) -> bool:
        """Whether all that came before the place could be followed."""
        return self._base.known and (self.guessing is None or place < self.guessing[0])

    def at(self, place: int) -> Moment:
        """The tables just before the place, for other effects to build on."""
        return Moment(self, place)

    def _fold(self, place: int, effect: Effect) -> None:
        if isinstance(effect, PrivilegeChange):
            if effect.protection == ROW_SECURITY and effect.on:
                self._touch(place, effect.on, effect)
            return
        if isinstance(effect, StateChange):
            self._state(place, effect)
            return
        if isinstance(effect, DataChange) and effect.copies_from:
            self._copied(place, effect)
        if not isinstance(effect, SchemaChange):
            return
        if effect.model:
            effect = self.of_model(place, effect)
        if any(map(_unknown, (effect.table, effect.name, effect.new_name))):
            if effect.kind in _SHAPING and _FUNCTION not in effect.hidden_in:
                self._guess(place, "a name is only known at run time")
        elif effect.kind is ObjectKind.TABLE:
            self._table(place, effect)
        elif effect.kind in _OF_TABLES:
            self._part(place, effect)
        elif effect.kind in _VIEWS:
            self._views.fold(place, effect)
        elif effect.kind is ObjectKind.PARTITION:
            self._partition(place, effect)
        elif effect.kind is ObjectKind.TYPE and effect.verb is Verb.RENAME:
            self._rename_type(place, effect)
        elif effect.kind is ObjectKind.SCHEMA and effect.verb is Verb.DROP:
            self._tables.remove_all(place, plain(effect.name or effect.table))
        elif effect.kind is ObjectKind.DATABASE and effect.verb is Verb.DROP:
            self._tables.remove_all(place, "")

    def of_model(self, place: int, change: SchemaChange) -> SchemaChange:
        """The change under the name that the table of its model really has."""
        return self._models.meant(place, change)

    def _state(self, place: int, change: StateChange) -> None:
        """The models change: the table belongs to another one, or to none."""
        name = self.named(change.model, change.table, place)
        if _unknown(name):
            return
        if change.kind is ObjectKind.TABLE and change.verb is Verb.RENAME:
            name = name if self._tables.find(name, place) else change.new_name
        life = self._tables.find(name, place + 1)
        if life is None:
            return
        life.change(place, change)
        if change.kind is ObjectKind.TABLE:
            self._models.note(place, change.model, None if change.verb is Verb.DROP else life)
            self._models.renamed(place, change, life)

    def _table(self, place: int, change: SchemaChange) -> None:
        name = change.table or change.name
        if change.verb is Verb.CREATE:
            self._create(place, name, change)
        elif change.verb is Verb.DROP:
            gone = self._tables.find(name, place)
            if gone is None and not change.if_exists:
                self._guess(place - 1, f"{name} is dropped, and nothing before made it")
            self._tables.remove(place, name, gone)
            self._models.note(place, change.model, None)
            if change.model:
                self._with_pairs(place, change, plain(name))
        elif change.verb is Verb.RENAME:
            self._rename(place, name, change)
        else:
            self._touch(place, name, change)

    def _create(self, place: int, name: str, change: SchemaChange) -> None:
        known = self._tables.find(name, place)
        if change.if_exists and not change.temporary and known is not None:
            return
        sure = change.temporary or not change.if_exists
        shape = change.shape or TableShape(name, temporary=change.temporary, complete=False)
        if is_derived(shape):
            shape = derived(shape, lambda origin: self.table(origin, place))
        complete = shape.complete and (sure or self.known(place))
        first = Table.of(shape)
        if shape.partition_of and not shape.columns:
            complete = self._inherit(first, shape.partition_of, place)
        first.name, first.complete = name, complete
        first.temporary = shape.temporary or change.temporary
        first.model = shape.model or change.model
        life = Life(first.shape(), place, sure=sure)
        self._add(place, name, life)
        self._models.note(place, first.model, life)
        self._referrers.note(place, life, targets_of(first.shape()))
        self._indexes.made(place, life)

    def _inherit(self, table: Table, parent: str, place: int) -> bool:
        """Give a partition its parent's columns; whether all of them are known."""
        known = self.table(parent, place)
        if known is not None:
            table.columns = {plain(column.name): column for column in known.columns}
        return known is not None and known.complete

    def _rename(self, place: int, name: str, change: SchemaChange) -> None:
        life = self._life(place, name)
        if life is None or not change.new_name:
            return
        self._tables.remove(place, name, life)
        self._add(place, change.new_name, life)
        life.change(place, change)
        self._models.renamed(place, change, life)
        if change.model:
            self._with_pairs(place, change, plain(name))
        elif self._may_follow(place):
            new = life.shape(place + 1).name
            referring = list(self._referrers.at(short(name), place + 1))
            self._followed += len(referring)
            for own in references(change, name, new, referring):
                self._touch(place, own.table, own)

    def _rename_type(self, place: int, change: SchemaChange) -> None:
        if change.new_name and self._may_follow(place):
            tables = list(self.tables(place))
            self._followed += len(tables)
            for table in of_type(change.name, tables):
                self._touch(place, table, change)

    def _may_follow(self, place: int) -> bool:
        """Whether one more new name may be looked for in other tables."""
        if self._followed > MOST_FOLLOWED:
            self._guess(place, "too many tables and types get other names")
        return self._followed <= MOST_FOLLOWED

    def _copied(self, place: int, change: DataChange) -> None:
        """Rows of tables are put elsewhere: whose columns are lost later were copied."""
        for name in origins(change):
            life = self._tables.find(name, place + 1)
            if life is not None:
                life.change(place, change)

    def _with_pairs(self, place: int, change: SchemaChange, name: str) -> None:
        """The tables of a model's many-to-many fields go where its own table goes."""
        for model in self.pairs_of(change.model):
            table = self.named(model, "", place)
            if not table:
                continue
            for own in pairs_after(change, name, model, table):
                (self._table if own.kind is ObjectKind.TABLE else self._part)(place, own)

    def pairs_of(self, model: str) -> list[str]:
        """The many-to-many fields of a model that have ever had a table: "shop.order.tags"."""
        return self._models.pairs_of(model)

    def _touch(self, place: int, name: str, effect: Effect) -> None:
        life = self._life(place, name)
        if life is not None:
            life.change(place, effect)
            if isinstance(effect, SchemaChange):
                self._referrers.note(place, life, (effect.table, effect.new_name))

    def _add(self, place: int, name: str, life: Life) -> None:
        if not self._tables.add(place, name, life):
            self._guess(place, f"there are too many tables that are called {short(name)}")

    def _life(self, place: int, name: str) -> Life | None:
        """The table that an effect is about; one nothing was known of is known from here on."""
        life = self._tables.find(name, place + 1)
        if life is None and name and not self._views.holds(name, place + 1):
            self._guess(place - 1, f"{name} is changed, and nothing before made it")
            life = Life(TableShape(name, complete=False), -1, sure=False)
            self._add(place, name, life)
        return life

    def _part(self, place: int, change: SchemaChange) -> None:
        if change.kind is ObjectKind.INDEX and not change.table:
            life = self._indexes.owner(change.name, place)
        else:
            life = self._life(place, change.table)
        if life is None:
            return
        life.change(place, change)
        self._referrers.note(place, life, (change.references,))
        self._indexes.changed(place, life, change)

    def _partition(self, place: int, change: SchemaChange) -> None:
        """A table becomes a partition of another, or stops to be one."""
        named = change.name if plain(change.name) != plain(change.table) else ""
        if named and any(o.startswith(("attach", "detach")) for o in change.options):
            self._touch(place, named, change)

    def _guess(self, place: int, why: str) -> None:
        """After the place it isn't known what there is."""
        if self.guessing is None:
            self.guessing = (place + 1, why)


def _unknown(name: str) -> bool:
    """Whether the name is only known at run time; a schema that is leaves the table's own name."""
    if HOLE_WORD not in name and "{" not in name:
        return False
    own = short(name)
    return HOLE_WORD in own or "{" in own
