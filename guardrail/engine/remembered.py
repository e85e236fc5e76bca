"""What was found in texts before, for as long as nothing changed that it depends on.

An outcome is kept by its text's content and Settings and by the code that judges, together with
names for what its rules asked about the rest of the project: the tables that the history before
left, the code that uses them, what tells its database. It is taken again while all of these are
the same. Policy, dates and the change itself are no part of it; they are applied each time.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence

from guardrail.cache import Cache
from guardrail.engine.jobs import Reading
from guardrail.engine.judged import Judged, dump, load
from guardrail.engine.reading_code import judging_code
from guardrail.engine.replay.surroundings import Surroundings

VERSION = "judged 1"
"""Changes with the form in which outcomes are kept."""


class Remembered:
    """Outcomes of earlier runs, by text."""

    def __init__(self, cache: Cache, around: Surroundings) -> None:
        """Outcomes in `cache`; `around` names what they depend on."""
        self._cache = cache
        self._around = around

    def recall(self, readings: Sequence[Reading]) -> dict[str, Judged]:
        """The outcomes that still hold, by path."""
        keys = {reading.path: _key(reading) for reading in readings}
        kept = self._cache.get_many(keys.values())
        found: dict[str, Judged] = {}
        for path, key in keys.items():
            under, _, line = kept.get(key, "").partition("\n")
            if not line:
                continue
            try:
                outcome = load(line, path)
            except ValueError:
                continue
            if under == self._named(path, outcome):
                found[path] = outcome
        return found

    def keep(self, outcomes: Iterable[tuple[Reading, Judged]]) -> None:
        """Keep outcomes: those whose dependencies have names."""
        fresh: dict[str, str] = {}
        for reading, outcome in outcomes:
            under = self._named(reading.path, outcome)
            if under:
                fresh[_key(reading)] = f"{under}\n{dump(outcome, reading.path)}"
        self._cache.put_many(fresh)

    def _named(self, path: str, outcome: Judged) -> str:
        """Everything that an outcome depends on besides its text, "" where that has no name."""
        names = self._around.names_of(path, outcome.asked)
        return "" if names is None else json.dumps(names)


def _key(reading: Reading) -> str:
    identity = "\0".join((VERSION, judging_code(), reading.key))
    return hashlib.sha256(identity.encode("utf-8", "surrogateescape")).hexdigest()
