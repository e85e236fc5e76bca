"""Judging the texts of a run: what was found before is remembered, many are judged in parallel."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guardrail.effects import CredentialAction, CredentialUse, Effect
from guardrail.engine import judged, workers
from guardrail.engine.extract import Fact, extract
from guardrail.engine.gather import Gatherer
from guardrail.engine.jobs import Reading
from guardrail.engine.judge import judge
from guardrail.engine.judged import Judged
from guardrail.engine.remembered import Remembered
from guardrail.engine.replay.surroundings import Surroundings
from guardrail.engine.rulebook import Rulebook
from guardrail.engine.summaries import summarise
from guardrail.engine.units import read_units
from guardrail.engine.watching import watched
from guardrail.model import FileEdit, Source, Span
from guardrail.snapshot.work_tree import WorkTree
from guardrail.stream import Reference, Unanalysed, UnitKind

if TYPE_CHECKING:
    from guardrail.engine.check import Request

UNUSUAL = "its encoding ({}) hides what it says from a reader: it was judged as Python would run it"

SEVERAL = 40
"""So many texts are worth remembering: of fewer nobody waits for being judged again."""

MANY = 150
"""So many texts are judged in processes of their own: each of them replays the histories anew."""

AT_ONCE = 200
"""How many texts a process is given at once, at most."""

SECONDS = 600.0
"""How long a process may take for them, before they are judged here."""


class Judging:
    """Judges the texts of one run. No policy is applied: levels are the rules' own."""

    def __init__(
        self, request: Request, gatherer: Gatherer, around: Surroundings, rulebook: Rulebook
    ) -> None:
        """Under the rules of `rulebook`; `around` answers what these ask besides."""
        self._request = request
        self._gatherer = gatherer
        self._around = around
        self._rulebook = rulebook
        self._process = os.getpid()

    def texts(self, readings: Sequence[Reading]) -> list[Judged]:
        """The outcome for each text, in order."""
        cache = self._request.cache
        worth_it = len(readings) >= SEVERAL and cache.lasting
        lasting = worth_it and not self._request.believed.packs
        remembered = Remembered(cache, self._around) if lasting else None
        known = remembered.recall(readings) if remembered else {}
        rest = [reading for reading in readings if reading.path not in known]
        fresh = list(zip(rest, self._fresh(rest), strict=True))
        known.update((reading.path, outcome) for reading, outcome in fresh)
        if remembered:
            remembered.keep(fresh)
        return [known[reading.path] for reading in readings]

    def edit(self, edit: FileEdit) -> Judged | None:
        """The outcome for a file of a change as a change; `None` where there is nothing to say."""
        settings = self._request.believed.for_path(edit.path).settings
        source = Source(edit.path, "change", edit.after or "", edit=edit)
        facts = list(extract(source, settings))
        return self._judged(edit.path, facts, UnitKind.CHANGE) if facts else None

    def _fresh(self, readings: Sequence[Reading]) -> Iterator[Judged]:
        if len(readings) >= MANY and self._request.jobs > 1 and self._can_be_shared:
            return self._apart(readings)
        return self._here(readings)

    @property
    def _can_be_shared(self) -> bool:
        """Whether other processes can read the project, too: git answers one of them alone."""
        plain = isinstance(self._request.snapshot, WorkTree) and self._request.base is None
        return plain and workers.can_fork()

    def _here(self, readings: Sequence[Reading]) -> Iterator[Judged]:
        self._gatherer.decode(readings)
        return map(self._text, readings)

    def _apart(self, readings: Sequence[Reading]) -> Iterator[Judged]:
        """Judge in several processes."""
        size = min(AT_ONCE, -(-len(readings) // self._request.jobs))
        chunks = [readings[at : at + size] for at in range(0, len(readings), size)]

        def work(number: int) -> str:
            return self._answer(chunks[number], last=number == len(chunks) - 1)

        answers = dict(workers.run(work, len(chunks), self._request.jobs, SECONDS))
        for number, chunk in enumerate(chunks):
            answer = answers[number]
            if isinstance(answer, workers.Failure):
                yield from self._here(chunk)
                continue
            kept, *lines = answer.split("\n")
            self._around.keep(json.loads(kept))
            yield from (judged.load(line, r.path) for r, line in zip(chunk, lines, strict=True))

    def _answer(self, readings: Sequence[Reading], *, last: bool) -> str:
        """What another process is to know: a line about the histories, then one of each text."""
        if os.getpid() != self._process:
            self._process = os.getpid()
            for cache in (self._request.cache, self._request.kept):
                if cache is not None:
                    cache.reopen()
        found = [
            judged.dump(outcome, reading.path)
            for reading, outcome in zip(readings, self._here(readings), strict=True)
        ]
        return "\n".join([json.dumps(self._around.kept() if last else {}), *found])

    def _text(self, reading: Reading) -> Judged:
        facts: list[Fact] = reading.facts
        if reading.text.unusual:
            whole = Span(reading.path, 0, 0)
            reason = UNUSUAL.format(reading.text.unusual)
            facts = [*facts, Unanalysed(whole, reason, (reading.text.unusual,))]
        outcome = self._judged(reading.path, facts)
        leads_on = reading.text.unusual or any(isinstance(fact, Reference) for fact in facts)
        return replace(outcome, asked=outcome.asked | {"others"}) if leads_on else outcome

    def _judged(self, path: str, facts: Sequence[Fact], kind: UnitKind = UnitKind.FILE) -> Judged:
        reading = read_units(path, facts, self._gatherer.follow, kind)
        settings = self._request.believed.for_path(path).settings
        asked = {"rows"}
        past_of = self._around.past_of(reading.units)
        found, failures = judge(
            reading.units,
            self._rulebook,
            settings,
            lambda unit, place: watched(past_of(unit, place), asked),
        )
        if failures:
            asked.add("others")
        return Judged(
            found,
            reading.comments,
            [*reading.gaps, *failures],
            [effect.span for unit in reading.units for effect in unit.effects if _secret(effect)],
            summarise(reading.units),
            frozenset(asked),
        )


def _secret(effect: Effect) -> bool:
    return isinstance(effect, CredentialUse) and effect.action is CredentialAction.WRITTEN
