"""Which tables have indexes of which names: asked when an index is changed by its name alone."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from guardrail.effects import ObjectKind, SchemaChange, Verb
from guardrail.names import plain, short
from guardrail.schema.base import Base
from guardrail.schema.given_names import index_of
from guardrail.schema.life import Life
from guardrail.schema.registry import MOST_ALIKE, Tables
from guardrail.shapes import ConstraintKind, ConstraintShape, TableShape


class Indexes:
    """The tables that may have an index of a short name: those that did at any time."""

    def __init__(self, base: Base, tables: Tables) -> None:
        """Those that `base` knows are there from the start; `tables` says who has which name."""
        self._base = base
        self._tables = tables
        self._told: dict[str, list[tuple[int, Life]]] = defaultdict(list)

    def made(self, place: int, life: Life) -> None:
        """At the place a table comes with its indexes, also those that keep constraints."""
        shape = life.shape(place)
        for index in shape.indexes:
            self._told[short(index.name)].append((place, life))
        for part in shape.constraints:
            if key := index_of(shape.name, part):
                self._told[key].append((place, life))

    def changed(self, place: int, life: Life, change: SchemaChange) -> None:
        """At the place a table gets an index, alone or with a constraint, or one gets a name."""
        key = ""
        if change.constraint is not ConstraintKind.NONE and change.verb is Verb.CREATE:
            columns = change.columns or (change.name,)
            named = "" if change.kind is ObjectKind.COLUMN else change.name
            key = index_of(change.table, ConstraintShape(change.constraint, named, columns))
        elif change.kind is ObjectKind.INDEX and change.verb is not Verb.DROP:
            key = short(change.new_name or change.name)
        if key:
            self._told[key].append((place, life))

    def owners(self, key: str, place: int) -> Iterator[str]:
        """The plain names of the tables that may have had an index of a short name."""
        for life in self._lives(key, place):
            yield plain(life.shape(place).name)
        yield from self._base.index_owners(key)[:MOST_ALIKE]

    def owner(self, name: str, place: int) -> Life | None:
        """The table that has an index just before the place, `None` where none is known to."""
        key = short(name)
        owners = self._base.index_owners(key)[:MOST_ALIKE]
        inherited = (self._tables.find(owner, place) for owner in owners)
        for life in (*self._lives(key, place), *inherited):
            if life is not None and _has(life.shape(place), key):
                return life
        return None

    def _lives(self, key: str, place: int) -> Iterator[Life]:
        """The newest first."""
        told = self._told.get(key, ())
        reached = bisect_left(told, place, key=lambda event: event[0])
        return (life for _, life in reversed(told[max(0, reached - MOST_ALIKE) : reached]))


def _has(shape: TableShape, key: str) -> bool:
    return any(short(index.name) == key for index in shape.indexes) or any(
        index_of(shape.name, part) == key for part in shape.constraints
    )
