"""Snapshots: the state of the project being judged, read lazily, within limits, decoded once.

Paths are relative to the project's root, `/`-separated, undecodable bytes as surrogate escapes.
Symbolic links and `..` don't lead out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from msgspec import Struct

LIMIT = 40_000_000


class Obstacle(StrEnum):
    """What kind of thing keeps a file from being judged as text."""

    MISSING = "missing"
    DENIED = "denied"
    BINARY = "binary"
    NUL = "nul"
    SIZE = "size"
    LINK = "link"
    SPECIAL = "special"
    SUBMODULE = "submodule"
    LFS = "lfs"
    CONFLICT = "conflict"
    OTHER = "other"


class Unreadable(Exception):
    """A file that can't be judged as text; the message says why, for people, `obstacle` in short.

    The message starts in lower case and fits after "could not be judged:".
    """

    def __init__(self, message: str, obstacle: Obstacle = Obstacle.OTHER) -> None:
        super().__init__(message)
        self.obstacle = obstacle


class Text(Struct, frozen=True):
    """A decoded file: its text without BOM, newlines kept, the codec, and its content's digest.

    `digest` is the hexadecimal SHA-256 of the bytes. `unusual` names a codec that hides what the
    text says from a reader (`utf-7`, `unicode_escape`, …), "" for ordinary ones.
    """

    text: str
    codec: str
    digest: str
    unusual: str = ""


class Snapshot(Protocol):
    """The state of a project: its work tree, its index, a commit, or an overlay on one of these."""

    @property
    def name(self) -> str:
        """What a person calls it: "work tree", "index", "commit 1a2b3c4"."""

    @property
    def root(self) -> Path | None:
        """The project's root folder, `None` where there is none."""

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every file's path, sorted; only those at or below `under` where it is given."""

    def exists(self, path: str) -> bool:
        """Whether there is a file at the path."""

    def text(self, path: str) -> Text:
        """The file's text. Raises `Unreadable`."""

    def identity(self, path: str) -> str:
        """A name for the file's content, "" where there is none.

        Equal names mean equal contents, different ones may mean the same. Cheaper than reading.
        """
