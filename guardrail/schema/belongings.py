"""Which table belongs to which model of an ORM, place by place."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict

from msgspec.structs import replace

from guardrail.effects import ObjectKind, SchemaChange, StateChange, Verb
from guardrail.names import plain
from guardrail.schema.base import Base
from guardrail.schema.life import Life
from guardrail.schema.models import of_pairs
from guardrail.schema.registry import Tables


class Belongings:
    """The tables of models ("shop.order"), and of their many-to-many fields ("shop.order.tags")."""

    def __init__(self, base: Base, tables: Tables) -> None:
        """Those that `base` knows are there from the start; `tables` says who has which name."""
        self._base = base
        self._tables = tables
        self._bare: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self._told: dict[str, list[tuple[int, Life | None]]] = defaultdict(list)

    def note(self, place: int, model: str, life: Life | None) -> None:
        """From the place on a table belongs to a model; `None` where the model has none."""
        if model:
            self._told[model].append((place, life))
            if life is not None and model in self._bare:
                self._bare[model].append((place, False))

    def bare(self, place: int, change: StateChange) -> None:
        """At the place a model, or a field of one, that has no table comes, goes or is renamed."""
        self._bare[change.model].append((place, change.verb is Verb.CREATE))
        if change.verb is Verb.RENAME and change.new_model:
            self._bare[change.new_model].append((place, True))

    def without_table(self, model: str, place: int) -> bool:
        """Whether it is known, just before the place, that a model or a field has no table."""
        told = self._bare.get(model, ())
        reached = bisect_left(told, place, key=lambda event: event[0])
        return told[reached - 1][1] if reached else self._base.without_table(model)

    def all_without_table(self, place: int) -> list[str]:
        """The models and fields that are known to have no table just before the place."""
        known = {*self._bare, *self._base.all_without_table()}
        return sorted(model for model in known if self.without_table(model, place))

    def renamed(self, place: int, change: SchemaChange | StateChange, life: Life) -> None:
        """At the place a model gets another name, where the change says so."""
        if change.new_model:
            self.note(place, change.model, None)
            self.note(place, change.new_model, life)
            start = f"{change.model}."
            for known in self.all_without_table(place):
                if known.startswith(start):
                    own = f"{change.new_model}.{known.removeprefix(start)}"
                    self._bare[own].append((place, True))

    def named(self, model: str, table: str, place: int) -> str:
        """The name of a model's table just before the place, `table` where nothing tells it."""
        told = self._told.get(model, ())
        reached = bisect_left(told, place, key=lambda event: event[0])
        if reached:
            life = told[reached - 1][1]
            return life.shape(place).name if life else table
        inherited = self._base.of_model(model) if model else ""
        return inherited if inherited and self._tables.find(inherited, place) else table

    def pairs_of(self, model: str) -> list[str]:
        """The many-to-many fields of a model that have ever had a table: "shop.order.tags"."""
        start = f"{model}."
        own = (known for known in self._told if known.startswith(start))
        return sorted({*own, *self._base.pairs_of(model)})

    def meant(self, place: int, change: SchemaChange) -> SchemaChange:
        """The change under the name that the table of its model really has."""
        if change.kind is ObjectKind.TABLE and change.verb is Verb.CREATE:
            return change
        if change.kind is ObjectKind.COLUMN and change.field and change.verb is not Verb.CREATE:
            pairs = self.named(f"{change.model}.{change.field}", "", place)
            if pairs:
                return of_pairs(change, pairs)
        table = self.named(change.model, change.table, place)
        if plain(table) == plain(change.table):
            return change
        name = table if change.kind is ObjectKind.TABLE else change.name
        return replace(change, table=table, name=name)
