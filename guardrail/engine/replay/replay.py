"""What lies before the Units of one run: their histories, replayed when a rule asks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import cached_property

from guardrail.cache import Cache
from guardrail.effects import Effect
from guardrail.engine.replay.chronicle import Chronicle, up_units
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.order import Ordered, histories_of
from guardrail.model import Direction
from guardrail.project.histories.labels import relabelled
from guardrail.schema.base import Base, Nothing
from guardrail.schema.settled import settled
from guardrail.schema.timeline import Timeline
from guardrail.settings import Settings
from guardrail.unit import Unit

SettingsOf = Callable[[str], Settings]


class Replay:
    """The migration histories of a project, each folded once and only as far as it is asked for.

    The way up finds what the steps before it left; the way back finds what its own way up left. A
    text that is no migration finds the end of the history of its database, if there is exactly one.
    """

    def __init__(self, files: Files, settings_of: SettingsOf, cache: Cache) -> None:
        """Nothing is listed or read before it is asked for."""
        self._files = files
        self._settings_of = settings_of
        self._cache = cache
        self._inside: dict[str, tuple[Sequence[Unit], Timeline, dict[int, int]]] = {}

    @cached_property
    def chronicles(self) -> list[Chronicle]:
        """The histories of the project, in the order of their roots."""
        sources, cache = self._files.sources, self._cache
        return [Chronicle(history, sources, cache) for history in self._ordered.histories]

    @cached_property
    def _ordered(self) -> Ordered:
        return histories_of(self._files, self._settings_of(""), self._cache)

    def _steps(self, path: str) -> list[tuple[Chronicle, int]]:
        """The steps that a file has."""
        steps = self._ordered.steps.get(path, ())
        return [(self.chronicles[which], number) for which, number in steps]

    def step(self, path: str, symbol: str = "") -> tuple[Chronicle, int] | None:
        """The step that a file, or a Unit in it, is; `None` where it is none."""
        steps = self._steps(path)
        if not steps:
            return None
        ends = (symbol, symbol.rpartition(".")[2])
        named = (each for each in steps if each[0].history.steps[each[1]].symbol in ends)
        return next(named, steps[0])

    def base(self, unit: Unit, units: Sequence[Unit]) -> Base:
        """The tables that a Unit finds; `units` are all of its text."""
        found = self.step(unit.path, unit.symbol)
        if found is None:
            return self._end_for(unit.path)
        chronicle, number = found
        if unit.direction is Direction.DOWN:
            return chronicle.before(number + 1)
        symbol = chronicle.history.steps[number].symbol
        return self._within(unit, units, symbol, chronicle.before(number))

    def relabelled(self, unit: Unit, effects: Sequence[Effect]) -> Sequence[Effect]:
        """The effects of a Unit with the labels by which its history knows Django's apps."""
        found = self.step(unit.path, unit.symbol)
        if found is None or found[0].history.tool != "django":
            return effects
        return list(relabelled(effects, found[0].history.steps[found[1]]))

    def _within(self, unit: Unit, units: Sequence[Unit], symbol: str, before: Base) -> Base:
        """The tables after the Units of the same step that run earlier."""
        if not any(unit is one for one in up_units(units, symbol)[1:]):
            return before
        key = f"{unit.path}\0{symbol}"
        known = self._inside.get(key)
        if known is None or known[0] is not units:
            timeline = Timeline((), before)
            places: dict[int, int] = {}
            for one in up_units(units, symbol):
                places[id(one)] = timeline.length
                effects = self.relabelled(one, one.effects)
                timeline.extend(settled(effects, lambda: timeline.at(timeline.length)))
            known = self._inside[key] = (units, timeline, places)
        return known[1].at(known[2][id(unit)])

    def name_of(self, path: str) -> str:
        """A name for all that decides which tables the Units of a file find, besides the file.

        "" where it has none.
        """
        steps = self._steps(path)
        if steps:
            names = [chronicle.name_of(number) for chronicle, number in steps]
        elif end := self._ending_for(path):
            names = [end.name_of(len(end.history.steps))]
        else:
            names = ["nothing"]
        return " ".join(names) if all(names) else ""

    def label_of(self, path: str) -> str:
        """A name for the labels by which a file's history knows Django's apps."""
        steps = self._steps(path)
        known = [(one.history.tool, one.history.steps[number]) for one, number in steps]
        said = [[tool, step.path, step.revision, step.symbol] for tool, step in known]
        return json.dumps(said)

    def whole_of(self, path: str) -> str:
        """A name for the whole history that a file is a step of; "" where it has none."""
        found = self.step(path)
        return found[0].name_of(len(found[0].history.steps)) if found else "nothing"

    def _end_for(self, path: str) -> Base:
        """The end of the only history of the database that a path is written for."""
        end = self._ending_for(path)
        return end.after_all() if end else Nothing()

    def _ending_for(self, path: str) -> Chronicle | None:
        database = self._settings_of(path).database(path)
        own = [
            chronicle
            for chronicle in self.chronicles
            if (root := chronicle.history.steps[0].path)
            and self._settings_of(root).database(root) == database
        ]
        return own[0] if len(own) == 1 else None

    def spoken(self, path: str) -> str:
        """The dialect that the other migrations of a file's history speak, "" where none tells."""
        found = self.step(path)
        return found[0].spoken(found[1]) if found else ""

    def kept(self) -> dict[str, str]:
        """What was folded and is worth keeping for later runs, by its names."""
        known: list[Chronicle] = self.__dict__.get("chronicles", [])
        return {name: text for chronicle in known for name, text in chronicle.kept().items()}
