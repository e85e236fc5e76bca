"""Finds the repository a folder belongs to."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field

from guardrail.git.runner import TIMEOUT, run


class Repository(Struct, frozen=True):
    """A repository with a work tree.

    `root` is the top of the work tree, `git_dir` the folder with its HEAD and index, `common_dir`
    the one that all work trees share, `variables` the environment that leads git there.
    """

    root: Path
    git_dir: Path
    common_dir: Path
    variables: Mapping[str, str] = field(default_factory=dict)

    def git(
        self,
        *arguments: str,
        given: bytes = b"",
        timeout: float = TIMEOUT,
        accept: Sequence[int] = (0,),
        folder: Path | None = None,
    ) -> bytes:
        """What git prints, run at the root (or in a folder below it). Raises `GitError`."""
        return run(
            folder or self.root,
            arguments,
            overrides=self.variables,
            given=given,
            timeout=timeout,
            accept=accept,
        )[1]

    def status(self, *arguments: str, accept: Sequence[int] = (0, 1)) -> tuple[int, bytes]:
        """Git's exit status and what it prints. Raises `GitError` on any status not accepted."""
        return run(self.root, arguments, overrides=self.variables, accept=accept)


def repository(start: Path) -> Repository | None:
    """The repository whose work tree holds the folder, `None` where there is none.

    A bare repository has no work tree and doesn't count, wherever it lies. What git told a hook
    through its environment (`GIT_INDEX_FILE` and the like) is kept where it is about this work
    tree. Raises `GitError` where git refuses the repository (another owner, damaged).
    """
    start = Path(os.path.realpath(start))
    working = Path(os.path.realpath(Path.cwd()))
    root = _told_by_environment(start, working) or _upward(start)
    if root is None:
        return None
    variables = {"GIT_WORK_TREE": str(root), "GIT_CEILING_DIRECTORIES": str(root.parent)}
    if root == working or root in working.parents:
        variables |= _told_to_hooks(root, working)
    git_dir = Path(variables.get("GIT_DIR") or _linked(root / ".git"))
    common = _common_dir(git_dir)
    found = Repository(root, git_dir, common, variables)
    found.git("rev-parse", "--git-dir")
    return found


def _told_to_hooks(root: Path, working: Path) -> dict[str, str]:
    """Where git told a hook that its files are, made absolute."""
    relative_to = {
        "GIT_DIR": working,
        "GIT_COMMON_DIR": working,
        "GIT_OBJECT_DIRECTORY": working,
        "GIT_INDEX_FILE": root,
    }
    return {
        name: str(folder / value)
        for name, folder in relative_to.items()
        if (value := os.environ.get(name, ""))
    }


def _told_by_environment(start: Path, working: Path) -> Path | None:
    """The work tree that the environment names, where it isn't the one around the folder."""
    told = os.environ.get("GIT_DIR")
    if not told or (_upward(start) and not os.environ.get("GIT_WORK_TREE")):
        return None
    top = Path(os.path.realpath(working / os.environ.get("GIT_WORK_TREE", "")))
    bare = Path(os.path.realpath(working / told)) == top
    return top if top in (start, *start.parents) and not bare else None


def _upward(start: Path) -> Path | None:
    """The nearest folder, this one or one above it, that holds a repository's `.git`."""
    for folder in (start, *start.parents):
        mark = folder / ".git"
        if mark.is_file() or os.path.lexists(mark / "HEAD"):
            return folder
    return None


def _linked(mark: Path) -> Path:
    """The git folder that a `.git` is or names (linked work trees, submodules)."""
    if not mark.is_file():
        return mark
    _, _, named = mark.read_bytes()[:8192].partition(b"gitdir:")
    return Path(os.path.normpath(mark.parent / os.fsdecode(named.strip())))


def _common_dir(git_dir: Path) -> Path:
    named = git_dir / "commondir"
    if not named.is_file():
        return git_dir
    text = os.fsdecode(named.read_bytes()[:8192].strip())
    return Path(os.path.normpath(git_dir / text))
