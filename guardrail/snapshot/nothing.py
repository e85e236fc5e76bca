"""The state before anything was there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from guardrail.snapshot import Obstacle, Text, Unreadable


class Nothing:
    """A project without a file: what a first commit is compared with."""

    name = "nothing"
    root: Path | None = None

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """No path."""
        return iter(())

    def exists(self, path: str) -> bool:
        """Always false."""
        return False

    def text(self, path: str) -> Text:
        """Raises `Unreadable`."""
        raise Unreadable("there is no such file", Obstacle.MISSING)

    def identity(self, path: str) -> str:
        """Always ""."""
        return ""
