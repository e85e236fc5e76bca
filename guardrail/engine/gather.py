"""Reads the files of a Snapshot and gathers their facts: from the cache, or from workers."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct, field

from guardrail.cache import Cache
from guardrail.engine.extract import Fact
from guardrail.engine.jobs import NOTHING, Job, Reading
from guardrail.engine.read_anew import Progress, read_anew
from guardrail.engine.told_facts import ToldFacts
from guardrail.frontends.languages import language_of
from guardrail.model import Span
from guardrail.settings import Digests, Settings
from guardrail.snapshot import Snapshot, Unreadable
from guardrail.stream import Unanalysed

if TYPE_CHECKING:
    from guardrail.engine.linking import Linking

SettingsOf = Callable[[str], Settings]

BATCH = 64_000_000
"""How many code points of text are held at once while facts are gathered."""

FEW = 40
"""So few texts are screened here: starting a worker would take longer."""


class Gathered(Struct):
    """What was read of a Snapshot. `files` were decoded; `unreadable` says why others were not.

    `readings` are the files that had something to see.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    files: int = 0
    texts: int = 0


class Gatherer:
    """Gathers facts of one Snapshot under one set of Settings by path."""

    def __init__(
        self,
        snapshot: Snapshot,
        settings_of: SettingsOf,
        cache: Cache,
        jobs: int,
        earlier: Gatherer | None = None,
    ) -> None:
        """Facts come from `cache` where they are there, else from up to `jobs` workers.

        What an `earlier` one of the same Snapshot and Settings has read isn't read again.
        """
        self._snapshot = snapshot
        self._settings_of = settings_of
        self._cache = cache
        self._jobs = jobs
        self._followed: dict[tuple[str, str], list[Fact] | None] = {}
        self._known: dict[str, Reading | None] = earlier._known if earlier else {}
        self._digests = Digests()

    @cached_property
    def _linking(self) -> Linking:
        # Imported late: only Python texts are linked.
        from guardrail.engine.linking import Linking

        return Linking(self._snapshot, self)

    def gather(
        self, paths: Iterable[str], progress: Progress | None = None, *, later: bool = False
    ) -> Gathered:
        """The facts of every file of `paths`; of one that was read already, those of then.

        `later` leaves facts undecoded, for a caller that may do without and else says `decode`.
        """
        gathered = Gathered()
        new = []
        for path in paths:
            if path not in self._known:
                new.append(path)
            elif (known := self._known[path]) is not None:
                gathered.readings[path] = known
        python: list[Job] = []
        for batch in self._batches(new, gathered) if new else ():
            modules = [job for job in batch if job.reading.language == "python"]
            python += modules
            # All of them must be there: what isn't is taken for no module of the project.
            whole = len(batch) + len(gathered.unreadable) == len(new)
            meanwhile = self._linking.foresee(python) if whole and python else ()
            self.fill(batch, progress, later=later, meanwhile=meanwhile)
            for job in batch:
                if job.reading.language != "python":
                    self._take(job.reading, gathered)
        if python:
            self._linking.link(python)
        for job in python:
            self._take(job.reading, gathered)
        if not later:
            self.decode(gathered.readings.values())
        return gathered

    def decode(self, readings: Iterable[Reading]) -> None:
        """Decode the facts that were left undecoded; read texts anew where that isn't possible."""
        damaged = []
        for reading in readings:
            line, reading.pending = reading.pending, ""
            if line:
                job = self._job(reading)
                if not job.accept(line):
                    damaged.append(job)
        read_anew(damaged, {}, self._jobs)

    def _take(self, reading: Reading, gathered: Gathered) -> None:
        told = bool(reading.pending or reading.facts or reading.text.unusual)
        gathered.texts += reading.texts
        self._known[reading.path] = reading if told else None
        if told:
            gathered.readings[reading.path] = reading

    def follow(self, path: str, language: str) -> list[Fact] | None:
        """The facts of a file that something else runs; `None` where it can't be read."""
        key = (path, language)
        if key not in self._followed:
            self._followed[key] = self._read_followed(path, language)
        return self._followed[key]

    def _read_followed(self, path: str, language: str) -> list[Fact] | None:
        if not self._snapshot.exists(path):
            return None
        try:
            text = self._snapshot.text(path)
        except Unreadable as problem:
            return [Unanalysed(Span(path, 0, 0), str(problem))]
        job = self._job(Reading(path, language, text))
        job.screened = True
        self.fill([job])
        if language == "python":
            self._linking.link([job])
        return job.reading.facts

    @property
    def told(self) -> ToldFacts:
        """What was gathered so far, as others depend on it."""
        return ToldFacts(self._known, self._snapshot.exists)

    def job(self, path: str) -> Job | None:
        """The job of a file that something else depends on; `None` where it can't be read."""
        try:
            text = self._snapshot.text(path)
        except Unreadable:
            return None
        return self._job(Reading(path, "python", text))

    def recall(self, jobs: Sequence[Job]) -> bool:
        """Whether the cache has the facts of all jobs; then they are taken over."""
        keys = [job.key for job in jobs]
        kept = self._cache.get_many(keys)
        if any(key not in kept for key in keys):
            return False
        for job, key in zip(jobs, keys, strict=True):
            job.reading.key = key
        accepted = [job.accept(kept[key]) for job, key in zip(jobs, keys, strict=True)]
        return all(accepted)

    def keep(self, name: str, linked: Mapping[str, str]) -> None:
        """Keep with what texts were linked."""
        self._cache.put(name, json.dumps(linked))

    def kept(self, name: str) -> Mapping[str, str] | None:
        """What was kept under a name, `None` where nothing that can be read was."""
        try:
            plain = json.loads(self._cache.get(name) or "null")
        except ValueError:
            return None
        return plain if isinstance(plain, dict) else None

    def _batches(self, paths: Iterable[str], gathered: Gathered) -> Iterator[list[Job]]:
        """Jobs for the files that can be read, so many at once as memory allows."""
        batch: list[Job] = []
        held = 0
        for path in paths:
            try:
                text = self._snapshot.text(path)
            except Unreadable as problem:
                gathered.unreadable[path] = str(problem)
                continue
            gathered.files += 1
            held += len(text.text)
            first_line = text.text[:80].split("\n", 1)[0]
            batch.append(self._job(Reading(path, language_of(path, first_line), text)))
            if held > BATCH:
                yield batch
                batch, held = [], 0
        yield batch

    def _job(self, reading: Reading) -> Job:
        settings = self._settings_of(reading.path)
        return Job(reading, settings, self._digests.of(settings))

    def fill(
        self,
        jobs: Sequence[Job],
        progress: Progress | None = None,
        *,
        later: bool = False,
        meanwhile: Iterable[object] = (),
    ) -> None:
        """Fill the jobs' readings: with facts of the cache, or by having workers read.

        `meanwhile` is gone through while they do, as far as there is time.
        """
        for job in jobs:
            job.reading.key = job.key
        kept = self._cache.get_many([job.reading.key for job in jobs])
        missing = []
        for job in jobs:
            line = kept.get(job.reading.key)
            if not (job.put_off(line) if later else job.accept(line)):
                missing.append(job)
        fresh: dict[str, str] = {}
        if len(missing) <= FEW:
            for job in missing:
                job.screened = job.screened or bool(job.languages())
                if not job.screened:
                    fresh[job.key] = NOTHING
            missing = [job for job in missing if job.screened]
        read_anew(missing, fresh, self._jobs, progress, later=later, meanwhile=meanwhile)
        self._cache.put_many(fresh)
