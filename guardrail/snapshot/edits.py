"""The files of a change, with their texts before and after."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from guardrail.git import Change
from guardrail.model import ChangeKind, FileEdit
from guardrail.snapshot import Snapshot, Text, Unreadable


def edits(old: Snapshot, new: Snapshot, changes: Iterable[Change]) -> list[FileEdit]:
    """Each change with its texts. A file only announced (`git add -N`) is no part of a change."""
    return [_edit(old, new, change) for change in changes if not change.intended]


def _edit(old: Snapshot, new: Snapshot, change: Change) -> FileEdit:
    kind = change.kind
    before = None if kind is ChangeKind.ADDED else _text(old, change.old_path)
    after = None if kind is ChangeKind.DELETED else _text(new, change.path)
    return FileEdit(
        kind=kind,
        path=change.path,
        old_path=change.old_path,
        before=before.text if before else None,
        after=after.text if after else None,
        old_mode=change.old_mode,
        new_mode=change.new_mode,
    )


def compared(old: Snapshot, new: Snapshot, paths: Iterable[str]) -> Iterator[Change]:
    """What differs at the given paths between any two Snapshots, by their texts alone."""
    for path in paths:
        was, now = old.exists(path), new.exists(path)
        if was and not now:
            yield Change(ChangeKind.DELETED, path, path)
        elif now and not was:
            yield Change(ChangeKind.ADDED, path, path)
        elif now and _text(old, path) != _text(new, path):
            yield Change(ChangeKind.EDITED, path, path)


def _text(snapshot: Snapshot, path: str) -> Text | None:
    try:
        return snapshot.text(path)
    except Unreadable:
        return None
