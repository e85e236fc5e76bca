"""Drizzle: the entries of `meta/_journal.json` in order, each the file of its tag.

Source: https://orm.drizzle.team/docs/drizzle-kit-generate
"""

from __future__ import annotations

import json
from typing import Any

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.naming import by_number, stem
from guardrail.project.histories.tree import Tree, join

_NUMBERED = late(r"\d+_.*\.sql\Z")


def histories(tree: Tree) -> list[History]:
    """One history for each journal."""
    found = []
    for folder, names in tree.folders.items():
        root, _, last = folder.rpartition("/")
        if last == "meta" and "_journal.json" in names:
            found.append(_history(tree, root))
    return [history for history in found if history.steps]


def _history(tree: Tree, root: str) -> History:
    path = join(root, "meta/_journal.json")
    tags = _tags(tree.text_of(path))
    if tags is None:
        names = sorted(filter(_NUMBERED.match, tree.names(root)), key=by_number)
        steps = tuple(MigrationStep(join(root, name), stem(name)) for name in names)
        first = steps[0].path if steps else root
        return History("drizzle", root, steps, (f"from {first} on: {path} can't be read",))
    steps = tuple(
        MigrationStep(join(root, f"{tag}.sql"), tag)
        for tag in tags
        if tree.holds(join(root, f"{tag}.sql"))
    )
    lost = next((tag for tag in tags if not tree.holds(join(root, f"{tag}.sql"))), "")
    trouble = (f"from {join(root, lost)}.sql on: the journal names it and it isn't there",)
    return History("drizzle", root, steps, trouble if lost else ())


def _tags(text: str | None) -> list[str] | None:
    """The tags of a journal in order, `None` where it is none."""
    try:
        journal: Any = json.loads(text or "")
        entries = sorted(journal["entries"], key=lambda entry: int(entry["idx"]))
        return [str(entry["tag"]) for entry in entries]
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
