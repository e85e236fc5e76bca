"""What changed in a repository since it left the branch that others build on."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from guardrail.engine.changed import Stretches, stretches
from guardrail.git import Change, Repository, base_commit, head, work_tree_changes
from guardrail.model import ChangeKind, FileEdit
from guardrail.snapshot import Snapshot, Unreadable
from guardrail.snapshot.commit import Commit
from guardrail.snapshot.edits import compared
from guardrail.snapshot.nothing import Nothing
from guardrail.snapshot.work_tree import WorkTree

_AT_ONCE = 200


class Changes:
    """The changed files of one repository, kept up to date file by file.

    The base is where HEAD left the default branch, so what an agent commits stays a change; where
    there is no such branch it is HEAD.
    """

    def __init__(self, repo: Repository) -> None:
        """Nothing is looked at before it is asked for."""
        self._repo = repo
        self._id: str | None = None
        self._found: dict[str, Change] | None = None
        self._base: Snapshot | None = None

    @property
    def base(self) -> Snapshot:
        """The state that the work tree is compared with. Raises `GitError`."""
        if self._base is None:
            self._id = base_commit(self._repo) or head(self._repo)
            self._base = Commit(self._repo, self._id) if self._id else Nothing()
        return self._base

    def look_anew(self, *, all_files: bool) -> None:
        """Look where the base is now. If it moved, or `all_files` says so, compare all again."""
        now = base_commit(self._repo) or head(self._repo)
        moved = now != self._id
        if moved:
            self._base = None
        if moved or all_files:
            self._found = None

    def found(self) -> dict[str, Change]:
        """The changes by path; compares the whole work tree the first time."""
        if self._found is None:
            base = self.base
            assert base is not None
            changes = work_tree_changes(self._repo, self._id)
            self._found = {c.path: c for c in changes if not c.is_submodule}
        return self._found

    def look(self, paths: Iterable[str]) -> None:
        """Compare some files again. What git ignores and the base doesn't have is no change."""
        found = self.found()
        tree = WorkTree(self._repo.root)
        wanted = list(dict.fromkeys(paths))
        known = set(self._known(wanted))
        for path in wanted:
            found.pop(path, None)
        for change in compared(self.base, tree, wanted):
            if change.path in known or change.kind is not ChangeKind.ADDED:
                found[change.path] = change
        self._join(tree)

    def _known(self, paths: Sequence[str]) -> Iterator[str]:
        """Those of the paths that are tracked, or could be."""
        for start in range(0, len(paths), _AT_ONCE):
            some = paths[start : start + _AT_ONCE]
            listed = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *some)
            yield from self._repo.git(*listed).decode("utf-8", "surrogateescape").split("\0")

    def _join(self, tree: Snapshot) -> None:
        """A deletion and an addition of the same text are a renaming."""
        found = self.found()
        gone = [c for c in found.values() if c.kind is ChangeKind.DELETED]
        if not gone:
            return
        texts = {_digest(self.base, c.path): c for c in gone}
        for change in [c for c in found.values() if c.kind is ChangeKind.ADDED]:
            old = texts.pop(_digest(tree, change.path), None)
            if old is not None and old.path in found:
                del found[old.path]
                found[change.path] = replace(
                    change, kind=ChangeKind.RENAMED, old_path=old.path, old_mode=old.old_mode
                )

    def edit(self, path: str, snapshot: Snapshot) -> FileEdit | None:
        """What happened to a file up to its text in a Snapshot, `None` where nothing did."""
        change = self.found().get(path)
        old_path = change.old_path if change else path
        before, after = _text(self.base, old_path), _text(snapshot, path)
        if before == after and change is None:
            return None
        kind = change.kind if change else ChangeKind.EDITED
        if before is None and not self.base.exists(old_path):
            kind = ChangeKind.ADDED
        elif kind is ChangeKind.ADDED:
            kind = ChangeKind.EDITED
        modes = (change.old_mode, change.new_mode) if change else (0, 0)
        return FileEdit(kind, path, old_path, before, after, *modes)


def lines_of(edits: Iterable[FileEdit]) -> dict[str, Stretches]:
    """The changed stretches of every file that is still there."""
    return {e.path: stretches(e.before, e.after) for e in edits if e.after is not None}


def _text(snapshot: Snapshot, path: str) -> str | None:
    try:
        return snapshot.text(path).text
    except Unreadable:
        return None


def _digest(snapshot: Snapshot, path: str) -> str:
    text = _text(snapshot, path)
    if not text:
        return path
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
