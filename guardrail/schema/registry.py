"""Which tables and views have which names, place by place."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterator, Sequence
from heapq import merge
from itertools import islice

from guardrail.effects import SchemaChange, Verb
from guardrail.names import plain, same, short
from guardrail.schema.base import Base
from guardrail.schema.life import Life

MOST_ALIKE = 50
"""How many tables of one short name are told apart; one more isn't followed."""

FEW = 20
"""So few new names are put in their places; more are sorted together with all others."""

_DEFAULTS = {"public": "", "dbo": ""}
"""Schemas that hold the tables which no schema is said of."""

Alive = tuple[tuple[str, Life], ...]


def _place_of(event: tuple[int, object]) -> int:
    return event[0]


class Tables:
    """The tables that exist under each name, a name being told apart by its last part first."""

    def __init__(self, base: Base) -> None:
        """Those of `base` are there from the start."""
        self._base = base
        self._names: dict[str, list[tuple[int, Alive]]] = {}
        self._schemas: dict[str, set[str]] | None = None
        self._ordered: list[str] = []

    def alive(self, key: str, place: int) -> Alive:
        """The tables of a short name just before a place."""
        events = self._names.get(key)
        if events is None:
            inherited = self._base.alike(key)
            if not inherited:
                return ()
            lives = tuple((plain(s.name), Life(s, -1, sure=False)) for s in inherited)
            events = self._names[key] = [(-1, lives[:MOST_ALIKE])]
        if events[-1][0] < place:
            return events[-1][1]
        reached = bisect_left(events, place, key=_place_of)
        return events[reached - 1][1] if reached else ()

    def find(self, name: str, place: int) -> Life | None:
        """The table of that very name, else the one made last whose name may mean the same."""
        alive = self.alive(short(name), place)
        if not alive:
            return None
        wanted = plain(name)
        newest = alive[::-1]
        exact = next((life for own, life in newest if own == wanted), None)
        return exact or next((life for own, life in newest if same(own, wanted)), None)

    def add(self, place: int, name: str, life: Life) -> bool:
        """At the place a table gets a name, whoever had it loses it; false if that's too many."""
        own = plain(name)
        others = tuple(each for each in self.alive(short(name), place + 1) if each[0] != own)
        return self._tell(place, short(name), (*others, (own, life)))

    def remove(self, place: int, name: str, life: Life | None) -> None:
        """At the place a table loses its name."""
        alive = self.alive(short(name), place + 1)
        self._tell(place, short(name), tuple(each for each in alive if each[1] is not life))

    def remove_all(self, place: int, schema: str) -> None:
        """At the place every table of a schema goes, "" for all there are."""
        own = (schema, _DEFAULTS.get(schema, schema))
        for key in self._in_schema(schema):
            alive = self.alive(key, place)
            kept = tuple(each for each in alive if schema and _schema_of(each[0]) not in own)
            if len(kept) < len(alive):
                self._tell(place, key, kept)

    def shorts(self) -> Iterator[str]:
        """All short names in order, also of tables that are gone: each when it is asked for."""
        if len(self._ordered) < len(self._names):
            new = list(islice(self._names, len(self._ordered), None))
            if len(new) < FEW:
                for key in new:
                    insort(self._ordered, key)
            else:
                self._ordered = sorted([*self._ordered, *new])
        last = ""
        for key in merge(self._ordered, self._base.shorts()):
            if key != last:
                yield key
            last = key

    def _tell(self, place: int, key: str, tables: Alive) -> bool:
        if not key or len(tables) > MOST_ALIKE:
            return not key
        self.alive(key, place)
        self._names.setdefault(key, []).append((place, tables))
        for name, _ in tables:
            self._note_schema(name)
        return True

    def _in_schema(self, schema: str) -> Sequence[str]:
        """The short names of tables that are or were in a schema since it was last asked for."""
        if self._schemas is None:
            self._schemas = defaultdict(set)
            for name in self._base.names():
                self._note_schema(name)
            for events in self._names.values():
                for name in {name for _, alive in events for name, _ in alive}:
                    self._note_schema(name)
        wanted = {schema, _DEFAULTS.get(schema, schema)} if schema else list(self._schemas)
        found: set[str] = set()
        for known in wanted:
            found |= self._schemas.pop(known, set())
        return sorted(found)

    def _note_schema(self, name: str) -> None:
        if self._schemas is not None:
            self._schemas.setdefault(_schema_of(name), set()).add(short(name))


def _schema_of(name: str) -> str:
    """The schema in a plain name, "" where none is said."""
    return name.rpartition(".")[0].rpartition(".")[2]


class Views:
    """The names of the views that exist at each place."""

    def __init__(self, base: Base) -> None:
        """Those of `base` are there from the start."""
        self._base = base
        self._names: dict[str, list[tuple[int, frozenset[str]]]] = {}

    def at(self, key: str, place: int) -> frozenset[str]:
        """The plain names of the views of a short name just before a place."""
        events = self._names.get(key, ())
        reached = bisect_left(events, place, key=_place_of)
        return events[reached - 1][1] if reached else frozenset(self._base.views(key))

    def holds(self, name: str, place: int) -> bool:
        """Whether a view of the name is there just before the place."""
        return any(same(view, name) for view in self.at(short(name), place))

    def all(self, place: int) -> Iterator[str]:
        """The plain names of all views just before the place."""
        for key in sorted({*self._names, *map(short, self._base.all_views())}):
            yield from sorted(self.at(key, place))

    def fold(self, place: int, change: SchemaChange) -> None:
        """A view comes, goes or gets another name."""
        name = plain(change.table or change.name)
        known = self.at(short(name), place)
        if change.verb is Verb.CREATE:
            self._tell(place, name, known | {name})
        elif change.verb in (Verb.DROP, Verb.RENAME):
            self._tell(place, name, frozenset(view for view in known if not same(view, name)))
        if change.verb is Verb.RENAME and change.new_name:
            name = plain(change.new_name)
            self._tell(place, name, self.at(short(name), place + 1) | {name})

    def _tell(self, place: int, name: str, views: frozenset[str]) -> None:
        if len(views) <= MOST_ALIKE:
            self._names.setdefault(short(name), []).append((place, views))
