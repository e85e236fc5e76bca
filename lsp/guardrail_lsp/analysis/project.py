"""The projects that the judged files belong to: a repository, or a folder of the workspace."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from itertools import islice
from pathlib import Path

from msgspec import Struct, field

from guardrail.engine.rulebook import rule_names
from guardrail.engine.targets import root_of
from guardrail.git import Repository
from guardrail.policy.policy import PolicySet, load
from guardrail.snapshot import Snapshot
from guardrail.snapshot.overlay import Overlay
from guardrail.snapshot.work_tree import SKIPPED_FOLDERS, WorkTree, walk
from guardrail_lsp.analysis.changes import Changes
from guardrail_lsp.analysis.store import WarmCache


class Known(Struct):
    """What is remembered of a file: as what the client knows it, and where it had findings."""

    file: str
    places: frozenset[tuple[str, int, int]] = frozenset()


class Project(Struct, dict=True):
    """One root with its policies, its changes and the texts that editors hold of its files.

    Policies are read from disk: they hold once they are saved. `touched` are the files that
    changed since the start, where no repository tells.
    """

    root: str
    shown_root: str
    repo: Repository | None
    cache: WarmCache
    buffers: dict[str, str] = field(default_factory=dict)
    unnamed: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    known: dict[str, Known] = field(default_factory=dict)

    @cached_property
    def changes(self) -> Changes | None:
        """What changed since the base, `None` without a repository."""
        return Changes(self.repo) if self.repo else None

    @property
    def disk(self) -> Snapshot:
        """The files as they lie on disk now."""
        return WorkTree(Path(self.root))

    @property
    def snapshot(self) -> Snapshot:
        """The files as editors hold them now, the rest as it lies on disk."""
        return Overlay(self.disk, self.buffers)

    @property
    def policies(self) -> PolicySet:
        """The policies on disk now. What is wrong with one is raised when a path is asked for."""
        return load(self.disk, store=self.cache, names=rule_names)

    def file(self, path: str) -> str:
        """The file of a path, spelled as the client spells it where it has."""
        known = self.known.get(path)
        return known.file if known else os.path.join(self.shown_root, *path.split("/"))  # noqa: PTH118

    def listed(self, most: int) -> list[str]:
        """The paths on disk; of a folder that is no repository, which may be large, so many."""
        if self.repo is not None:
            return list(self.disk.paths())
        return sorted(islice(walk(Path(self.root), ""), most))

    def skips(self, path: str) -> bool:
        """Whether a path lies in a folder that holds nobody's own work."""
        return not SKIPPED_FOLDERS.isdisjoint(path.split("/")[:-1])


class Projects:
    """Finds the project of a file, and makes it once."""

    def __init__(self, cache: WarmCache) -> None:
        """All projects share `cache`."""
        self._cache = cache
        self._folders: list[str] = []
        self._by_folder: dict[str, Project] = {}
        self._by_root: dict[str, Project] = {}

    def set_folders(self, folders: Sequence[str]) -> None:
        """The folders of the workspace, deepest first where several hold a file."""
        self._folders = sorted(map(os.path.realpath, folders), key=len, reverse=True)
        self._by_folder.clear()

    def forget_repositories(self) -> None:
        """A repository may have come or gone: look again."""
        self._by_folder.clear()
        for root, project in list(self._by_root.items()):
            if (project.repo is None) == os.path.lexists(os.path.join(root, ".git")):  # noqa: PTH118
                del self._by_root[root]

    def all(self) -> list[Project]:
        """Every project so far."""
        return list(self._by_root.values())

    def of_folder(self, folder: str) -> Project:
        """The project that a folder belongs to. Raises `GitError`."""
        real = os.path.realpath(folder)
        if real not in self._by_folder:
            root, repo = root_of(Path(real))
            top = str(root) if repo else self._around(real)
            if top not in self._by_root:
                shown = _shown(top, real, folder)
                self._by_root[top] = Project(top, shown, repo, self._cache)
            self._by_folder[real] = self._by_root[top]
        return self._by_folder[real]

    def of_file(self, file: str) -> tuple[Project, str]:
        """The project of a file, and the file's path in it. Raises `GitError`."""
        folder, name = os.path.split(file)
        project = self.of_folder(folder)
        real = os.path.join(os.path.realpath(folder), name)  # noqa: PTH118
        path = os.path.relpath(real, project.root).replace(os.sep, "/")
        if path not in project.known:
            project.known[path] = Known(file)
        return project, path

    def _around(self, real: str) -> str:
        """The folder of the workspace that holds a folder, else the folder itself."""
        for folder in self._folders:
            if real == folder or real.startswith(os.path.join(folder, "")):  # noqa: PTH118
                return folder
        return real


def _shown(top: str, real: str, given: str) -> str:
    """The root as the client spells it: what it gave, less the part below the root."""
    below = os.path.relpath(real, top)
    if below == ".":
        return given
    return given[: -len(below) - 1] if given.endswith(os.sep + below) else top
