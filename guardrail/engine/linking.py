"""Python texts are read again with what their imports stand for, until that changes no more.

A function that hands its parameter to a function of another module is itself one that others may
import: so it goes in rounds, a bounded number of them, and cycles of imports end with them.
"""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

from guardrail.definitions import Definition, Given
from guardrail.engine.companions import users_of
from guardrail.engine.entries_abroad import (
    EntriesAbroad,
    Lead,
    functions_with_effects,
    led_to,
    read_leads,
    written_leads,
)
from guardrail.engine.in_texts import bodies
from guardrail.engine.jobs import Job
from guardrail.engine.kept_offers import offers_of
from guardrail.engine.links import Links
from guardrail.engine.reading_code import reading_code
from guardrail.engine.sweep import Sweep
from guardrail.engine.told_at_callers import handing_on, told_at_callers
from guardrail.project.entries import may_enter
from guardrail.project.modules import Modules
from guardrail.snapshot import Snapshot

if TYPE_CHECKING:
    from guardrail.frontends.python.receivers.offered import Offers

ROUNDS = 4
"""Over how many modules what a function does is handed on."""

MOST_BEYOND = 40
"""How many modules are read for the sake of those that are judged."""

FEW = 40
"""With so few texts judged, modules may lie anywhere; else a root's folder must be among theirs."""


MANY = 300
"""With so many texts, those that can't use each other's functions are found out in one sweep."""


class Shelf(Protocol):
    """Where the texts of a project and their facts come from."""

    def job(self, path: str) -> Job | None:
        """The job of a file that is not judged itself, `None` where it can't be read."""

    def fill(self, jobs: Sequence[Job]) -> None:
        """Read what the jobs are about."""

    def recall(self, jobs: Sequence[Job]) -> bool:
        """Whether all that the jobs are about was read before; then it is taken over."""

    def keep(self, name: str, linked: Mapping[str, str]) -> None:
        """Keep with what the texts were linked."""

    def kept(self, name: str) -> Mapping[str, str] | None:
        """What was kept under a name."""


def name_of(jobs: Iterable[Job]) -> str:
    """A name for texts and the Settings that they are read under."""
    said = hashlib.sha256(f"linked\0{reading_code()}".encode())
    for job in jobs:
        one = f"\0{job.reading.path}\0{job.reading.text.digest}\0{job.under}"
        said.update(one.encode("utf-8", "surrogateescape"))
    return said.hexdigest()


