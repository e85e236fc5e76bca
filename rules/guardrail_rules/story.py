"""What else happens to an object in the same Unit, before and after an effect."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TypeGuard

from guardrail.context import Context
from guardrail.effects import (
    DataChange,
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    Scope,
    SessionChange,
    Verb,
)
from guardrail.names import same, short
from guardrail.unit import Unit

FARTHEST = 40
"""How many effects on the same object are looked at: keeps a hostile text's cost linear."""

VIEWS = (ObjectKind.VIEW, ObjectKind.MATERIALIZED_VIEW)
RELATIONS = (ObjectKind.TABLE, *VIEWS)
PARTS = (ObjectKind.COLUMN, ObjectKind.CONSTRAINT, ObjectKind.TRIGGER, ObjectKind.POLICY)


class Story:
    """The effects of a Unit by the names they concern."""

    def __init__(self, unit: Unit) -> None:
        """The story of a Unit whose effects are all known."""
        self.unit = unit
        self._place = {id(effect): place for place, effect in enumerate(unit.effects)}
        self._about: dict[str, list[int]] = defaultdict(list)
        self._dropped: dict[str, list[int]] = defaultdict(list)
        self._session: list[int] = []
        for place, effect in enumerate(unit.effects):
            for name in _names(effect):
                self._about[name].append(place)
            if isinstance(effect, SessionChange):
                self._session.append(place)
            if _drops_table(effect):
                self._dropped[short(effect.table)].append(place)

    @property
    def places(self) -> Mapping[int, int]:
        """Where each effect stands in the Unit, by its `id`."""
        return self._place

    def before(self, effect: Effect, name: str) -> Iterator[Effect]:
        """What concerned the name before the effect, nearest first."""
        places = self._about[short(name)]
        end = bisect_left(places, self._place[id(effect)])
        for place in reversed(places[max(0, end - FARTHEST) : end]):
            yield self.unit.effects[place]

    def after(self, effect: Effect, name: str) -> Iterator[Effect]:
        """What concerns the name after the effect, nearest first."""
        places = self._about[short(name)]
        start = bisect_right(places, self._place[id(effect)])
        for place in places[start : start + FARTHEST]:
            yield self.unit.effects[place]

    def dropped_after(self, effect: Effect, name: str) -> Iterator[SchemaChange]:
        """The drops of tables of that name after the effect, nearest first."""
        places = self._dropped[short(name)]
        start = bisect_right(places, self._place[id(effect)])
        for place in places[start : start + FARTHEST]:
            found = self.unit.effects[place]
            if _drops_table(found):
                yield found

    def session_before(self, effect: Effect) -> Iterator[SessionChange]:
        """What was said of the session and its transaction before the effect, nearest first."""
        end = bisect_left(self._session, self._place[id(effect)])
        for place in reversed(self._session[max(0, end - FARTHEST) : end]):
            found = self.unit.effects[place]
            if isinstance(found, SessionChange):
                yield found

    def session_after(self, effect: Effect) -> Iterator[SessionChange]:
        """What is said of the session and its transaction after the effect, nearest first."""
        start = bisect_right(self._session, self._place[id(effect)])
        for place in self._session[start : start + FARTHEST]:
            found = self.unit.effects[place]
            if isinstance(found, SessionChange):
                yield found


def _drops_table(effect: Effect) -> TypeGuard[SchemaChange]:
    if not isinstance(effect, SchemaChange):
        return False
    return effect.verb is Verb.DROP and effect.kind is ObjectKind.TABLE


_told_last: list[Story] = []


def story(context: Context) -> Story:
    """The story of the Unit being judged, told once for it."""
    if not _told_last or _told_last[0].unit is not context.unit:
        _told_last[:] = [Story(context.unit)]
    return _told_last[0]


def _names(effect: Effect) -> set[str]:
    if isinstance(effect, SchemaChange):
        names = {effect.table, effect.name, effect.new_name, effect.references}
        if effect.kind is ObjectKind.CONSTRAINT and not effect.table:
            return {short(name) for name in names}
    elif isinstance(effect, DataChange):
        copied = {part for name in effect.copies_from for part in (name, name.rpartition(".")[0])}
        names = {effect.target, *copied}
    elif isinstance(effect, PrivilegeChange):
        names = {effect.protection, effect.on}
    else:
        names = set()
    return {short(name) for name in names if name}


def made_again(change: SchemaChange, context: Context) -> bool:
    """Whether the object that is dropped or renamed away is there again later in the Unit."""
    return maker_of(change, context) is not None


def maker_of(change: SchemaChange, context: Context) -> SchemaChange | None:
    """What makes the object again that is dropped or renamed away, `None` where nothing does."""
    name = change.name or change.table
    for later in story(context).after(change, name):
        if not isinstance(later, SchemaChange) or not _fits(later, change):
            continue
        made = later.name or later.table
        if later.verb is Verb.CREATE and same(made, name):
            return later
        if later.verb is Verb.RENAME and same(later.new_name, name):
            return later
    return None


def _fits(later: SchemaChange, change: SchemaChange) -> bool:
    """Whether the later object can stand in for the earlier: a view for a table, too."""
    if later.kind in RELATIONS and change.kind in RELATIONS:
        return True
    if later.kind is not change.kind:
        return False
    return not (later.table and change.table and change.kind in PARTS) or same(
        later.table, change.table
    )


def column_created_here(table: str, column: str, effect: Effect, context: Context) -> bool:
    """Whether the column was added earlier in the Unit: nothing of old stands in it."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and earlier.kind is ObjectKind.COLUMN
        and same(earlier.table, table)
        and (same(earlier.name, column) or same(earlier.field, column))
        for earlier in story(context).before(effect, table)
    )


def created_before(change: SchemaChange, context: Context) -> bool:
    """Whether the object itself was made earlier in the Unit."""
    name = change.name or change.table
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and not (earlier.if_exists or earlier.replace)
        and _fits(earlier, change)
        and same(earlier.name or earlier.table, name)
        for earlier in story(context).before(change, name)
    )


def table_goes(change: SchemaChange, context: Context) -> SchemaChange | None:
    """The drop, later in the Unit, of the whole table that the change concerns a part of."""
    drops = story(context).dropped_after(change, change.table) if change.table else ()
    return next((later for later in drops if same(later.table, change.table)), None)


def emptied_before(table: str, effect: Effect, context: Context) -> bool:
    """Whether every row of the table was removed earlier in the Unit."""
    return any(
        isinstance(earlier, DataChange)
        and same(earlier.target, table)
        and (
            earlier.verb is Verb.TRUNCATE
            or (earlier.verb is Verb.DELETE and earlier.scope in (Scope.NONE, Scope.TAUTOLOGY))
        )
        for earlier in story(context).before(effect, table)
    )


def takes_the_name(change: SchemaChange, context: Context) -> bool:
    """Whether the new name is one that another object gave up earlier in the Unit: a swap."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb in (Verb.RENAME, Verb.DROP)
        and earlier.kind in RELATIONS
        and same(earlier.name or earlier.table, change.new_name)
        for earlier in story(context).before(change, change.new_name)
    )


def view_created_here(name: str, effect: Effect, context: Context) -> bool:
    """Whether a view of that name was made earlier in the Unit."""
    return any(
        isinstance(earlier, SchemaChange)
        and earlier.verb is Verb.CREATE
        and earlier.kind in VIEWS
        and same(earlier.name or earlier.table, name)
        for earlier in story(context).before(effect, name)
    )
