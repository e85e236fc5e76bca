"""One migration history, replayed as far as it is asked for."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile

from msgspec import Struct

from guardrail.cache import Cache
from guardrail.effects import Effect
from guardrail.engine.reading_code import reading_code
from guardrail.engine.replay.prefixes import names_before
from guardrail.engine.replay.stored import Stored, dump, load
from guardrail.engine.told_facts import ToldFacts
from guardrail.engine.units import Reading
from guardrail.model import Direction
from guardrail.patterns import late
from guardrail.project.histories import History, MigrationStep
from guardrail.project.histories.labels import relabelled
from guardrail.schema.base import Base, Beginning
from guardrail.schema.moment import Moment
from guardrail.schema.settled import settled
from guardrail.schema.timeline import Timeline
from guardrail.stream import Unanalysed
from guardrail.unit import Unit

AT_ONCE = 200
"""The facts of how many migrations are fetched together."""

FAR = 20
"""So many steps are folded again rather than kept."""

_FROM = late(r"from (.+?) on: ", re.DOTALL)

VERSION = "schema 6"
"""Changes with the form in which a schema is kept."""


class Sources(Struct, frozen=True):
    """What a Chronicle needs of its project.

    `identity` names a step's content and the settings under which it is read, "" where it can't be
    read; `read` gives what is read in files, by path, leaving out those with nothing to see; `told`
    is what this run has read already, whatever that depends on.
    """

    identity: Callable[[str], str]
    read: Callable[[Sequence[str]], Mapping[str, Reading]]
    told: ToldFacts


class Chronicle:
    """The tables before and after every step of a history.

    It begins at the longest prefix that is kept, and goes on as far as it is asked. Asked about an
    earlier step it begins anew, at the very first one: so all steps together cost two folds.
    """

    def __init__(self, history: History, sources: Sources, cache: Cache) -> None:
        """Nothing is read before it is asked for."""
        self.history = history
        self._sources = sources
        self._cache = cache
        self._start = -1
        self._timeline = Timeline(())
        self._places: list[int] = []
        self._votes: list[Mapping[str, int]] = []
        self._lowest = len(history.steps)
        self._alone = len(history.steps)
        self._lost: tuple[MigrationStep, str] | None = None

    def before(self, number: int) -> Moment:
        """The tables just before a step, by its number from 0; after the last for all of them."""
        number = min(number, len(self.history.steps))
        self._lowest = min(self._lowest, number)
        if self._start < 0:
            self._begin(*self._longest_kept(number))
        elif number < self._start:
            self._begin(0, Beginning())
        return self._moment(number)

    def after_all(self) -> Moment:
        """The tables after the last step."""
        return self.before(len(self.history.steps))

    def spoken(self, number: int) -> str:
        """The one dialect that the files speak which show any, "" where they don't agree.

        Asked for a step, so that what is kept lies before it.
        """
        self.before(number)
        self._moment(len(self.history.steps))
        votes = self._votes[-1]
        return next(iter(votes)) if len(votes) == 1 else ""

    def guessing(self) -> tuple[MigrationStep, str] | None:
        """The step from which on not everything is known, and why; `None` where all of it is.

        Of what was folded in this run: what is kept doesn't say where.
        """
        return self._lost

    def name_of(self, number: int) -> str:
        """A name for all that decides the tables before a step; "" where there is none.

        What a Python file does depends on what it imports, so what was read in it counts.
        """
        return self._keys[number] if self._by_itself else self._names[number]

    @cached_property
    def _by_itself(self) -> bool:
        return not any(step.path.endswith(".py") for step in self.history.steps)

    @cached_property
    def _names(self) -> Sequence[str]:
        """Names for the tables before each step by what was read in its files."""
        steps = self.history.steps
        told = [self._sources.told.name_of(step.path) for step in steps]
        if not all(told):
            return [""] * (len(steps) + 1)
        return names_before(
            self._whole,
            [
                f"{step.path}\0{step.symbol}\0{step.revision}\0{name}"
                for step, name in zip(steps, told, strict=True)
            ],
        )

    def kept(self) -> dict[str, str]:
        """The tables that later runs will begin with, by the names under which they are kept.

        Those before the first step that was asked about; after the last one, too, where that is
        far. None beyond a step that depends on other files: their names don't tell of these.
        """
        reached = min(self._start + len(self._places) - 1, self._alone)
        wanted = {self._lowest} | ({reached} if reached - self._lowest > FAR else set())
        folded = sorted(number for number in wanted if 0 <= self._start < number <= reached)
        known = self._cache.get_many([self._keys[number] for number in folded])
        kept: dict[str, str] = {}
        for number in folded:
            if self._keys[number] not in known:
                text = dump(self._moment(number), self._votes[number - self._start])
                if text:
                    kept[self._keys[number]] = text
        return kept

    def _moment(self, number: int) -> Moment:
        self._go(number)
        return self._timeline.at(self._places[number - self._start])

    @cached_property
    def _keys(self) -> Sequence[str]:
        """The names under which the tables before each step are kept."""
        steps, identity = self.history.steps, self._sources.identity
        said = [f"{step.path}\0{step.symbol}\0{identity(step.path)}" for step in steps]
        return names_before(self._whole, said)

    @property
    def _whole(self) -> str:
        history = self.history
        return "\0".join((VERSION, reading_code(), history.tool, history.root, *history.trouble))

    def _longest_kept(self, number: int) -> tuple[int, Base]:
        wanted = self._keys[: number + 1]
        found = self._cache.get_many(wanted[-1:]) or self._cache.get_many(wanted)
        for place in range(number, 0, -1):
            text = found.get(wanted[place])
            if text is None:
                continue
            try:
                stored = load(text)
            except ValueError:
                continue
            return place, stored
        return 0, Beginning()

    def _begin(self, number: int, base: Base) -> None:
        self._start = number
        self._timeline = Timeline((), base)
        self._places = [0]
        self._lost = None
        self._votes = [base.dialects if isinstance(base, Stored) else {}]
        if number:
            return
        if "" in self._troubles:
            self._timeline.lose_track(self._troubles[""])
        if not self._sources.identity(self.history.steps[0].path):
            self._timeline.lose_track("only parts of it can be seen")

    def _go(self, number: int) -> None:
        """Fold the steps up to a number."""
        while (done := self._start + len(self._places) - 1) < number:
            steps = self.history.steps[done : min(number, done + AT_ONCE)]
            readings = self._sources.read([step.path for step in steps])
            for place, step in enumerate(steps, done):
                if not self._sources.told.stand_alone(step.path):
                    self._alone = min(self._alone, place)
                self._fold(step, readings.get(step.path))
                self._places.append(self._timeline.length)
                if self._lost is None and self._timeline.guessing is not None:
                    self._lost = (step, self._timeline.guessing[1])

    @cached_property
    def _troubles(self) -> Mapping[str, str]:
        """What is guessed, by the path of the step from which on; "" for all of them."""
        paths = {step.path for step in self.history.steps}
        found: dict[str, str] = {}
        for trouble in self.history.trouble:
            told = _FROM.match(trouble)
            path = told[1] if told and told[1] in paths else ""
            found.setdefault(path, trouble)
        return found

    def _fold(self, step: MigrationStep, reading: Reading | None) -> None:
        self._votes.append(self._votes[-1])
        if step.path in self._troubles:
            self._timeline.lose_track(self._troubles[step.path])
        if reading is None:
            if not self._sources.identity(step.path):
                self._timeline.lose_track("it can't be read")
            return
        gaps = [gap for gap in reading.gaps if gap.failed or gap.words or gap.absent]
        lost = min(gaps, key=lambda gap: gap.span.start, default=None)
        effects = list(up_effects(reading.units, step.symbol))
        if self.history.tool == "django":
            effects = list(relabelled(effects, step))
        spoken = {effect.dialect for effect in effects if effect.dialect}
        if spoken:
            self._votes[-1] = Counter(self._votes[-1]) + Counter(spoken)
        timeline = self._timeline
        whole = settled(effects, lambda: timeline.at(timeline.length))
        sure = whole if lost is None else [*takewhile(_before(lost), whole)]
        timeline.extend(sure)
        if lost is not None:
            timeline.lose_track(lost.reason)
            timeline.extend(whole[len(sure) :])


def _before(gap: Unanalysed) -> Callable[[Effect], bool]:
    """Whether an effect comes before what couldn't be followed; never where that is all of it."""
    place = gap.span
    if gap.failed or not place.end:
        return lambda effect: False
    return lambda effect: effect.span.path == place.path and effect.span.end <= place.start


def up_effects(units: Sequence[Unit], symbol: str = "") -> Iterator[Effect]:
    """What a migration does on its way up, or only the Unit of that symbol."""
    for unit in up_units(units, symbol):
        yield from unit.effects


def up_units(units: Sequence[Unit], symbol: str = "") -> list[Unit]:
    """The Units of a migration file that run on its way up; the file where none is marked."""
    marked = [
        unit
        for unit in units
        if unit.is_migration
        and unit.direction is not Direction.DOWN
        and (not symbol or symbol in (unit.symbol, unit.symbol.rpartition(".")[2]))
    ]
    return marked or list(units[:1])
