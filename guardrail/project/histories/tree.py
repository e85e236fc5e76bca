"""The files of a project by folder, as the tools look for their migrations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from msgspec import Struct

from guardrail.project.histories.model import FactsOf, TextOf
from guardrail.settings import Settings

_ASIDE = frozenset(
    {
        "node_modules",
        "vendor",
        "third_party",
        "site-packages",
        ".git",
        ".venv",
        "venv",
        "dist",
        "target",
        "testdata",
        "fixtures",
        "fixture",
        "examples",
        "example",
        "samples",
        "templates",
    }
)
"""Folders of other people's files, and of files that nobody runs."""


class Tree(Struct, frozen=True):
    """The files that no tool has claimed yet: names by folder, and how to read them."""

    folders: dict[str, frozenset[str]]
    facts_of: FactsOf
    text_of: TextOf

    def without(self, claimed: Iterable[str]) -> Tree:
        """The tree without the files that a tool has claimed, and without the SQL beside them."""
        taken: dict[str, set[str]] = {}
        for path in claimed:
            folder, _, name = path.rpartition("/")
            taken.setdefault(folder, set()).add(name)
        left = {
            folder: frozenset(
                name
                for name in self.names(folder)
                if name not in names and not name.endswith(".sql")
            )
            for folder, names in taken.items()
        }
        return Tree({**self.folders, **left}, self.facts_of, self.text_of)

    def names(self, folder: str) -> frozenset[str]:
        """The names in a folder, empty where there is none."""
        return self.folders.get(folder, frozenset())

    def holds(self, path: str) -> bool:
        """Whether the file is there and nobody's yet."""
        folder, _, name = path.rpartition("/")
        return name in self.names(folder)

    def below(self, folder: str) -> Iterator[tuple[str, frozenset[str]]]:
        """The folder and those below it, by path."""
        start = f"{folder}/"
        for path, names in sorted(self.folders.items()):
            if path == folder or not folder or path.startswith(start):
                yield path, names


def planted(paths: Sequence[str], facts_of: FactsOf, text_of: TextOf, settings: Settings) -> Tree:
    """The tree of the paths, without what is vendored, and without tests and examples.

    What the policy names as a migration is never left out. A text that several tools ask for is
    read once.
    """
    by_folder: dict[str, set[str]] = {}
    for path in paths:
        folder, _, name = path.rpartition("/")
        by_folder.setdefault(folder, set()).add(name)
    kept: dict[str, frozenset[str]] = {}
    for folder, names in by_folder.items():
        aside = not _ASIDE.isdisjoint(folder.split("/"))
        if aside or settings.is_test(f"{folder}/0001_some.sql"):
            names = {name for name in names if settings.is_migration(join(folder, name))}
        if names:
            kept[folder] = frozenset(names)
    return Tree(kept, facts_of, cache(text_of))


def join(folder: str, name: str) -> str:
    """The path of a name in a folder; the project's root is ""."""
    return f"{folder}/{name}" if folder else name
