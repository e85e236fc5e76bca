"""The life of one table: what happened to it, place by place, and what it was at each of them."""

from __future__ import annotations

from bisect import bisect_left

from guardrail.effects import Effect
from guardrail.schema.acts import apply
from guardrail.schema.table import Table
from guardrail.shapes import TableShape

STRIDE = 64
"""After so many changes the table is remembered, so that no question goes back further."""


class Life:
    """A table from its first shape on. Questions in order cost nothing but the changes between."""

    __slots__ = ("_at", "_changes", "_last", "_marks", "_places", "_table", "born", "first", "sure")

    def __init__(self, first: TableShape, born: int, *, sure: bool) -> None:
        """A table that is `first` after place `born`, -1 for one from before.

        `sure` is whether it didn't exist before that place.
        """
        self.first = first
        self.born = born
        self.sure = sure
        self._places: list[int] = []
        self._changes: list[Effect] = []
        self._marks: list[TableShape] = [first]
        self._table: Table | None = None
        self._at = 0
        self._last: tuple[int, TableShape] = (0, first)

    def change(self, place: int, effect: Effect) -> None:
        """The effect at a place, not before the last one's, changes the table."""
        self._places.append(place)
        self._changes.append(effect)

    def shape(self, place: int) -> TableShape:
        """The table just before the place."""
        count = bisect_left(self._places, place)
        if self._last[0] != count:
            self._last = (count, self._go(count).shape())
        return self._last[1]

    def _go(self, count: int) -> Table:
        """The table after so many changes."""
        table = self._table
        if table is None or count < self._at or count - self._at > STRIDE:
            mark = min(count // STRIDE, len(self._marks) - 1)
            if table is None or count < self._at or mark * STRIDE > self._at:
                table, self._at = Table.of(self._marks[mark]), mark * STRIDE
        while self._at < count:
            apply(table, self._changes[self._at])
            self._at += 1
            if self._at == len(self._marks) * STRIDE:
                self._marks.append(table.shape())
        self._table = table
        return table
