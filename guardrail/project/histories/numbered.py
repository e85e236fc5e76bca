"""Folders of SQL files that are named by a number or a time, in the order of these numbers.

For tools that are told by nothing else, and for scripts of a project's own (Knex and TypeORM with
SQL files among them). Equal numbers run in the order of their names. Folders below that are named
by a version belong to one history.
"""

from __future__ import annotations

import re

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.naming import by_number, naturally, stem, unread
from guardrail.project.histories.tree import Tree, join

_FOLDERS = frozenset(
    {"migrations", "migration", "migrate", "db-migrations", "db_migrations", "drizzle"}
)
_LIKELY = frozenset(
    {"sql", "schema", "schemas", "changes", "patches", "updates", "upgrades", "deltas", "delta"}
)
_NAME = late(r"[vV]?\d+(?!.*[._-](?:down|undo|rollback|revert|verify)\.sql)[^/]*\.sql\Z")
_NOT_A_STEP = late(
    r"(?:.*[._-])?(?:down|undo|rollback|revert|verify|seeds?|schema|structure|dump|test)\b.*\.sql\Z",
    re.IGNORECASE,
)
_VERSION = late(r"v?\d+(?:[._-]\d+)*\Z", re.IGNORECASE)
_DEFINES = late(r"\b(?:CREATE|ALTER)\s+(?:TABLE|EXTENSION|TYPE|SCHEMA)\b", re.IGNORECASE)


def histories(tree: Tree) -> list[History]:
    """One history for each folder, or for a folder of folders that are named by versions."""
    roots: dict[str, list[str]] = {}
    for folder, names in tree.folders.items():
        root = _root(folder)
        if any(map(_NAME.match, names)) or (root != folder and any(map(_is_another, names))):
            roots.setdefault(root, []).append(folder)
    found = []
    for root, folders in roots.items():
        if _sure(root) or _defines(tree, root, folders):
            found.append(_history(tree, root, sorted(folders, key=naturally)))
    return found


def _root(folder: str) -> str:
    above, _, name = folder.rpartition("/")
    while _VERSION.match(name) and above:
        folder = above
        above, _, name = folder.rpartition("/")
    return folder


def _sure(root: str) -> bool:
    return not _FOLDERS.isdisjoint(root.lower().split("/"))


def _defines(tree: Tree, root: str, folders: list[str]) -> bool:
    """Whether a folder that only may hold migrations begins with one."""
    if _LIKELY.isdisjoint(root.lower().split("/")[-2:]):
        return False
    folder = min(folders, key=naturally)
    numbered = sorted(filter(_NAME.match, tree.names(folder)), key=by_number)
    first = tree.text_of(join(folder, numbered[0])) if numbered else None
    return _DEFINES.search(first or "") is not None


def _history(tree: Tree, root: str, folders: list[str]) -> History:
    steps: list[MigrationStep] = []
    trouble: list[str] = []
    for folder in folders:
        others = sorted((name for name in tree.names(folder) if _is_another(name)), key=naturally)
        names = sorted(filter(_NAME.match, tree.names(folder)), key=by_number)
        if folder != root:
            # A version's folder is run as a whole, what has a number first.
            names, others = [*names, *others], []
        steps += [MigrationStep(join(folder, name), stem(name)) for name in names]
        trouble += unread(tree, folder)
        if others:
            trouble.append(
                f"from {steps[0].path} on: it isn't known when {join(folder, others[0])} runs"
            )
    return History("sql", root, tuple(steps), tuple(trouble))


def _is_another(name: str) -> bool:
    """Whether a file may be a step though it has no number."""
    return name.endswith(".sql") and not _NAME.match(name) and not _NOT_A_STEP.match(name)
