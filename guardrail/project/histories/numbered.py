"""Folders of SQL files that are named by a number or a time, in the order of these numbers."""

from __future__ import annotations

import re

from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join

_FOLDERS = frozenset("migrations migration migrate db-migrations drizzle versions".split())
_NAME = re.compile(r"[vV]?(?P<number>\d+)(?:[_.\-\s][^/]*)?\.sql\Z")


def histories(tree: Tree) -> list[History]:
    """One history for each folder."""
    found = []
    for folder, names in tree.folders.items():
        if _FOLDERS.isdisjoint(folder.lower().split("/")):
            continue
        numbered = sorted(
            (int(one["number"]), name) for name in names if (one := _NAME.match(name)) is not None
        )
        if numbered:
            steps = tuple(MigrationStep(join(folder, name), name[:-4]) for _, name in numbered)
            found.append(History("sql", folder, steps))
    return found
