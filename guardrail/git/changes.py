"""What changed between two states, without looking at the work tree."""

from __future__ import annotations

import os
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from guardrail.git.discovery import Repository
from guardrail.git.entries import SUBMODULE
from guardrail.git.revisions import empty_tree, head
from guardrail.git.runner import GitError
from guardrail.model import ChangeKind

_RAW = (
    "--raw",
    "-z",
    "--no-ext-diff",
    "--no-textconv",
    "--no-relative",
    "--no-abbrev",
    "--ignore-submodules=none",
)

_EMPTY_BLOBS = frozenset(
    {
        "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
        "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
    }
)


class Change(Struct, frozen=True):
    """One file's change. Modes and ids are 0 and "" on the side where there is no file.

    `conflicted`: the index holds several sides of it. `intended`: `git add --intent-to-add`, the
    file is announced but no part of the commit.
    """

    kind: ChangeKind
    path: str
    old_path: str
    old_mode: int = 0
    new_mode: int = 0
    old_oid: str = ""
    new_oid: str = ""
    conflicted: bool = False
    intended: bool = False

    @property
    def is_submodule(self) -> bool:
        """Whether this moves a submodule to another commit."""
        return SUBMODULE in (self.old_mode, self.new_mode)


def staged(repo: Repository, base: str | None = None) -> list[Change]:
    """What the index changes against a commit, HEAD by default, by path."""
    against = base or head(repo) or empty_tree(repo)
    seen = _diff(repo, ("diff-index", "--cached", "--ita-visible-in-index"), (against,))
    suspects = {change.path: change for change in seen if change.new_oid in _EMPTY_BLOBS}
    if not suspects:
        return seen
    # An announced file looks like an empty one; only leaving such files out tells them apart.
    real = _diff(repo, ("diff-index", "--cached", "--ita-invisible-in-index"), (against,))
    for change in real:
        if change.new_oid in _EMPTY_BLOBS:
            suspects.pop(change.path, None)
    announced = [
        replace(change, kind=ChangeKind.ADDED, old_path=change.path, intended=True)
        for change in suspects.values()
    ]
    return sorted([*real, *announced], key=lambda change: (change.path, change.intended))


def between(repo: Repository, old: str, new: str) -> list[Change]:
    """What changed from one commit (or tree) to another, by path."""
    return _diff(repo, ("diff-tree", "-r", "--no-commit-id"), (old, new))


def _diff(repo: Repository, how: tuple[str, ...], what: tuple[str, ...]) -> list[Change]:
    """The changes, with renames; exact ones alone where contents are missing (partial clone)."""
    try:
        printed = repo.git(*how, *_RAW, "--find-renames", *what, "--")
    except GitError:
        printed = repo.git(*how, *_RAW, "--find-renames=100%", *what, "--")
    return sorted(_parsed(printed), key=lambda change: change.path)


def _parsed(printed: bytes) -> Iterator[Change]:
    """The records of `--raw -z`: `:mode mode id id status`, then one path or, renamed, two."""
    fields = iter(printed.split(b"\0")[:-1])
    for meta in fields:
        old_mode, new_mode, old_oid, new_oid, status = meta.lstrip(b":").decode("ascii").split(" ")
        old_path = os.fsdecode(next(fields))
        path = os.fsdecode(next(fields)) if status[0] in "RC" else old_path
        yield Change(
            kind=_kind(status, old_oid == new_oid),
            path=path,
            old_path=old_path,
            old_mode=int(old_mode, 8),
            new_mode=int(new_mode, 8),
            old_oid=_present(old_oid),
            new_oid=_present(new_oid),
            conflicted=status[0] == "U",
        )


def _kind(status: str, same_content: bool) -> ChangeKind:
    match status[0]:
        case "A" | "C":
            return ChangeKind.ADDED
        case "D":
            return ChangeKind.DELETED
        case "R":
            return ChangeKind.RENAMED
        case _:
            return ChangeKind.MODE if same_content and status[0] == "M" else ChangeKind.EDITED


def _present(oid: str) -> str:
    return "" if set(oid) == {"0"} else oid
