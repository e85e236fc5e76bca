"""What the Units of one run are asked about besides themselves, each answer made once."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct

from guardrail.cache import Cache
from guardrail.engine.gather import Gatherer
from guardrail.engine.nearby import Nearby
from guardrail.engine.past import Past, PastOf
from guardrail.engine.replay.detection import Detection
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.replay import Replay
from guardrail.engine.replay.usage import Usage
from guardrail.policy.problems import PolicyError
from guardrail.project.beside import Beside, beside
from guardrail.project.statistics import BadStatistics, rows_by_table
from guardrail.settings import Settings
from guardrail.snapshot import Snapshot, Unreadable
from guardrail.unit import Unit

_AROUND = frozenset(("base", "beside", "detect", "relabelled", "uses"))
"""What is answered from more files than the judged one."""


class States(Struct, frozen=True):
    """The states of a project that one run looks at.

    `running` is whose code still runs while the change is made. What could make findings quieter
    is read from `believed`. `listed` gives the paths of `judged` where the caller knows them.
    """

    judged: Snapshot
    running: Snapshot
    believed: Snapshot
    listed: Callable[[], Sequence[str]] | None = None


class Surroundings:
    """Everything around the Units of a run. Nothing is read before a rule asks."""

    def __init__(
        self,
        states: States,
        settings_of: Callable[[str], Settings],
        gatherer: Gatherer,
        cache: Cache,
    ) -> None:
        """For one run of `check`."""
        self._states = states
        self._cache = cache
        self._usage = Usage(states.running, self._running_paths, cache)
        self._settings_of = settings_of
        self.files = Files(states.judged, settings_of, gatherer, cache, states.listed)
        self.replay = Replay(self.files, settings_of, cache)
        self._detection = Detection(self.files, states.believed, self.replay, cache)
        self._texts: dict[str, str | None] = {}
        self._sizes: dict[str, Mapping[str, int]] = {}

    def past_of(self, units: Sequence[Unit]) -> PastOf:
        """What lies before each of the Units of one text."""
        rows = self._rows(units[0].path) if units else {}
        uses = self._usage.for_a_text()

        def past(unit: Unit, place: int) -> Past:
            return Past(
                base=lambda: self.replay.base(unit, units),
                rows=rows,
                uses=uses,
                detect=self._detection.completed,
                relabelled=lambda effects: self.replay.relabelled(unit, effects),
                beside=lambda: self._beside(unit.path),
            )

        return past

    def names_of(self, path: str, asked: Collection[str]) -> dict[str, str] | None:
        """Names for what Units of a file were told of what lies around them, by what they asked.

        While these stay the same, so do the answers. `None` where something has no name.
        """
        naming: dict[str, Callable[[], str]] = {
            "base": lambda: self.replay.name_of(path),
            "beside": lambda: repr(self._beside(path)),
            "detect": lambda: self._detection.name_of(path),
            "relabelled": lambda: self.replay.label_of(path),
            "others": lambda: "",
            "rows": lambda: self._named_rows(path),
            "uses": lambda: self._usage.name,
        }
        names = {each: naming[each]() for each in sorted(asked)}
        return names if all(names.values()) else None

    def _beside(self, path: str) -> Beside:
        return beside(path, self.files.paths, self._text)

    def _text(self, path: str) -> str | None:
        if path not in self._texts:
            snapshot = self._states.judged
            try:
                self._texts[path] = snapshot.text(path).text if snapshot.exists(path) else None
            except Unreadable:
                self._texts[path] = None
        return self._texts[path]

    def _named_rows(self, path: str) -> str:
        said = json.dumps(sorted(self._rows(path).items()))
        return hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()

    def _running_paths(self) -> Sequence[str]:
        running = self._states.running
        return self.files.paths if running is self._states.judged else list(running.paths())

    def _rows(self, path: str) -> Mapping[str, int]:
        """The sizes of the tables of a path's database. Raises `PolicyError` on a broken file."""
        named = self._settings_of(path).database(path).stats
        if not named:
            return {}
        if named not in self._sizes:
            try:
                self._sizes[named] = rows_by_table(self._states.believed.text(named).text)
            except Unreadable as problem:
                raise PolicyError(named, 0, f"is named by stats, but {problem}") from None
            except BadStatistics as problem:
                raise PolicyError(named, problem.line, str(problem)) from None
        return self._sizes[named]

    def notes(self, asked: Collection[str]) -> list[str]:
        """What people must know of where answers were looked for, in the words of `names_of`."""
        listed = self._states.listed
        nearby = listed.note if isinstance(listed, Nearby) and _AROUND & {*asked} else ""
        used = self._usage.note if "uses" in asked else ""
        return [note for note in (nearby, used) if note]

    def kept(self) -> dict[str, str]:
        """What later runs will begin with, by the names under which it is kept."""
        return self.replay.kept()

    def keep(self, kept: Mapping[str, str] | None = None) -> None:
        """Keep what later runs will begin with: of this process, or what another one answered."""
        self._cache.put_many(self.kept() if kept is None else kept)
