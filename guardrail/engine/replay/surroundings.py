"""What the Units of one run are asked about besides themselves, each answer made once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from guardrail.cache import Cache
from guardrail.engine.gather import Gatherer
from guardrail.engine.past import Past, PastOf
from guardrail.engine.replay.detection import Detection
from guardrail.engine.replay.listing import Files
from guardrail.engine.replay.replay import Replay
from guardrail.policy.problems import PolicyError
from guardrail.project.statistics import BadStatistics, rows_by_table
from guardrail.settings import Settings
from guardrail.snapshot import Snapshot, Unreadable
from guardrail.unit import Unit


class Surroundings:
    """Everything around the Units of a run. Nothing is read before a rule asks."""

    def __init__(
        self,
        snapshot: Snapshot,
        believed: Snapshot,
        settings_of: Callable[[str], Settings],
        gatherer: Gatherer,
        cache: Cache,
    ) -> None:
        """For a run on `snapshot`. Facts that could make findings quieter come from `believed`."""
        self._believed = believed
        self._settings_of = settings_of
        self.files = Files(snapshot, settings_of, gatherer, cache)
        self.replay = Replay(self.files, settings_of, cache)
        self._detection = Detection(self.files, believed, self.replay, cache)
        self._sizes: dict[str, Mapping[str, int]] = {}

    def past_of(self, units: Sequence[Unit]) -> PastOf:
        """What lies before each of the Units of one text."""
        rows = self._rows(units[0].path) if units else {}

        def past(unit: Unit, place: int) -> Past:
            return Past(
                base=lambda: self.replay.base(unit, units),
                rows=rows,
                detect=self._detection.completed,
            )

        return past

    def _rows(self, path: str) -> Mapping[str, int]:
        """The sizes of the tables of a path's database. Raises `PolicyError` on a broken file."""
        named = self._settings_of(path).database(path).stats
        if not named:
            return {}
        if named not in self._sizes:
            try:
                self._sizes[named] = rows_by_table(self._believed.text(named).text)
            except Unreadable as problem:
                raise PolicyError(named, 0, f"is named by stats, but {problem}") from None
            except BadStatistics as problem:
                raise PolicyError(named, problem.line, str(problem)) from None
        return self._sizes[named]

    def keep(self) -> None:
        """Keep what later runs will begin with."""
        self.replay.keep()
