"""Reads the files of a Snapshot and gathers their facts: from the cache, or from workers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from guardrail import screen
from guardrail.cache import Cache
from guardrail.engine import facts, workers
from guardrail.engine.extract import Budget, Fact, extract
from guardrail.engine.reading_code import reading_code
from guardrail.engine.weaker_search import dangerous_words
from guardrail.frontends.languages import language_of
from guardrail.model import Source, Span, Surroundings
from guardrail.settings import Settings
from guardrail.snapshot import Snapshot, Text, Unreadable
from guardrail.stream import Unanalysed

SettingsOf = Callable[[str], Settings]
Progress = Callable[[int, int], None]

SCREENED = ("python", "text")


@dataclass(slots=True)
class Reading:
    """One file: its text where it had something to see, and its facts."""

    path: str
    language: str
    text: Text
    facts: list[Fact] = field(default_factory=list)
    texts: int = 1


@dataclass(slots=True)
class Gathered:
    """What was read of a Snapshot. `files` were decoded; `unreadable` says why others were not."""

    readings: dict[str, Reading] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    files: int = 0
    texts: int = 0


@dataclass(slots=True)
class _Job:
    """A file whose facts are wanted: the languages it is read in, and where they are kept."""

    reading: Reading
    languages: tuple[str, ...]
    settings: Settings
    key: str


class Gatherer:
    """Gathers facts of one Snapshot under one set of Settings by path."""

    def __init__(
        self, snapshot: Snapshot, settings_of: SettingsOf, cache: Cache, jobs: int
    ) -> None:
        """Facts come from `cache` where they are there, else from up to `jobs` workers."""
        self._snapshot = snapshot
        self._settings_of = settings_of
        self._cache = cache
        self._jobs = jobs
        self._followed: dict[tuple[str, str], list[Fact] | None] = {}
        self._digests: dict[Settings, str] = {}

    def gather(self, paths: Iterable[str], progress: Progress | None = None) -> Gathered:
        """The facts of every file of `paths`."""
        gathered = Gathered()
        wanted: list[_Job] = []
        for path in paths:
            job = self._open(path, gathered)
            if job is not None:
                wanted.append(job)
                gathered.readings[path] = job.reading
        self._fill(wanted, progress)
        gathered.texts = gathered.files + sum(
            reading.texts - 1 for reading in gathered.readings.values()
        )
        return gathered

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
        job = self._job(Reading(path, language, text), (language,))
        self._fill([job], None)
        return job.reading.facts

    def _open(self, path: str, gathered: Gathered) -> _Job | None:
        """The job of a file, `None` where there is nothing to see in it."""
        try:
            text = self._snapshot.text(path)
        except Unreadable as problem:
            gathered.unreadable[path] = str(problem)
            return None
        gathered.files += 1
        language = language_of(path, text.text[:80].split("\n", 1)[0])
        languages = [] if language == "text" else [language]
        if language in SCREENED and not screen.worth_reading(language, text.text):
            languages = []
        if screen.worth_reading("credentials", text.text):
            languages.append("credentials")
        if not languages and not text.unusual:
            return None
        return self._job(Reading(path, language, text), tuple(languages))

    def _job(self, reading: Reading, languages: tuple[str, ...]) -> _Job:
        settings = self._settings_of(reading.path)
        if settings not in self._digests:
            self._digests[settings] = settings.digest()
        under = self._digests[settings]
        identity = "\0".join((reading_code(), reading.path, *languages, reading.text.digest, under))
        key = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()
        return _Job(reading, languages, settings, key)

    def _fill(self, wanted: Sequence[_Job], progress: Progress | None) -> None:
        kept = self._cache.get_many(job.key for job in wanted)
        missing: list[_Job] = []
        for job in wanted:
            try:
                known = kept[job.key]
                job.reading.facts, job.reading.texts = facts.load(known, job.reading.path)
            except (KeyError, ValueError):
                missing.append(job)
        fresh: dict[str, str] = {}
        answers = workers.run(
            lambda n: _work(missing[n]), len(missing), self._jobs, meanwhile=_judging_needs
        )
        for done, (number, answer) in enumerate(answers, start=1):
            job = missing[number]
            if progress is not None:
                progress(done, len(missing))
            if isinstance(answer, workers.Failure):
                job.reading.facts = [_lost(job.reading, answer.reason)]
            else:
                job.reading.facts, job.reading.texts = facts.load(answer, job.reading.path)
                fresh[job.key] = answer
        self._cache.put_many(fresh)


def _work(job: _Job) -> str:
    budget = Budget()
    found: list[Fact] = []
    for language in job.languages:
        around = Surroundings(places=job.settings.environments)
        source = Source(job.reading.path, language, job.reading.text.text, surroundings=around)
        found.extend(extract(source, job.settings, budget))
    texts = max(budget.texts - len(job.languages) + 1, 1)
    return facts.dump(found, texts)


def _judging_needs() -> None:
    """Import what judging will need while other processes read: rules are many modules."""
    from guardrail.engine import outcome

    outcome.warm()


def _lost(reading: Reading, reason: str) -> Unanalysed:
    whole = Span(reading.path, 0, len(reading.text.text))
    return Unanalysed(whole, reason, dangerous_words(reading.text.text), failed=True)
