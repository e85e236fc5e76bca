"""What a Unit does to rights and protections, gone through once for all the rules that ask."""

from __future__ import annotations

from collections.abc import Mapping

from guardrail.context import Context
from guardrail.effects import (
    Effect,
    ObjectKind,
    PrivilegeChange,
    SchemaChange,
    SessionAction,
    SessionChange,
    Verb,
)
from guardrail.names import short
from guardrail.spanmap import HOLE_WORD
from guardrail.unit import Unit

ROW_SECURITY = "row level security"
_ANY = "*"
_ROLES = ("role", "session_authorization")


def at_run_time(name: str) -> bool:
    """Whether the name, or a part of it, is only known at run time."""
    return not name or HOLE_WORD in name or "{" in name


class Rights:
    """Where in a Unit what is granted, switched, reset and made; places are those of its effects.

    Names are compared by their last part, so that a schema that isn't given fits any.
    """

    def __init__(self, unit: Unit) -> None:
        """The rights of a Unit whose effects are all known."""
        self.unit = unit
        self._place = {id(effect): place for place, effect in enumerate(unit.effects)}
        self._first: dict[tuple[str, str], int] = {}
        self._last: dict[tuple[str, str], int] = {}
        for place, effect in enumerate(unit.effects):
            if isinstance(effect, PrivilegeChange):
                self._privilege(effect, place)
            elif isinstance(effect, SchemaChange):
                self._schema(effect, place)
            elif isinstance(effect, SessionChange) and effect.action is SessionAction.RESET:
                self._note("role reset" if effect.name in _ROLES else "reset", effect.name, place)
            elif isinstance(effect, SessionChange) and effect.name == "check_function_bodies":
                self._note("dump", "", place)

    def _note(self, what: str, name: str, place: int) -> None:
        for key in ((what, name), (what, _ANY)):
            self._first.setdefault(key, place)
            self._last[key] = place

    def _privilege(self, change: PrivilegeChange, place: int) -> None:
        on = "" if at_run_time(change.on) else short(change.on)
        if change.verb is Verb.ENABLE:
            self._note(f"enabled {change.protection}", on, place)
        elif change.verb is Verb.DISABLE:
            self._note(f"disabled {change.protection}", on, place)
        elif change.verb is Verb.GRANT:
            for name in change.whom:
                self._note(f"granted {name}", change.on.lower(), place)

    def _schema(self, change: SchemaChange, place: int) -> None:
        if change.kind is ObjectKind.POLICY and change.verb is not Verb.DROP:
            on = "" if at_run_time(change.table) else short(change.table)
            self._note("policy", on, place)
            if change.verb is Verb.CREATE:
                self._note("new policy", on, place)
        elif change.kind is ObjectKind.FUNCTION:
            if change.verb is Verb.CREATE and "security definer" in change.options:
                self._note("definer", short(change.name), place)
            if change.verb is Verb.ALTER and "set search_path" in change.options:
                self._note("search path", short(change.name), place)
        elif _sets_sequence(change):
            self._note("sequence", "", place)

    def ever(self, what: str, name: str) -> bool:
        """Whether it happens to the object anywhere, or to one whose name isn't known."""
        return (what, short(name)) in self._last or (what, "") in self._last

    def before(self, what: str, name: str, effect: Effect) -> bool:
        """Whether it happened to the object before the effect."""
        return self._first.get((what, short(name)), self._end) < self._place[id(effect)]

    def after(self, what: str, name: str, effect: Effect) -> bool:
        """Whether it happens after the effect to the object, or to one whose name isn't known.

        Without a name: to any.
        """
        names = (short(name), "") if name else (_ANY,)
        return _latest(self._last, what, names) > self._place[id(effect)]

    def after_exactly(self, what: str, name: str, effect: Effect) -> bool:
        """Whether it happens after the effect to what is called just so; without a name to any."""
        return self._last.get((what, name or _ANY), -1) > self._place[id(effect)]

    @property
    def _end(self) -> int:
        return len(self.unit.effects)


def _latest(known: Mapping[tuple[str, str], int], what: str, names: tuple[str, ...]) -> int:
    return max(known.get((what, name), -1) for name in names)


def _sets_sequence(change: SchemaChange) -> bool:
    if change.kind is ObjectKind.SEQUENCE:
        return change.verb is Verb.ALTER
    return change.kind is ObjectKind.COLUMN and any("restart" in o for o in change.options)


_gathered_last: list[Rights] = []


def rights(context: Context) -> Rights:
    """The rights of the Unit being judged, gathered once for it."""
    if not _gathered_last or _gathered_last[0].unit is not context.unit:
        _gathered_last[:] = [Rights(context.unit)]
    return _gathered_last[0]
