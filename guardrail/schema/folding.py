"""What each effect of a run does to tables, views and indexes, one effect after the other."""

from __future__ import annotations

from collections.abc import Iterator

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
from guardrail.schema.base import Base
from guardrail.schema.belongings import Belongings
from guardrail.schema.copies import origins
from guardrail.schema.derived import derived, is_derived
from guardrail.schema.indexes import Indexes
from guardrail.schema.life import Life
from guardrail.schema.models import pairs_after
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


class Folding:
    """The tables, views, indexes and models of a run, on top of what a base knows.

    `guessing` is the first place from which on not everything is known, and why, for people.
    """

    def __init__(self, base: Base) -> None:
        """Nothing has happened yet."""
        self._base = base
        self.tables = Tables(base)
        self.views = Views(base)
        self.referrers = Referrers(base, self.tables)
        self.indexes = Indexes(base, self.tables)
        self.models = Belongings(base, self.tables)
        self.guessing: tuple[int, str] | None = None
        self._followed = 0

    def table(self, name: str, place: int) -> TableShape | None:
        """The table just before the place, `None` where nothing is known of it."""
        life = self.tables.find(name, place)
        return life.shape(place) if life else None

    def alike(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables of a short name just before the place."""
        return (life.shape(place) for _, life in self.tables.alive(key, place))

    def every(self, place: int) -> Iterator[TableShape]:
        """All tables just before the place."""
        for key in self.tables.shorts():
            yield from self.alike(key, place)

    def known(self, place: int) -> bool:
        """Whether all that came before the place could be followed."""
        return self._base.known and (self.guessing is None or place < self.guessing[0])

    def fold(self, place: int, effect: Effect) -> None:
        """Take in the effect at a place; all before it were taken in already."""
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
            effect = self.models.meant(place, effect)
        if any(map(_unknown, (effect.table, effect.name, effect.new_name))):
            if effect.kind in _SHAPING and _FUNCTION not in effect.hidden_in:
                self.guess(place, "a name is only known at run time")
        elif effect.kind is ObjectKind.TABLE:
            self._table(place, effect)
        elif effect.kind in _OF_TABLES:
            self._part(place, effect)
        elif effect.kind in _VIEWS:
            self.views.fold(place, effect)
        elif effect.kind is ObjectKind.PARTITION:
            self._partition(place, effect)
        elif effect.kind is ObjectKind.TYPE and effect.verb is Verb.RENAME:
            self._rename_type(place, effect)
        elif effect.kind is ObjectKind.SCHEMA and effect.verb is Verb.DROP:
            self.tables.remove_all(place, plain(effect.name or effect.table))
        elif effect.kind is ObjectKind.DATABASE and effect.verb is Verb.DROP:
            self.tables.remove_all(place, "")

    def _state(self, place: int, change: StateChange) -> None:
        """The models change: the table belongs to another one, or to none."""
        if change.kind is ObjectKind.TABLE and not change.name:
            self.models.bare(place, change)
            return
        name = self.models.named(change.model, change.table, place)
        if _unknown(name):
            return
        if change.kind is ObjectKind.TABLE and change.verb is Verb.RENAME:
            name = name if self.tables.find(name, place) else change.new_name
        life = self.tables.find(name, place + 1)
        if life is None:
            return
        life.change(place, change)
        if change.kind is ObjectKind.TABLE:
            self.models.note(place, change.model, None if change.verb is Verb.DROP else life)
            self.models.renamed(place, change, life)

    def _table(self, place: int, change: SchemaChange) -> None:
        name = change.table or change.name
        if change.verb is Verb.CREATE:
            self._create(place, name, change)
        elif change.verb is Verb.DROP:
            gone = self.tables.find(name, place)
            if gone is None and not change.if_exists:
                self.guess(place - 1, f"{name} is dropped, and nothing before made it")
            self.tables.remove(place, name, gone)
            self.models.note(place, change.model, None)
            if change.model:
                self._with_pairs(place, change, plain(name))
        elif change.verb is Verb.RENAME:
            self._rename(place, name, change)
        else:
            self._touch(place, name, change)

    def _create(self, place: int, name: str, change: SchemaChange) -> None:
        known = self.tables.find(name, place)
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
        self.models.note(place, first.model, life)
        self.referrers.note(place, life, targets_of(first.shape()))
        self.indexes.made(place, life)

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
        self.tables.remove(place, name, life)
        self._add(place, change.new_name, life)
        life.change(place, change)
        self.models.renamed(place, change, life)
        if change.model:
            self._with_pairs(place, change, plain(name))
        elif self._may_follow(place):
            new = life.shape(place + 1).name
            referring = list(self.referrers.at(short(name), place + 1))
            self._followed += len(referring)
            for own in references(change, name, new, referring):
                self._touch(place, own.table, own)

    def _rename_type(self, place: int, change: SchemaChange) -> None:
        if change.new_name and self._may_follow(place):
            tables = [
                life.shape(place)
                for key in self.tables.shorts()
                for _, life in self.tables.alive(key, place)
            ]
            self._followed += len(tables)
            for table in of_type(change.name, tables):
                self._touch(place, table, change)

    def _may_follow(self, place: int) -> bool:
        """Whether one more new name may be looked for in other tables."""
        if self._followed > MOST_FOLLOWED:
            self.guess(place, "too many tables and types get other names")
        return self._followed <= MOST_FOLLOWED

    def _copied(self, place: int, change: DataChange) -> None:
        """Rows of tables are put elsewhere: whose columns are lost later were copied."""
        for name in origins(change):
            life = self.tables.find(name, place + 1)
            if life is not None:
                life.change(place, change)

    def _with_pairs(self, place: int, change: SchemaChange, name: str) -> None:
        """The tables of a model's many-to-many fields go where its own table goes."""
        for model in self.models.pairs_of(change.model):
            table = self.models.named(model, "", place)
            if not table:
                continue
            for own in pairs_after(change, name, model, table):
                (self._table if own.kind is ObjectKind.TABLE else self._part)(place, own)

    def _touch(self, place: int, name: str, effect: Effect) -> None:
        life = self._life(place, name)
        if life is not None:
            life.change(place, effect)
            if isinstance(effect, SchemaChange):
                self.referrers.note(place, life, (effect.table, effect.new_name))

    def _add(self, place: int, name: str, life: Life) -> None:
        if not self.tables.add(place, name, life):
            self.guess(place, f"there are too many tables that are called {short(name)}")

    def _life(self, place: int, name: str) -> Life | None:
        """The table that an effect is about; one nothing was known of is known from here on."""
        life = self.tables.find(name, place + 1)
        if life is None and name and not self.views.holds(name, place + 1):
            self.guess(place - 1, f"{name} is changed, and nothing before made it")
            life = Life(TableShape(name, complete=False), -1, sure=False)
            self._add(place, name, life)
        return life

    def _part(self, place: int, change: SchemaChange) -> None:
        if change.kind is ObjectKind.INDEX and not change.table:
            life = self.indexes.owner(change.name, place)
        else:
            life = self._life(place, change.table)
        if life is None:
            return
        life.change(place, change)
        self.referrers.note(place, life, (change.references,))
        self.indexes.changed(place, life, change)

    def _partition(self, place: int, change: SchemaChange) -> None:
        """A table becomes a partition of another, or stops to be one."""
        named = change.name if plain(change.name) != plain(change.table) else ""
        if named and any(o.startswith(("attach", "detach")) for o in change.options):
            self._touch(place, named, change)

    def guess(self, place: int, why: str) -> None:
        """After the place it isn't known what there is."""
        if self.guessing is None:
            self.guessing = (place + 1, why)


def _unknown(name: str) -> bool:
    """Whether the name is only known at run time; a schema that is leaves the table's own name."""
    if HOLE_WORD not in name and "{" not in name:
        return False
    own = short(name)
    return HOLE_WORD in own or "{" in own
