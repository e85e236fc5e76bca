"""Which tables are new, and which types columns have, at each place of a Unit.

A fold over effects, made once for a Unit and asked often: building it is linear, asking it takes
the logarithm of what happened to one name.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same, short

MOST_ALIKE = 50
"""How many things of one short name are told apart; one table more passes for an old one."""


class History:
    """The tables and columns of a Unit's effects, place by place."""

    def __init__(self, effects: Iterable[Effect]) -> None:
        """The history of effects in execution order."""
        self._new: dict[str, list[tuple[int, frozenset[str]]]] = defaultdict(list)
        self._types: dict[tuple[str, str], list[tuple[int, str, str]]] = defaultdict(list)
        for place, effect in enumerate(effects):
            if isinstance(effect, SchemaChange):
                if effect.kind is ObjectKind.TABLE:
                    self._table(place, effect)
                elif effect.kind is ObjectKind.COLUMN:
                    self._column(place, effect)

    def is_new(self, table: str, place: int) -> bool:
        """Whether the table was made before the place, or is temporary, and is still there.

        A table made with IF NOT EXISTS may have been there already and isn't new; a temporary one
        is.
        """
        return any(same(name, table) for name in self._new_before(short(table), place))

    def column_type(self, table: str, column: str, place: int) -> str:
        """The type that the column was last given before the place, "" where none was."""
        told = self._types.get((short(table), plain(column)), [])
        reached = bisect_right(told, place - 1, key=lambda event: event[0])
        for _, owner, written in reversed(told[max(0, reached - MOST_ALIKE) : reached]):
            if same(owner, table):
                return written
        return ""

    def _new_before(self, name: str, place: int) -> frozenset[str]:
        events = self._new.get(name, [])
        reached = bisect_right(events, place - 1, key=lambda event: event[0])
        return events[reached - 1][1] if reached else frozenset()

    def _table(self, place: int, change: SchemaChange) -> None:
        name = plain(change.table or change.name)
        known = self._new_before(short(name), place)
        if change.verb is Verb.CREATE and (change.temporary or not change.if_exists):
            self._told(place, name, known | {name})
        elif change.verb is Verb.DROP:
            self._told(place, name, frozenset(n for n in known if not same(n, name)))
        elif change.verb is Verb.RENAME:
            renamed = frozenset(n for n in known if same(n, name))
            self._told(place, name, known - renamed)
            if renamed:
                new_name = plain(change.new_name)
                there = self._new_before(short(new_name), place + 1)
                self._told(place, new_name, there | {new_name})

    def _told(self, place: int, name: str, tables: frozenset[str]) -> None:
        if name and len(tables) <= MOST_ALIKE:
            self._new[short(name)].append((place, tables))

    def _column(self, place: int, change: SchemaChange) -> None:
        if change.new_type and change.aspect in (Aspect.NONE, Aspect.TYPE):
            key = (short(change.table), plain(change.name))
            self._types[key].append((place, change.table, change.new_type))
