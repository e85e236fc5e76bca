"""The Context of an effect, answered from its Unit and the Settings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from guardrail.effects import Aspect, Effect, ObjectKind, SchemaChange, Verb
from guardrail.names import plain, same
from guardrail.settings import Database, Settings
from guardrail.unit import Unit


class UnitContext:
    """The `Context` of the effects of one Unit."""

    def __init__(self, unit: Unit, settings: Settings) -> None:
        """A context for `unit` under the facts of `settings`."""
        self._unit = unit
        self._settings = settings
        self._order = {id(effect): place for place, effect in enumerate(unit.effects)}

    @property
    def unit(self) -> Unit:
        """The Unit the effect runs in."""
        return self._unit

    @property
    def settings(self) -> Settings:
        """The facts of the policy."""
        return self._settings

    @property
    def in_test(self) -> bool:
        """Whether the text is test code."""
        return self._settings.is_test(self._unit.path)

    def database(self, effect: Effect) -> Database:
        """What is known of the database the effect would meet."""
        known = self._settings.database(effect.span.path)
        return known if known.dialect else replace(known, dialect=effect.dialect)

    def before(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run before this one in its Unit, in order."""
        return self._unit.effects[: self._order[id(effect)]]

    def after(self, effect: Effect) -> Sequence[Effect]:
        """The effects that run after this one in its Unit, in order."""
        return self._unit.effects[self._order[id(effect)] + 1 :]

    def created_here(self, table: str, effect: Effect) -> bool:
        """Whether the table was made earlier in the Unit, or is temporary."""
        new: list[str] = []
        for earlier in self.before(effect):
            if not isinstance(earlier, SchemaChange) or earlier.kind is not ObjectKind.TABLE:
                continue
            name = earlier.table
            if earlier.verb is Verb.CREATE and (earlier.temporary or not earlier.if_exists):
                new.append(name)
            elif earlier.verb is Verb.RENAME:
                new = [earlier.new_name if same(n, name) else n for n in new]
            elif earlier.verb is Verb.DROP:
                new = [n for n in new if not same(n, name)]
        return any(same(name, table) for name in new)

    def column_type(self, table: str, column: str, effect: Effect) -> str:
        """The column's type as known from effects before this one, "" where it isn't."""
        found = ""
        for earlier in self.before(effect):
            if (
                isinstance(earlier, SchemaChange)
                and earlier.kind is ObjectKind.COLUMN
                and earlier.new_type
                and earlier.aspect in (Aspect.NONE, Aspect.TYPE)
                and same(earlier.table, table)
                and plain(earlier.name) == plain(column)
            ):
                found = earlier.new_type
        return found
