"""The beginnings of files: enough to see what they are."""

from __future__ import annotations

from guardrail.snapshot import Snapshot, Unreadable

LENGTH = 40_000


class Texts:
    """Reads a Snapshot's files, each once."""

    def __init__(self, snapshot: Snapshot) -> None:
        """The texts of `snapshot`."""
        self._snapshot = snapshot
        self._known: dict[str, str] = {}

    def start(self, path: str) -> str:
        """The first code points of a file, "" where it can't be read."""
        if path not in self._known:
            try:
                self._known[path] = self._snapshot.text(path).text[:LENGTH]
            except Unreadable:
                self._known[path] = ""
        return self._known[path]
