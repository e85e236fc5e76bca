"""The paths around what is judged, which the questions of rules are answered from.

Of a repository they are all of its files. A folder that is none may hold anything, a home with all
that was ever downloaded: there the nearest so many count, and that others don't is told.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from guardrail.snapshot.work_tree import WorkTree

MOST = 10_000
"""How many files of a folder that is no repository are listed."""


class Nearby:
    """The paths around some paths of a work tree, listed when first asked for."""

    def __init__(self, tree: WorkTree, beside: Sequence[str], most: int = MOST) -> None:
        """`beside` are the paths that are judged."""
        self._tree = tree
        self._beside = beside
        self._most = most

    def __call__(self) -> Sequence[str]:
        """All of a repository's paths, elsewhere the nearest; sorted."""
        return self._listed[0]

    @property
    def note(self) -> str:
        """What people must know of it, "" where nothing was left out."""
        if self._listed[1]:
            return ""
        return (
            f"this folder is no repository and holds more than {self._most:,} files: what uses or"
            " makes the tables was looked for in the nearest of them alone"
        )

    @cached_property
    def _listed(self) -> tuple[Sequence[str], bool]:
        return self._tree.nearest(self._beside, self._most)
