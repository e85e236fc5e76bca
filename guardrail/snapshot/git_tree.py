"""Files as git holds them, in the index or in a commit."""

from __future__ import annotations

import os
import posixpath
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from guardrail.git import Entry, GitError, Objects, Repository
from guardrail.git.entries import SUBMODULE, SYMLINK
from guardrail.snapshot import LIMIT, Obstacle, Text, Unreadable
from guardrail.snapshot.content import below, cleaned, text_of, too_large

_MOST_LINKS = 40


class GitTree(ABC):
    """Files listed by git, their contents from the object store."""

    def __init__(self, repo: Repository) -> None:
        """Nothing is read before it is asked for."""
        self._repo = repo
        self._objects = Objects(repo)

    @abstractmethod
    def _list(self) -> list[Entry]:
        """Every entry, those of a conflict next to each other."""

    @property
    def root(self) -> Path:
        """The top of the repository's work tree."""
        return self._repo.root

    @cached_property
    def _entries(self) -> Mapping[str, Entry]:
        found: dict[str, Entry] = {}
        for entry in self._list():
            found.setdefault(entry.path, entry)
        return found

    def paths(self, under: Sequence[str] = ()) -> Iterator[str]:
        """Every file's path, sorted; only those at or below `under` where it is given."""
        tops = cleaned(tuple(under))
        yield from sorted(path for path in self._entries if below(path, tops))

    def exists(self, path: str) -> bool:
        """Whether there is a file at the path that doesn't lead out of the project."""
        try:
            return self._found(path).mode != SUBMODULE
        except Unreadable:
            return False

    def text(self, path: str) -> Text:
        """The file's text. Raises `Unreadable`."""
        entry = self._found(path)
        if entry.mode == SUBMODULE:
            raise Unreadable("it is a submodule, another repository", Obstacle.SUBMODULE)
        if entry.stage:
            raise Unreadable("it has a merge conflict", Obstacle.CONFLICT)
        return text_of(self._content(entry), path)

    def identity(self, path: str) -> str:
        """The id of the file's blob, "" where there is none."""
        entry = self._entries.get(path)
        try:
            entry = self._found(path) if entry is None or entry.mode == SYMLINK else entry
        except Unreadable:
            return ""
        return "" if entry.stage or entry.mode == SUBMODULE else entry.oid

    def _content(self, entry: Entry) -> bytes:
        try:
            content = self._objects.read(entry.oid, LIMIT)
        except GitError:
            raise Unreadable("git could not read its content") from None
        if content is None:
            raise Unreadable(
                "its content is missing here: it was never fetched, or is damaged", Obstacle.MISSING
            )
        if isinstance(content, int):
            raise too_large(content)
        return content

    def _found(self, path: str) -> Entry:
        """The entry at a path, symbolic links followed inside the tree. Raises `Unreadable`."""
        for _ in range(_MOST_LINKS):
            path = posixpath.normpath(path)
            if path == ".." or path.startswith(("../", "/")):
                raise Unreadable("it leads out of the project", Obstacle.LINK)
            entry = self._entries.get(path)
            if entry is not None and entry.mode != SYMLINK:
                return entry
            link, rest = self._link_on_the_way(path)
            target = os.fsdecode(self._content(link))
            path = posixpath.join(posixpath.dirname(link.path), target, *rest)
        raise Unreadable("its symbolic links lead in a circle", Obstacle.LINK)

    def _link_on_the_way(self, path: str) -> tuple[Entry, list[str]]:
        """The first symbolic link among a path's folders or itself, and what follows it."""
        parts = path.split("/")
        for end in range(1, len(parts) + 1):
            entry = self._entries.get("/".join(parts[:end]))
            if entry is not None and entry.mode == SYMLINK:
                return entry, parts[end:]
        raise Unreadable("there is no such file", Obstacle.MISSING)
