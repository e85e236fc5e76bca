"""The files of a commit."""

from __future__ import annotations

from guardrail.git import Entry, Repository, resolve, tree_entries
from guardrail.snapshot.git_tree import GitTree


class Commit(GitTree):
    """A commit of a repository."""

    def __init__(self, repo: Repository, rev: str) -> None:
        """The commit that `rev` names. Raises `GitError` where there is none."""
        super().__init__(repo)
        self.id: str = resolve(repo, rev)

    @property
    def name(self) -> str:
        """The commit, by the start of its id."""
        return f"commit {self.id[:7]}"

    def _list(self) -> list[Entry]:
        return tree_entries(self._repo, self.id)
