"""The project around a finding, as the remedies need it: each file and folder is asked for once."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from typing import TypeVar

from guardrail.snapshot import Snapshot, Unreadable

_Answer = TypeVar("_Answer")


class Project:
    """The files of a Snapshot; what was found out about a folder is kept."""

    def __init__(self, snapshot: Snapshot) -> None:
        """For one Snapshot, which doesn't change meanwhile."""
        self._snapshot = snapshot
        self._texts: dict[str, str | None] = {}
        self._listed: dict[str, tuple[str, ...]] = {}
        self._answers: dict[tuple[object, ...], object] = {}

    def exists(self, path: str) -> bool:
        """Whether there is a file at the path."""
        return self._snapshot.exists(path)

    def text(self, path: str) -> str | None:
        """The file's text, `None` where there is none to read."""
        if path not in self._texts:
            self._texts[path] = self._read(path)
        return self._texts[path]

    def _read(self, path: str) -> str | None:
        if not self._snapshot.exists(path):
            return None
        try:
            return self._snapshot.text(path).text
        except Unreadable:
            return None

    def below(self, folder: str) -> tuple[str, ...]:
        """The paths of the files in a folder and its folders."""
        if folder not in self._listed:
            self._listed[folder] = tuple(self._snapshot.paths((folder,) if folder else ()))
        return self._listed[folder]

    def inside(self, folder: str) -> tuple[str, ...]:
        """The paths of the files in a folder itself."""
        return self.once(
            ("inside", folder),
            lambda: tuple(p for p in self.below(folder) if posixpath.dirname(p) == folder),
        )

    def once(self, question: tuple[object, ...], answer: Callable[[], _Answer]) -> _Answer:
        """The answer to a question, worked out the first time it is asked."""
        if question not in self._answers:
            self._answers[question] = answer()
        found: _Answer = self._answers[question]  # type: ignore[assignment]
        return found
