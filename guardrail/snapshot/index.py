"""The index: what a commit made now would hold."""

from __future__ import annotations

import os

from guardrail.git import Entry, index_entries
from guardrail.snapshot.git_tree import GitTree


class Index(GitTree):
    """What is staged in a repository."""

    name = "index"

    def overlooked(self) -> list[str]:
        """Files whose changes on disk git was told not to see, so that they are never staged.

        A file that a sparse checkout left out of the work tree is not among them.
        """
        return [
            entry.path
            for entry in self._entries.values()
            if entry.assumed or (entry.skipped and os.path.lexists(self.root / entry.path))
        ]

    def _list(self) -> list[Entry]:
        return index_entries(self._repo)
