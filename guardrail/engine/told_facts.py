"""What was read in a project's files, as something that others depend on: by names."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from guardrail.engine.jobs import Reading
from guardrail.stream import Reference

_FARTHEST = 6
"""Through how many files that run each other what is read in one is named."""


class ToldFacts(Struct, frozen=True):
    """The files that were read, `None` for one with nothing to see; `exists` asks for others."""

    known: Mapping[str, Reading | None]
    exists: Callable[[str], bool]

    def name_of(self, path: str) -> str:
        """A name for what is read in a file, whatever that depends on; "" where there is none."""
        if path not in self.known:
            return ""
        reading = self.known[path]
        return self._named(reading, 0) if reading is not None else "nothing"

    def stand_alone(self, path: str) -> bool:
        """Whether no other file of the project decides what is read in one."""
        reading = self.known.get(path)
        return reading.stands_alone if reading is not None else path in self.known

    def _named(self, reading: Reading, depth: int) -> str:
        """A name for facts, with those of the files that they run; "" where one wasn't read."""
        if reading.pending:
            return ""
        names = [reading.key]
        for one in reading.facts:
            if not isinstance(one, Reference):
                continue
            other = self.known.get(one.path)
            if other is not None and other.language == one.language and depth < _FARTHEST:
                names.append(self._named(other, depth + 1))
            else:
                names.append("" if self.exists(one.path) else "nothing")
        return " ".join(names) if all(names) else ""
