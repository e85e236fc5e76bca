"""Which migrations count as applied: those on the branch that others build on.

A hook compares with the last commit, but a migration that was only ever committed on one's own
branch has been applied by nobody else, and may be rewritten freely.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec.structs import replace

from guardrail.frontends.change.migrations import may_be_migration
from guardrail.git import Repository, base_commit
from guardrail.model import ChangeKind, FileEdit
from guardrail.settings import Settings
from guardrail.snapshot.commit import Commit


def applied_elsewhere(
    repo: Repository, edits: Sequence[FileEdit], settings_of: Callable[[str], Settings]
) -> list[FileEdit]:
    """The edits, where those of migrations that the base branch doesn't have are additions.

    Where no base branch is known, every committed migration counts as applied.
    """
    suspects = {
        edit.old_path
        for edit in edits
        if edit.kind is not ChangeKind.ADDED
        and may_be_migration(edit.old_path, settings_of(edit.old_path))
    }
    base = base_commit(repo) if suspects else None
    if base is None:
        return list(edits)
    shared = Commit(repo, base)
    own = {path for path in suspects if not shared.exists(path)}
    return [
        replace(edit, kind=ChangeKind.ADDED, old_path=edit.path, before=None)
        if edit.old_path in own
        else edit
        for edit in edits
        if edit.old_path not in own or edit.kind is not ChangeKind.DELETED
    ]
