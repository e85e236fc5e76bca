"""Flyway: `V2.1__text.sql`, `B5__text.sql`, `R__text.sql`; `U…` is the way back.

Versions compare number by number, the parts divided by dots or underscores. A new database begins
with the highest baseline (`B`), which stands for all versions up to its own; repeatable migrations
run last, by their description. A location is searched with all folders below it.
Source: https://documentation.red-gate.com/fd/migrations-184127470.html
"""

from __future__ import annotations

import re
from itertools import pairwise

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join

_NAME = late(r"(?:(?P<kind>[VB])(?P<version>\d[\d._]*?)__|(?P<repeat>R)__)(?P<text>.*)\.sql\Z")

Version = tuple[int, ...]


def version_of(written: str) -> Version:
    """A version as numbers: "2.01" is "2_1", and zeroes at its end count for nothing."""
    numbers = [int(part) for part in re.split(r"[._]", written) if part]
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def histories(tree: Tree) -> list[History]:
    """One history for each location."""
    return [_history(tree, root, folders) for root, folders in _locations(tree).items()]


def _locations(tree: Tree) -> dict[str, list[str]]:
    """The folders of each location: those below one that holds migrations belong to it.

    Unless both have a version in common, which Flyway refuses: then they are for two databases.
    """
    found: dict[str, list[str]] = {}
    versions: dict[str, set[Version]] = {}
    for folder, names in sorted(tree.folders.items()):
        own = {version_of(one["version"]) for one in map(_NAME.match, names) if one and one["kind"]}
        if not own and not any(_NAME.match(name) for name in names):
            continue
        root = folder
        for above in _above(folder):
            if above in found and not versions[above] & own:
                root = above
                break
        found.setdefault(root, []).append(folder)
        versions.setdefault(root, set()).update(own)
    return {root: folders for root, folders in found.items() if versions[root]}


def _above(folder: str) -> list[str]:
    parts = folder.split("/")
    return ["/".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def _history(tree: Tree, root: str, folders: list[str]) -> History:
    ordered: list[tuple[Version, str, str]] = []
    baselines: list[tuple[Version, str, str]] = []
    repeated: list[tuple[str, str]] = []
    for folder in folders:
        for name in tree.names(folder):
            found = _NAME.match(name)
            if found is None:
                continue
            path = join(folder, name)
            if found["repeat"]:
                repeated.append((found["text"], path))
                continue
            step = (version_of(found["version"]), found["version"], path)
            (baselines if found["kind"] == "B" else ordered).append(step)
    if baselines:
        start = max(baselines)
        ordered = [start, *(step for step in ordered if step[0] > start[0])]
    steps = [MigrationStep(path, written) for _, written, path in sorted(ordered)]
    steps += [MigrationStep(path, text) for text, path in sorted(repeated)]
    return History("flyway", root, tuple(steps), _doubled(sorted(ordered)))


def _doubled(ordered: list[tuple[Version, str, str]]) -> tuple[str, ...]:
    for (one, _, path), (other, written, _) in pairwise(ordered):
        if one == other:
            return (f"from {path} on the order is guessed: version {written} is there twice",)
    return ()
