"""The index: what a commit made now would hold."""

from __future__ import annotations

from guardrail.git import Entry, index_entries
from guardrail.snapshot.git_tree import GitTree


class Index(GitTree):
    """What is staged in a repository."""

    name = "index"

    def _list(self) -> list[Entry]:
        return index_entries(self._repo)
