"""Tools that give each migration a folder of its own."""

from __future__ import annotations

from collections.abc import Callable

from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join


def in_folders(
    tree: Tree, tool: str, file: str, key: Callable[[str], str], beside: str = ""
) -> list[History]:
    """One history for each folder of folders that hold `file`, in the order of their names' keys.

    With `beside`, only those that hold this file too.
    """
    roots: dict[str, list[str]] = {}
    for folder, names in tree.folders.items():
        if file in names and (not beside or beside in names):
            root, _, name = folder.rpartition("/")
            if name[:1].isdigit():
                roots.setdefault(root, []).append(name)
    found = []
    for root, folders in roots.items():
        ordered = sorted(folders, key=lambda name: (key(name), name))
        steps = tuple(MigrationStep(join(join(root, name), file), name) for name in ordered)
        found.append(History(tool, root, steps))
    return found
