"""The files that histories are made of: listed once, read in batches, their heads kept."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from guardrail.cache import Cache
from guardrail.engine.facts import dump, load
from guardrail.engine.gather import Gathered, Gatherer
from guardrail.engine.reading_code import reading_code
from guardrail.engine.replay.chronicle import Sources
from guardrail.engine.units import Reading, read_units
from guardrail.model import Span
from guardrail.settings import Digests, Settings
from guardrail.snapshot import Snapshot, Unreadable
from guardrail.stream import Enter, Unanalysed

SettingsOf = Callable[[str], Settings]


class Files:
    """The files of a Snapshot, as histories ask for them.

    `asked` are those whose text or heads were asked for, with the names of their contents.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        settings_of: SettingsOf,
        gatherer: Gatherer,
        cache: Cache,
        listed: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        """`listed` gives the paths of the Snapshot, where the caller knows them already."""
        self._snapshot = snapshot
        self._settings_of = settings_of
        self._gatherer = gatherer
        self._cache = cache
        self._listed = listed
        self._identities: dict[str, str] = {}
        self._digests = Digests()
        self._heads: dict[str, list[Enter] | None] = {}
        self.asked: dict[str, str] = {}

    @cached_property
    def paths(self) -> Sequence[str]:
        """Every path of the Snapshot."""
        return self._listed() if self._listed else list(self._snapshot.paths())

    @cached_property
    def listing(self) -> str:
        """A name for the paths of the Snapshot: equal ones have equal names."""
        said = "\n".join(self.paths)
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()

    @cached_property
    def _folders(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self.paths:
            found[path.rpartition("/")[0]].append(path)
        return found

    @property
    def sources(self) -> Sources:
        """What a Chronicle needs."""
        return Sources(self.identity, self.read, self._gatherer.told)

    def identity(self, path: str) -> str:
        """A name for a file's content and the settings it is read under, "" for no file."""
        known = self._identities.get(path)
        if known is None:
            own = self._snapshot.identity(path)
            known = self._identities[path] = f"{own}\0{self._under(path)}" if own else ""
        return known

    def read(self, paths: Iterable[str]) -> Mapping[str, Reading]:
        """What is read in files, without those that have nothing to see."""
        gathered = self._gather(paths)
        found = {
            path: read_units(path, reading.facts, self._gatherer.follow)
            for path, reading in gathered.readings.items()
        }
        for path, reason in gathered.unreadable.items():
            found[path] = read_units(
                path, [Unanalysed(Span(path, 0, 0), reason, absent=True)], self._gatherer.follow
            )
        return found

    def text(self, path: str) -> str | None:
        """A file's text, `None` where it can't be read."""
        self.asked[path] = self.identity(path)
        try:
            return self._snapshot.text(path).text
        except Unreadable:
            return None

    def heads(self, path: str) -> list[Enter] | None:
        """The Units that a file opens, `None` where it can't be read.

        Those of all files of the folder are fetched with the first.
        """
        self.asked[path] = self.identity(path)
        if path not in self._heads:
            ending = path.rpartition(".")[2]
            alike = self._folders.get(path.rpartition("/")[0], ())
            wanted = {path, *(other for other in alike if other.endswith(f".{ending}"))}
            self._fetch_heads(wanted - self._heads.keys())
        return self._heads[path]

    def _fetch_heads(self, paths: Iterable[str]) -> None:
        keys = {path: self._key(path) for path in sorted(paths) if self.identity(path)}
        kept = self._cache.get_many(keys.values())
        missing = []
        for path, key in keys.items():
            try:
                facts, _ = load(kept[key], path)
            except (KeyError, ValueError):
                missing.append(path)
            else:
                self._heads[path] = [fact for fact in facts if isinstance(fact, Enter)]
        fresh: dict[str, str] = {}
        gathered = self._gather(missing)
        for path in missing:
            reading = gathered.readings.get(path)
            heads = [fact for fact in reading.facts if isinstance(fact, Enter)] if reading else []
            self._heads[path] = None if path in gathered.unreadable else heads
            fresh[keys[path]] = dump(heads, 1)
        for path in paths:
            self._heads.setdefault(path, None)
        self._cache.put_many(fresh)

    def _gather(self, paths: Iterable[str]) -> Gathered:
        return self._gatherer.gather([path for path in paths if self.identity(path)])

    def _key(self, path: str) -> str:
        said = "\0".join(("heads", reading_code(), path, self.identity(path)))
        return hashlib.sha256(said.encode("utf-8", "surrogateescape")).hexdigest()

    def _under(self, path: str) -> str:
        return self._digests.of(self._settings_of(path))
