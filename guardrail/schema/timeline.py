"""The tables at every place of a run of effects: a fold made once and asked often.

Making it is linear in the effects; a question costs the logarithm of what happened to one name,
and the changes of one table since the last question.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from guardrail.effects import (
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    StateChange,
    Verb,
)
from guardrail.names import plain, same, short
from guardrail.schema.base import Base, Nothing
from guardrail.schema.life import Life
from guardrail.schema.table import Table
from guardrail.shapes import TableShape
from guardrail.spanmap import HOLE_WORD

MOST_ALIKE = 50
"""How many tables of one short name are told apart; one more isn't followed."""

ROW_SECURITY = "row level security"

_DEFAULTS = {"public": "", "dbo": ""}
"""Schemas that hold the tables which no schema is said of."""

Alive = tuple[tuple[str, Life], ...]

_VIEWS = (ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
_OF_TABLES = (
    ObjectKind.COLUMN,
    ObjectKind.CONSTRAINT,
    ObjectKind.INDEX,
    ObjectKind.POLICY,
    ObjectKind.TRIGGER,
)


class Timeline:
    """What is known of tables just before each place, a place being the number of an effect.

    `guessing` is the first place from which on not everything is known, and why, for people.
    """

    def __init__(self, effects: Iterable[Effect], base: Base | None = None) -> None:
        """The effects in execution order, on top of what `base` knows."""
        self._base: Base = base or Nothing()
        self._names: dict[str, list[tuple[int, Alive]]] = {}
        self._views: dict[str, list[tuple[int, frozenset[str]]]] = {}
        self._indexes: dict[str, list[tuple[int, Life]]] = defaultdict(list)
        self._models: dict[str, list[tuple[int, Life | None]]] = defaultdict(list)
        self._schemas: dict[str, set[str]] | None = None
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
        life = _named(self._alive(short(name), place), name)
        return life.shape(place) if life else None

    def named(self, model: str, table: str, place: int) -> str:
        """The name of a model's table just before the place, `table` where nothing tells it."""
        told = self._models.get(model, ())
        reached = bisect_left(told, place, key=lambda event: event[0])
        if reached:
            life = told[reached - 1][1]
            return life.shape(place).name if life else table
        inherited = self._base.of_model(model) if model else ""
        return inherited if inherited and self.table(inherited, place) else table

    def tables(self, place: int) -> Iterator[TableShape]:
        """All tables just before the place."""
        for name in self._shorts():
            yield from (life.shape(place) for _, life in self._alive(name, place))

    def views(self, place: int) -> Iterator[str]:
        """The plain names of all views just before the place."""
        for name in sorted({*self._views, *map(short, self._base.all_views())}):
            yield from sorted(self._views_at(name, place))

    def is_new(self, table: str, place: int) -> bool:
        """Whether the table was made before the place, or is temporary, and is still there.

        A table made with IF NOT EXISTS may have been there already and isn't new; a temporary one
        is. Nor is one that the base knows.
        """
        life = _named(self._alive(short(table), place), table)
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
        if not isinstance(effect, SchemaChange):
            return
        if effect.model:
            effect = self._of_model(place, effect)
        if any(HOLE_WORD in name for name in (effect.table, effect.name, effect.new_name)):
            self._guess(place, "a name is only known at run time")
        elif effect.kind is ObjectKind.TABLE:
            self._table(place, effect)
        elif effect.kind in _OF_TABLES:
            self._part(place, effect)
        elif effect.kind in _VIEWS:
            self._view(place, effect)
        elif effect.kind is ObjectKind.PARTITION:
            self._partition(place, effect)
        elif effect.kind is ObjectKind.SCHEMA and effect.verb is Verb.DROP:
            self._drop_all(place, plain(effect.name or effect.table))
        elif effect.kind is ObjectKind.DATABASE and effect.verb is Verb.DROP:
            self._drop_all(place, "")

    def _of_model(self, place: int, change: SchemaChange) -> SchemaChange:
        """The change under the name that the table of its model really has."""
        if change.kind is ObjectKind.TABLE and change.verb is Verb.CREATE:
            return change
        table = self.named(change.model, change.table, place)
        if plain(table) == plain(change.table):
            return change
        name = table if change.kind is ObjectKind.TABLE else change.name
        return replace(change, table=table, name=name)

    def _state(self, place: int, change: StateChange) -> None:
        """The models change: the table belongs to another one, or to none."""
        name = self.named(change.model, change.table, place)
        if HOLE_WORD in name:
            return
        if change.kind is ObjectKind.TABLE and change.verb is Verb.RENAME:
            name = name if _named(self._alive(short(name), place), name) else change.new_name
        life = _named(self._alive(short(name), place + 1), name)
        if life is None:
            return
        life.change(place, change)
        if change.kind is ObjectKind.TABLE:
            self._belongs(place, change.model, None if change.verb is Verb.DROP else life)
            if change.new_model:
                self._belongs(place, change.model, None)
                self._belongs(place, change.new_model, life)

    def _belongs(self, place: int, model: str, life: Life | None) -> None:
        if model:
            self._models[model].append((place, life))

    def _table(self, place: int, change: SchemaChange) -> None:
        name = change.table or change.name
        if change.verb is Verb.CREATE:
            self._create(place, name, change)
        elif change.verb is Verb.DROP:
            alive = self._alive(short(name), place)
            if not alive and not change.if_exists:
                self._guess(place - 1, f"{name} is dropped, and nothing before made it")
            gone = _named(alive, name)
            self._tell(place, name, tuple(each for each in alive if each[1] is not gone))
            self._belongs(place, change.model, None)
        elif change.verb is Verb.RENAME:
            self._rename(place, name, change)
        else:
            self._touch(place, name, change)

    def _create(self, place: int, name: str, change: SchemaChange) -> None:
        alive = self._alive(short(name), place)
        if change.if_exists and not change.temporary and _named(alive, name) is not None:
            return
        sure = change.temporary or not change.if_exists
        shape = change.shape or TableShape(name, temporary=change.temporary, complete=False)
        complete = shape.complete and (sure or self.known(place))
        first = Table.of(shape)
        if shape.partition_of and not shape.columns:
            complete = self._inherit(first, shape.partition_of, place)
        first.name, first.complete = name, complete
        first.temporary = shape.temporary or change.temporary
        first.model = shape.model or change.model
        life = Life(first.shape(), place, sure=sure)
        others = tuple(each for each in alive if each[0] != plain(name))
        self._tell(place, name, (*others, (plain(name), life)))
        self._belongs(place, first.model, life)
        for index in first.indexes:
            self._indexes[index].append((place, life))

    def _inherit(self, table: Table, parent: str, place: int) -> bool:
        """Give a partition its parent's columns; whether all of them are known."""
        known = self.table(parent, place)
        if known is not None:
            table.columns = {plain(column.name): column for column in known.columns}
        return known is not None and known.complete

    def _rename(self, place: int, name: str, change: SchemaChange) -> None:
        life = self._life(place, name, change)
        if life is None or not change.new_name:
            return
        alive = self._alive(short(name), place + 1)
        self._tell(place, name, tuple(each for each in alive if each[1] is not life))
        new_name = plain(change.new_name)
        there = self._alive(short(new_name), place + 1)
        others = tuple(each for each in there if each[0] != new_name)
        self._tell(place, new_name, (*others, (new_name, life)))
        life.change(place, change)
        if change.new_model:
            self._belongs(place, change.model, None)
            self._belongs(place, change.new_model, life)

    def _touch(self, place: int, name: str, effect: Effect) -> None:
        life = self._life(place, name, effect)
        if life is not None:
            life.change(place, effect)

    def _life(self, place: int, name: str, effect: Effect) -> Life | None:
        """The table that an effect is about; one nothing was known of is known from here on."""
        alive = self._alive(short(name), place + 1)
        life = _named(alive, name)
        if life is None and name and not self._views_like(name, place):
            self._guess(place - 1, f"{name} is changed, and nothing before made it")
            life = Life(TableShape(name, complete=False), -1, sure=False)
            self._tell(place, name, (*alive, (plain(name), life)))
        return life

    def _part(self, place: int, change: SchemaChange) -> None:
        index = change.kind is ObjectKind.INDEX
        if index and not change.table:
            self._by_index(place, change)
            return
        life = self._life(place, change.table, change)
        if life is None:
            return
        life.change(place, change)
        if index and change.verb is not Verb.DROP:
            key = short(change.new_name or change.name)
            self._indexes[key].append((place, life))

    def _by_index(self, place: int, change: SchemaChange) -> None:
        """A change of an index that doesn't say whose it is."""
        key = short(change.name)
        known = self._indexes.get(key, ())
        lives = [life for _, life in reversed(known[-MOST_ALIKE:])]
        for owner in self._base.index_owners(key)[:MOST_ALIKE]:
            inherited = _named(self._alive(short(owner), place), owner)
            lives += [inherited] if inherited else []
        for life in lives:
            if any(short(index.name) == key for index in life.shape(place).indexes):
                life.change(place, change)
                if change.verb is Verb.RENAME:
                    self._indexes[short(change.new_name)].append((place, life))
                return

    def _partition(self, place: int, change: SchemaChange) -> None:
        """A table becomes a partition of another, or stops to be one."""
        named = change.name if plain(change.name) != plain(change.table) else ""
        if named and any(o.startswith(("attach", "detach")) for o in change.options):
            self._touch(place, named, change)

    def _view(self, place: int, change: SchemaChange) -> None:
        name = plain(change.table or change.name)
        known = self._views_at(short(name), place)
        if change.verb is Verb.CREATE:
            known |= {name}
        elif change.verb is Verb.DROP:
            known = frozenset(view for view in known if not same(view, name))
        elif change.verb is Verb.RENAME:
            self._view_told(place, name, frozenset(v for v in known if not same(v, name)))
            name = plain(change.new_name)
            known = self._views_at(short(name), place + 1) | {name}
        self._view_told(place, name, known)

    def _view_told(self, place: int, name: str, views: frozenset[str]) -> None:
        if len(views) <= MOST_ALIKE:
            self._views.setdefault(short(name), []).append((place, views))

    def _views_at(self, key: str, place: int) -> frozenset[str]:
        events = self._views.get(key, ())
        reached = bisect_left(events, place, key=lambda event: event[0])
        return events[reached - 1][1] if reached else frozenset(self._base.views(key))

    def _views_like(self, name: str, place: int) -> bool:
        return any(same(view, name) for view in self._views_at(short(name), place + 1))

    def _drop_all(self, place: int, schema: str) -> None:
        """Every table of a schema goes, "" for all there are."""
        for key in self._in_schema(schema):
            alive = self._alive(key, place)
            kept = tuple(
                each
                for each in alive
                if schema and _schema_of(each[0]) not in (schema, _DEFAULTS.get(schema))
            )
            if len(kept) < len(alive):
                self._tell(place, key, kept)

    def _in_schema(self, schema: str) -> Sequence[str]:
        if self._schemas is None:
            self._schemas = defaultdict(set)
            for name in self._base.names():
                self._note_schema(name)
            for events in self._names.values():
                for name in {name for _, alive in events for name, _ in alive}:
                    self._note_schema(name)
        wanted = {schema, ""} if schema in _DEFAULTS else {schema}
        found: set[str] = set()
        for known in wanted if schema else list(self._schemas):
            found |= self._schemas.pop(known, set())
        return sorted(found)

    def _note_schema(self, name: str) -> None:
        if self._schemas is not None:
            self._schemas.setdefault(_schema_of(name), set()).add(short(name))

    def _alive(self, key: str, place: int) -> Alive:
        """The tables of a short name just before a place."""
        events = self._names.get(key)
        if events is None:
            inherited = self._base.alike(key)
            if not inherited:
                return ()
            lives = tuple((plain(s.name), Life(s, -1, sure=False)) for s in inherited)
            events = self._names[key] = [(-1, lives[:MOST_ALIKE])]
        reached = bisect_left(events, place, key=lambda event: event[0])
        return events[reached - 1][1] if reached else ()

    def _tell(self, place: int, name: str, tables: Alive) -> None:
        key = short(name)
        if not key:
            return
        if len(tables) > MOST_ALIKE:
            self._guess(place, f"there are too many tables that are called {key}")
            return
        self._alive(key, place)
        self._names.setdefault(key, []).append((place, tables))
        for full, _ in tables:
            self._note_schema(full)

    def _guess(self, place: int, why: str) -> None:
        """After the place it isn't known what there is."""
        if self.guessing is None:
            self.guessing = (place + 1, why)

    def _shorts(self) -> list[str]:
        return sorted({*self._names, *map(short, self._base.names())})


class Moment:
    """The tables just before a place of a Timeline, as the base of another one."""

    def __init__(self, timeline: Timeline, place: int) -> None:
        """What `timeline` knows just before `place`."""
        self._timeline = timeline
        self._place = place

    @property
    def known(self) -> bool:
        """Whether all that came before could be followed."""
        return self._timeline.known(self._place)

    def alike(self, short_name: str) -> Sequence[TableShape]:
        """The tables with that last part of their plain names; temporary ones end with a Unit."""
        alive = self._timeline._alive(short_name, self._place)
        shapes = (life.shape(self._place) for _, life in alive)
        return [shape for shape in shapes if not shape.temporary]

    def views(self, short_name: str) -> Sequence[str]:
        """The views with that last part of their plain names."""
        return sorted(self._timeline._views_at(short_name, self._place))

    def all_views(self) -> Iterator[str]:
        """The plain names of all views."""
        return self._timeline.views(self._place)

    def names(self) -> Iterator[str]:
        """The plain names of all tables."""
        return (plain(table.name) for table in self.tables())

    def tables(self) -> Iterator[TableShape]:
        """All tables that outlive the Units that made them."""
        return (table for table in self._timeline.tables(self._place) if not table.temporary)

    def index_owners(self, short_name: str) -> Sequence[str]:
        """The plain names of the tables that may have an index of that name."""
        told = self._timeline._indexes.get(short_name, ())
        reached = bisect_left(told, self._place, key=lambda event: event[0])
        recent = [plain(life.shape(self._place).name) for _, life in told[:reached][-MOST_ALIKE:]]
        inherited = self._timeline._base.index_owners(short_name)
        return [*reversed(recent), *inherited]

    def of_model(self, model: str) -> str:
        """The plain name of the table that belongs to an ORM's model, "" where none is known."""
        return plain(self._timeline.named(model, "", self._place))


def _schema_of(name: str) -> str:
    """The schema in a plain name, "" where none is said."""
    return name.rpartition(".")[0].rpartition(".")[2]


def _named(alive: Alive, name: str) -> Life | None:
    """The table of that very name, else the one made last whose name may mean the same."""
    wanted = plain(name)
    alike = [life for own, life in alive if own == wanted]
    alike = alike or [life for own, life in alive if same(own, wanted)]
    return alike[-1] if alike else None
