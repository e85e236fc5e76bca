"""What the commands share that write a project's own files: the project, its findings, writing."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from msgspec import Struct

from guardrail.cache import Cache, default_folder
from guardrail.console.options import UsageError
from guardrail.engine import targets
from guardrail.engine.rulebook import rule_names
from guardrail.git import Repository
from guardrail.policy.policy import PolicySet, load
from guardrail.report import Report
from guardrail.snapshot.work_tree import WorkTree

Progress = Callable[[int, int], None]


class Project(Struct, frozen=True):
    """The project of the working directory, and its repository where it has one."""

    root: Path
    repository: Repository | None
    tree: WorkTree

    def policies(self, floor: Path | None = None) -> PolicySet:
        """The policies as they lie on disk. Raises `PolicyError`."""
        return load(self.tree, floor=floor, store=Cache(default_folder()), names=rule_names)

    def judge(
        self, policies: PolicySet, under: Sequence[str] = (), progress: Progress | None = None
    ) -> Report:
        """Everything at or below `under`, judged."""
        from guardrail.engine.check import Request, check

        target = targets.whole(self.root, under)
        return check(
            Request(
                snapshot=target.snapshot,
                policies=policies,
                paths=target.paths,
                jobs=os.cpu_count() or 1,
                cache=Cache(default_folder()),
                progress=progress,
                complete=target.complete,
            )
        )

    def write(self, path: str, text: str) -> None:
        """Write a file of the project, whole or not at all. Raises `UsageError`."""
        place = self.root / path
        if not self._holds(place):
            raise UsageError(f"{path} would be written outside the project")
        handle, temporary = tempfile.mkstemp(prefix=".guardrail-", dir=place.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as opened:
                opened.write(text)
            Path(temporary).chmod(0o644)
            Path(temporary).replace(place)
        except OSError as problem:
            Path(temporary).unlink(missing_ok=True)
            raise UsageError(f"{path} can't be written: {problem.strerror}") from problem

    def _holds(self, place: Path) -> bool:
        """Whether the file's folder is one of the project's, links followed."""
        folder = Path(os.path.realpath(place.parent))
        return folder.is_dir() and folder.is_relative_to(os.path.realpath(self.root))


def project_here() -> Project:
    """The project of the working directory."""
    root, repository = targets.root_of(Path.cwd())
    return Project(root, repository, WorkTree(root))


def below(root: Path, words: Sequence[str]) -> list[str]:
    """Paths on the command line as paths from the project's root. Raises `UsageError`."""
    found = []
    top = os.path.realpath(root)
    for word in words:
        place = Path(os.path.realpath(word))
        if not place.is_relative_to(top):
            raise UsageError(f"{word} lies outside {root}")
        path = place.relative_to(top).as_posix()
        found.append("" if path == "." else path)
    return found
