"""Reads the files of a Snapshot and gathers their facts: from the cache, or from workers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
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

BATCH = 64_000_000
"""How many code points of text are held at once while facts are gathered."""

CHUNK = 60_000
"""How many code points a worker is given at once, where there are many small files."""

FEW = 40
"""So few texts are screened here: starting a worker would take longer."""

NOTHING = ""
"""What stands for the facts of a text in which there is nothing to see."""


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
    """What was read of a Snapshot. `files` were decoded; `unreadable` says why others were not.

    `readings` are the files that had something to see.
    """

    readings: dict[str, Reading] = field(default_factory=dict)
    unreadable: dict[str, str] = field(default_factory=dict)
    files: int = 0
    texts: int = 0


@dataclass(slots=True)
class _Job:
    """A file whose facts are wanted, and under which name they are kept.

    `screened` is false where it isn't known yet whether there is anything to see in it.
    """

    reading: Reading
    settings: Settings
    key: str
    screened: bool = False


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
        self._known: dict[str, Reading | None] = {}
        self._digests: dict[Settings, str] = {}

    def gather(self, paths: Iterable[str], progress: Progress | None = None) -> Gathered:
        """The facts of every file of `paths`; of one that was read already, those of then."""
        gathered = Gathered()
        new = []
        for path in paths:
            if path not in self._known:
                new.append(path)
            elif (known := self._known[path]) is not None:
                gathered.readings[path] = known
        for batch in self._batches(new, gathered):
            self._fill(batch, progress)
            for job in batch:
                reading = job.reading
                gathered.texts += reading.texts
                told = bool(reading.facts or reading.text.unusual)
                self._known[reading.path] = reading if told else None
                if told:
                    gathered.readings[reading.path] = reading
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
        job = self._job(Reading(path, language, text))
        job.screened = True
        self._fill([job], None)
        return job.reading.facts

    def _batches(self, paths: Iterable[str], gathered: Gathered) -> Iterator[list[_Job]]:
        """Jobs for the files that can be read, so many at once as memory allows."""
        batch: list[_Job] = []
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

    def _job(self, reading: Reading) -> _Job:
        settings = self._settings_of(reading.path)
        under = self._digests.get(settings)
        if under is None:
            under = self._digests[settings] = settings.digest()
        identity = "\0".join(
            (reading_code(), reading.path, reading.language, reading.text.digest, under)
        )
        key = hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()
        return _Job(reading, settings, key)

    def _fill(self, wanted: Sequence[_Job], progress: Progress | None) -> None:
        kept = self._cache.get_many(job.key for job in wanted)
        missing = [job for job in wanted if not _known(job, kept.get(job.key))]
        fresh: dict[str, str] = {}
        if len(missing) <= FEW:
            for job in missing:
                job.screened = job.screened or bool(_languages(job))
                if not job.screened:
                    fresh[job.key] = NOTHING
            missing = [job for job in missing if job.screened]
        lost = self._work(_chunks(missing), fresh, progress, len(missing))
        self._work([[job] for job in lost], fresh, None, len(lost))
        self._cache.put_many(fresh)

    def _work(
        self,
        chunks: Sequence[Sequence[_Job]],
        fresh: dict[str, str],
        progress: Progress | None,
        total: int,
    ) -> list[_Job]:
        """Have workers read the chunks; the jobs that must be tried again, one by one."""
        again: list[_Job] = []
        done = 0
        answers = workers.run(
            lambda n: "\n".join(map(_read, chunks[n])),
            len(chunks),
            self._jobs,
            meanwhile=_judging_needs,
        )
        for number, answer in answers:
            chunk = chunks[number]
            done += len(chunk)
            if progress is not None:
                progress(done, total)
            if not isinstance(answer, workers.Failure):
                for job, line in zip(chunk, answer.split("\n"), strict=True):
                    fresh[job.key] = line
                    _known(job, line)
            elif len(chunk) > 1:
                again.extend(chunk)
            else:
                chunk[0].reading.facts = [_lost(chunk[0].reading, answer.reason)]
        return again


def _known(job: _Job, line: str | None) -> bool:
    """Take over the facts of a line; false where it holds none that can be read."""
    if line is None:
        return False
    if line == NOTHING:
        return True
    try:
        job.reading.facts, job.reading.texts = facts.load(line, job.reading.path)
    except ValueError:
        return False
    return True


def _chunks(jobs: Sequence[_Job]) -> list[list[_Job]]:
    """Jobs in order, small ones together."""
    chunks: list[list[_Job]] = []
    size = CHUNK
    for job in jobs:
        length = len(job.reading.text.text)
        if not chunks or size + length > CHUNK:
            chunks.append([])
            size = 0
        chunks[-1].append(job)
        size += length
    return chunks


def _languages(job: _Job) -> tuple[str, ...]:
    """What the text is to be read as: its language, and any text for credentials."""
    text = job.reading.text.text
    language = job.reading.language
    found = []
    if language != "text" and (job.screened or screen.worth_reading(language, text)):
        found.append(language)
    if screen.worth_reading("credentials", text):
        found.append("credentials")
    return tuple(found)


def _read(job: _Job) -> str:
    """The facts of a text as one line."""
    languages = _languages(job)
    if not languages:
        return NOTHING
    budget = Budget()
    found: list[Fact] = []
    for language in languages:
        around = Surroundings(places=job.settings.environments)
        source = Source(job.reading.path, language, job.reading.text.text, surroundings=around)
        found.extend(extract(source, job.settings, budget))
    texts = max(budget.texts - len(languages) + 1, 1)
    return facts.dump(found, texts, job.reading.path)


def _judging_needs() -> None:
    """Import what judging will need while other processes read: rules are many modules."""
    from guardrail.engine import outcome

    outcome.warm()


def _lost(reading: Reading, reason: str) -> Unanalysed:
    whole = Span(reading.path, 0, len(reading.text.text))
    return Unanalysed(whole, reason, dangerous_words(reading.text.text), failed=True)
