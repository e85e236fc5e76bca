"""Which tables refer to which: asked when one gets another name."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

from guardrail.names import plain, short
from guardrail.schema.base import Base
from guardrail.schema.life import Life
from guardrail.schema.registry import Tables
from guardrail.shapes import TableShape


class Referrers:
    """The tables that may refer to a table: those that did at any time, or are its partitions."""

    def __init__(self, base: Base, tables: Tables) -> None:
        """Those that `base` knows are there from the start; `tables` says who has which name."""
        self._base = base
        self._tables = tables
        self._told: dict[str, list[tuple[int, Life]]] = defaultdict(list)

    def note(self, place: int, life: Life, targets: Iterable[str]) -> None:
        """From the place on a table refers to others."""
        for target in targets:
            if target:
                self._told[short(target)].append((place, life))

    def at(self, key: str, place: int) -> Iterator[TableShape]:
        """The tables that may refer, just before the place, to one of a short name."""
        told = self._told.get(key, ())
        reached = bisect_left(told, place, key=lambda event: event[0])
        lives = {id(life): life for _, life in told[:reached]}
        for owner in self._base.referrers(key):
            inherited = self._tables.find(owner, place)
            if inherited is not None:
                lives[id(inherited)] = inherited
        for life in lives.values():
            shape = life.shape(place)
            if self._tables.find(shape.name, place) is life:
                yield shape


def targets_of(shape: TableShape) -> set[str]:
    """The short names of the tables that a table refers to, or is a partition of."""
    found = {short(one.references) for one in shape.constraints if one.references}
    return found | ({short(shape.partition_of)} if shape.partition_of else set())


def names_of(shapes: Iterable[TableShape]) -> list[str]:
    """The plain names of tables, in order."""
    return sorted(plain(shape.name) for shape in shapes)