class Linking:
    """The Python modules of one Snapshot, each with what it gives to others."""

    def __init__(self, snapshot: Snapshot, shelf: Shelf) -> None:
        """Modules that are not judged themselves are read from `snapshot` by `shelf`."""
        self._snapshot = snapshot
        self._shelf = shelf
        self._jobs: dict[str, Job] = {}
        self._beyond: dict[str, Job | None] = {}
        self._wanted: dict[str, set[str]] = {}
        self._read: set[str] = set()
        self._folders: set[str] = set()
        self._foreseen: set[str] | None = None
        self._modules = Modules(self._exists, self._may_be_folder)
        self._links = Links(self, self._modules)

    def foresee(self, jobs: Sequence[Job]) -> Iterator[None]:
        """Find out of very many texts what can be told before they are read, in short steps."""
        if len(jobs) > MANY:
            new = self._added(jobs)
            texts = {path: job.reading.text.text for path, job in new.items()}
            needing: set[str] = set()
            yield from self._through_others(texts, needing)
            self._foreseen = needing

    def _added(self, jobs: Iterable[Job]) -> dict[str, Job]:
        new = {job.reading.path: job for job in jobs}
        self._jobs |= new
        for path in new:
            folder = path.rpartition("/")[0]
            while folder not in self._folders:
                self._folders.add(folder)
                folder = folder.rpartition("/")[0]
        return new

    def link(self, jobs: Iterable[Job]) -> None:
        """Read the jobs' texts again where their imports stand for something.

        Of what was foreseen it is believed that it is of these texts.
        """
        new = self._added(jobs)
        if len(new) > MANY:
            self._link_many(new)
            self._links.only(None)
        else:
            self._link_few(new)
        self._lead(new)
        if any(len(job.reading.definitions) > len(_handed(job)) for job in new.values()):
            texts = {path: job.reading.text.text for path, job in self._jobs.items()}
            told_at_callers((job.reading for job in new.values()), texts)

    def _link_few(self, new: Mapping[str, Job]) -> None:
        again: list[Job] = [*new.values()]
        for _ in range(ROUNDS):
            wanted = sum(map(len, self._wanted.values()))
            self._prepare(new.values())
            again = [job for job in new.values() if again and self._changed(job)]
            again += [job for job, body in self._wrapping() if self._changed(job, body)]
            if not again and sum(map(len, self._wanted.values())) == wanted:
                return
            self._shelf.fill(again)
            self._links.forget()

    def _link_many(self, jobs: Mapping[str, Job]) -> None:
        """Only look at those that use names of functions that the jobs' own texts define."""
        name = name_of(jobs.values())
        if self._as_before(name, jobs):
            return
        texts = {path: job.reading.text.text for path, job in jobs.items()}
        sweep = Sweep(texts, self._links.imports)
        self._links.only(sweep.words)
        read = list(jobs.values())
        needing = set() if self._foreseen is None else self._foreseen
        if self._foreseen is None:
            deque(self._through_others(texts, needing), 0)
        self._foreseen = None
        for _ in range(ROUNDS):
            sweep.add(one for job in read for one in _handed(job))
            needing.update(job.reading.path for job in read if job.reading.needs)
            self._prepare(jobs[path] for path in sorted(needing))
            read = [
                job for path in sorted(sweep.paths | needing) if self._changed(job := jobs[path])
            ]
            if not read:
                break
            self._shelf.fill(read)
            self._links.forget()
        self._shelf.keep(name, {path: job.linked for path, job in jobs.items() if job.linked})

    def _lead(self, jobs: Mapping[str, Job]) -> None:
        """State in the effects of some texts which commands and tasks of others lead to them."""
        name = f"led {name_of(jobs.values())}" if len(jobs) > MANY else ""
        kept = self._shelf.kept(name) if name else None
        leads = read_leads(kept) if kept is not None else None
        if leads is None:
            leads = self._leads(jobs)
            if name:
                self._shelf.keep(name, written_leads(leads))
        for path, led in leads.items():
            if path in jobs:
                led_to(jobs[path].reading, led)

    def _leads(self, jobs: Mapping[str, Job]) -> dict[str, Lead]:
        doing = {path: functions_with_effects(job.reading.facts) for path, job in jobs.items()}
        doing = {path: names for path, names in doing.items() if names}
        texts = {path: job.reading.text.text for path, job in jobs.items()} if doing else {}
        entering = [path for path, text in texts.items() if may_enter(text)]
        imports = {path: self._links.imports(path, texts[path]) for path in entering}
        return EntriesAbroad(texts, imports, self._modules).to(doing) if imports else {}

    def _through_others(self, texts: Mapping[str, str], found: set[str]) -> Iterator[None]:
        """Find the texts that use packages which only modules name that they take names from."""
        known = self._links.companions
        packages: set[str] = set()
        for path, text in texts.items():
            packages |= known.named_in(path, text)
            yield
        for path in users_of(texts, packages):
            if known.beside(path, texts[path]):
                found.add(path)
            yield

    def _prepare(self, jobs: Iterable[Job]) -> None:
        """Look for the objects that texts need, all that one module makes at once."""
        needing = [(job.reading.path, job.reading.needs.objects) for job in jobs]
        self._links.abroad.prepare(needing)

    def _as_before(self, name: str, jobs: Mapping[str, Job]) -> bool:
        """Whether the same texts were linked before, and what came of that is still there."""
        linked = self._shelf.kept(name)
        if linked is None or not linked.keys() <= jobs.keys():
            return False
        for path, digest in linked.items():
            jobs[path].linked = digest
        known = self._shelf.recall([jobs[path] for path in linked])
        for path in () if known else linked:
            jobs[path].linked = ""
        return known

    def _wrapping(self) -> Iterator[tuple[Job, str]]:
        """The modules beyond whose functions are called, and the text of these functions."""
        for path, names in [*self._wanted.items()]:
            job = self._beyond[path]
            if job is not None:
                yield job, bodies(job.reading.text.text, names)

    def _changed(self, job: Job, within: str | None = None) -> bool:
        """Whether the job was read with something else than what its imports stand for now.

        Of a module beyond only what stands `within` some functions counts.
        """
        reading = job.reading
        text = reading.text.text
        given = self._links.given(reading.path, text, reading.needs, within)
        if given.digest() == job.linked:
            return False
        job.given, job.linked, job.screened = given, given.digest(), True
        return True

    def text(self, path: str) -> str:
        """The text of a module, "" where it can't be read."""
        job = self._jobs.get(path) or self._other(path)
        return job.reading.text.text if job is not None else ""

    def definitions(self, path: str, name: str) -> Sequence[Definition]:
        """The functions of a module that hand something on; `name` is what is looked for."""
        job = self._jobs.get(path)
        if job is None:
            job = self._other(path)
            if job is None or (name and not bodies(job.reading.text.text, (name,))):
                return ()
            if name:
                self._wanted.setdefault(path, set()).add(name)
            if path not in self._read:
                self._read.add(path)
                self._shelf.fill([job])
        return _handed(job)

    def offers(self, path: str, ways: Sequence[str], given: Given) -> Offers:
        """What ways into a module lead to, where its own imports stand for what is given."""
        return offers_of(self._shelf, path, self.text(path), ways, given)

    def _other(self, path: str) -> Job | None:
        if path not in self._beyond and len(self._beyond) < MOST_BEYOND:
            self._beyond[path] = self._shelf.job(path)
        return self._beyond.get(path)

    def _exists(self, path: str) -> bool:
        return path in self._jobs or self._snapshot.exists(path)

    def _may_be_folder(self, path: str) -> bool:
        return len(self._jobs) <= FEW or path in self._folders


def _handed(job: Job) -> list[Definition]:
    return handing_on(job.reading.definitions)
