"""Atlas: a folder with `atlas.sum`, whose SQL files run in the order of their names.

A new database begins with the last checkpoint, which stands for everything before it.
Sources: https://atlasgo.io/concepts/migration-directory-integrity,
https://atlasgo.io/versioned/checkpoint
"""

from __future__ import annotations

import re

from msgspec.structs import replace

from guardrail.patterns import late
from guardrail.project.histories.model import History
from guardrail.project.histories.naming import Naming, by_name, histories_of
from guardrail.project.histories.tree import Tree

_NAMING = Naming("atlas", re.compile(r"\d+.*(?<!\.down)\.sql\Z"), by_name)
_CHECKPOINT = late(r"^--\s*atlas:checkpoint", re.MULTILINE)


def histories(tree: Tree) -> list[History]:
    """One history for each folder with a sum file."""
    folders = {path: names for path, names in tree.folders.items() if "atlas.sum" in names}
    found = histories_of(_NAMING, replace(tree, folders=folders))
    return [_from_checkpoint(history, tree) for history in found]


def _from_checkpoint(history: History, tree: Tree) -> History:
    for index in range(len(history.steps) - 1, 0, -1):
        path = history.steps[index].path
        if "checkpoint" in path and _CHECKPOINT.search(tree.text_of(path) or ""):
            return replace(history, steps=history.steps[index:])
    return history
