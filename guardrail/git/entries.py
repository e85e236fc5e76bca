"""Lists of files: of the index, of a commit, of the work tree."""

from __future__ import annotations

import os
from pathlib import Path

from msgspec import Struct

from guardrail.git.discovery import Repository

SYMLINK = 0o120000
SUBMODULE = 0o160000


class Entry(Struct, frozen=True):
    """One file of an index or a tree.

    `stage` is 0, or 1–3 for the sides of a conflict. `assumed` and `skipped` are the index flags
    assume-unchanged and skip-worktree, behind which the work tree may differ unseen.
    """

    path: str
    mode: int
    oid: str
    stage: int = 0
    assumed: bool = False
    skipped: bool = False


def index_entries(repo: Repository) -> list[Entry]:
    """Every entry of the index, in its order."""
    found = []
    for record in _records(repo.git("ls-files", "-z", "-v", "--stage")):
        meta, _, path = record.partition(b"\t")
        tag, mode, oid, stage = meta.split(b" ")
        found.append(
            Entry(
                path=os.fsdecode(path),
                mode=int(mode, 8),
                oid=oid.decode("ascii"),
                stage=int(stage),
                assumed=tag.islower(),
                skipped=tag.upper() == b"S",
            )
        )
    return found


def tree_entries(repo: Repository, commit: str) -> list[Entry]:
    """Every file of a commit or tree, by its full id."""
    found = []
    for record in _records(repo.git("ls-tree", "-r", "-z", "--full-tree", commit)):
        meta, _, path = record.partition(b"\t")
        mode, _, oid = meta.split(b" ")
        found.append(Entry(os.fsdecode(path), int(mode, 8), oid.decode("ascii")))
    return found


def work_tree_paths(repo: Repository, folder: Path | None = None) -> tuple[list[str], list[str]]:
    """The files of the work tree, and the folders in it that are repositories of their own.

    Tracked files, whether they are still there or not, and untracked ones that aren't ignored;
    relative to `folder` and only below it where it is given.
    """
    printed = repo.git(
        "ls-files", "-z", "--cached", "--others", "--exclude-standard", folder=folder
    )
    paths = {os.fsdecode(record) for record in _records(printed)}
    nested = {path for path in paths if path.endswith("/")}
    return sorted(paths - nested), sorted(path.rstrip("/") for path in nested)


def _records(printed: bytes) -> list[bytes]:
    return printed.split(b"\0")[:-1]
