"""What a door wants judged: files as they are, what is staged, or what lies between two states."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from guardrail.engine.changed import Stretches, changed_lines
from guardrail.git import (
    Change,
    Repository,
    between,
    empty_tree,
    head,
    hidden_entries,
    merge_base,
    repository,
    resolve,
    staged,
    work_tree_changes,
)
from guardrail.model import FileEdit
from guardrail.snapshot import Snapshot
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.edits import edits
from guardrail.snapshot.index import Index
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.patch import Patch
from guardrail.snapshot.work_tree import WorkTree


class Target(Struct, frozen=True):
    """A Snapshot and the part of it to judge.

    `base` is the state it is compared with, `edits` what changed since; without a change both are
    empty. `changed_lines` of `None` lets every finding count. `complete` is whether the whole
    project is meant. `notes` are told to people.
    """

    snapshot: Snapshot
    paths: Sequence[str]
    base: Snapshot | None = None
    edits: Sequence[FileEdit] = ()
    changed_lines: dict[str, Stretches] | None = None
    partial: bool = False
    complete: bool = False
    notes: tuple[str, ...] = ()


def whole(root: Path, under: Sequence[str] = (), *, git: bool = True) -> Target:
    """The files on disk at or below `under`; all of them where it is empty."""
    tree = WorkTree(root, git=git)
    return Target(tree, list(tree.paths(under)), complete=not any(under))


def staged_change(
    repo: Repository, base: str | None = None, changes: Sequence[Change] | None = None
) -> Target:
    """What the next commit would change, against HEAD or another commit.

    `changes` are what is staged, where the caller has asked git already.
    """
    against = base or head(repo)
    old: Snapshot = Commit(repo, against) if against else Nothing()
    if changes is None:
        changes = staged(repo, against or empty_tree(repo))
    return of_changes(old, Index(repo), changes)


def since(repo: Repository, ref: str) -> Target:
    """What the work tree changes against where it left `ref`. Raises `GitError`.

    Before the first commit all of it is new.
    """
    now = head(repo)
    if now is None and ref == "HEAD":
        return of_changes(Nothing(), WorkTree(repo.root), work_tree_changes(repo, None))
    commit = resolve(repo, ref)
    start = merge_base(repo, commit, now) if now else commit
    changes = work_tree_changes(repo, start)
    target = of_changes(Commit(repo, start), WorkTree(repo.root), changes)
    hidden = [entry.path for entry in hidden_entries(repo)]
    notes = (f"{len(hidden)} files are hidden from git: judged all the same",) if hidden else ()
    return replace(target, notes=(*target.notes, *notes))


def between_commits(repo: Repository, old: str, new: str) -> Target:
    """What one commit changes against another. Raises `GitError`."""
    return of_changes(Commit(repo, old), Commit(repo, new), between(repo, old, new))


def of_changes(old: Snapshot, new: Snapshot, changes: Sequence[Change]) -> Target:
    """A change between two Snapshots: its files, its edits and its lines."""
    kept = [change for change in changes if not change.is_submodule]
    moved = sorted(change.path for change in changes if change.is_submodule)
    files = edits(old, new, kept)
    present = [edit.path for edit in files if new.exists(edit.path)]
    notes = tuple(f"{path} moves a submodule: what is in it was not judged" for path in moved)
    return Target(new, present, old, files, changed_lines(files), notes=notes)


def of_diff(diff: str) -> Target:
    """What a unified diff shows. Raises `BadPatch`."""
    patch = Patch(diff)
    lines = {path: tuple(found) for path, found in patch.changed_lines.items()}
    notes = ("judged from a diff: only its hunks were seen",)
    paths = list(patch.paths())
    return Target(patch, paths, None, patch.edits, lines, partial=True, notes=notes)


def root_of(folder: Path) -> tuple[Path, Repository | None]:
    """The project a folder belongs to: its repository's root, or the folder itself."""
    repo = repository(folder)
    return (repo.root, repo) if repo else (folder, None)
