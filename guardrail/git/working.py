"""What changed in the work tree, by own reading: git would run filters, and believe its flags."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec.structs import replace

from guardrail.git.changes import Change
from guardrail.git.discovery import Repository
from guardrail.git.entries import (
    SUBMODULE,
    SYMLINK,
    Entry,
    index_entries,
    tree_entries,
    work_tree_paths,
)
from guardrail.git.objects import Objects
from guardrail.git.revisions import empty_tree, head
from guardrail.model import ChangeKind
from guardrail.patterns import late

_FILE, _EXECUTABLE = 0o100644, 0o100755
_BLOCK = 1 << 20
LFS_POINTER = late(
    rb"version https://git-lfs\.github\.com/spec/v1\n"
    rb"(?:ext-[^\n]*\n)*oid sha256:([0-9a-f]{64})\nsize [0-9]+\n\Z"
)
"""A Git LFS pointer, whole: group 1 is the SHA-256 of the content it stands for."""


def hidden_entries(repo: Repository) -> list[Entry]:
    """Files whose changes git has been told not to see (assume-unchanged, skip-worktree)."""
    return [entry for entry in index_entries(repo) if entry.assumed or entry.skipped]


def work_tree_changes(repo: Repository, base: str | None = None) -> list[Change]:
    """What the work tree changes against a commit, HEAD by default, by path.

    Untracked files that aren't ignored are additions. Modes, and contents by hash, are compared
    without git's help. A file left out of the work tree on purpose (skip-worktree) is no deletion.
    Line endings that git would convert don't count, nor does a pointer whose content is there.
    """
    against = base or head(repo) or empty_tree(repo)
    before = {entry.path: entry for entry in tree_entries(repo, against)}
    left_out = {entry.path for entry in index_entries(repo) if entry.skipped}
    present, nested = work_tree_paths(repo)
    candidates = sorted({*before, *present} - set(nested))
    with Objects(repo) as objects:
        changes = list(
            _compared(repo.root, candidates, before, left_out, objects, length=len(against))
        )
    return sorted(_renamed(changes), key=lambda change: change.path)


def _compared(
    root: Path,
    paths: Iterable[str],
    before: dict[str, Entry],
    left_out: set[str],
    objects: Objects,
    *,
    length: int,
) -> Iterator[Change]:
    for path in paths:
        old = before.get(path)
        if old and old.mode == SUBMODULE:
            continue
        try:
            status = os.lstat(root / path)
        except (OSError, ValueError):
            if old and path not in left_out:
                yield Change(ChangeKind.DELETED, path, path, old.mode, 0, old.oid, "")
            continue
        mode = _mode(status)
        if mode is None:
            if old:
                yield Change(ChangeKind.EDITED, path, path, old.mode, 0, old.oid, "")
        elif old is None:
            oid = _digest(root / path, mode, length)
            yield Change(ChangeKind.ADDED, path, path, 0, mode, "", oid)
        else:
            yield from _edited(root / path, old, mode, objects)


def _edited(file: Path, old: Entry, mode: int, objects: Objects) -> Iterator[Change]:
    oid = _digest(file, mode, len(old.oid))
    if oid == old.oid and mode == old.mode:
        return
    same_type = (mode == SYMLINK) == (old.mode == SYMLINK)
    if oid != old.oid and mode != SYMLINK and same_type and _stands_for(file, old, objects):
        oid = old.oid
    if oid != old.oid or not same_type:
        yield Change(ChangeKind.EDITED, old.path, old.path, old.mode, mode, old.oid, oid)
    elif mode != old.mode:
        yield Change(ChangeKind.MODE, old.path, old.path, old.mode, mode, old.oid, oid)


def _mode(status: os.stat_result) -> int | None:
    if stat.S_ISLNK(status.st_mode):
        return SYMLINK
    if stat.S_ISREG(status.st_mode):
        return _EXECUTABLE if status.st_mode & stat.S_IXUSR else _FILE
    return None


def _digest(file: Path, mode: int, length: int) -> str:
    """The id that git would give the bytes, "" where they can't be read."""
    digest = hashlib.sha256() if length == 64 else hashlib.sha1(usedforsecurity=False)
    try:
        if mode == SYMLINK:
            target = os.fsencode(os.readlink(file))  # noqa: PTH115 - bytes as they are
            digest.update(b"blob %d\0" % len(target) + target)
            return digest.hexdigest()
        handle = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as opened:
            digest.update(b"blob %d\0" % os.fstat(handle).st_size)
            while block := opened.read(_BLOCK):
                digest.update(block)
    except OSError:
        return ""
    return digest.hexdigest()


def _stands_for(file: Path, old: Entry, objects: Objects) -> bool:
    """Whether git checks the blob out like this: with other line ends, a pointer's content."""
    committed = objects.read(old.oid, 20_000_000)
    if not isinstance(committed, bytes):
        return False
    try:
        if pointer := LFS_POINTER.match(committed):
            with file.open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
            return found == pointer[1].decode("ascii")
        if b"\0" in committed or file.stat().st_size > 2 * len(committed) + 2:
            return False
        return file.read_bytes().replace(b"\r\n", b"\n") == committed
    except OSError:
        return False


def _renamed(changes: list[Change]) -> Iterator[Change]:
    """The changes, with a deletion and an addition of the same content joined."""
    gone = {c.old_oid: c for c in changes if c.kind is ChangeKind.DELETED}
    moved: set[str] = set()
    for change in changes:
        source = gone.pop(change.new_oid, None) if change.kind is ChangeKind.ADDED else None
        if source:
            moved.add(source.path)
            yield replace(
                change,
                kind=ChangeKind.RENAMED,
                old_path=source.path,
                old_mode=source.old_mode,
                old_oid=source.old_oid,
            )
        elif change.kind is not ChangeKind.DELETED:
            yield change
    for change in changes:
        if change.kind is ChangeKind.DELETED and change.path not in moved:
            yield change
