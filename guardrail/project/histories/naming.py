"""Tools that know a migration by its file name, all in one folder: a table instead of code."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

from msgspec import Struct

from guardrail.patterns import late
from guardrail.project.histories.model import History, MigrationStep
from guardrail.project.histories.tree import Tree, join

Order = Callable[[str], Any]

_DIGITS = late(r"\d+")
_NUMBER = late(r"\D*(\d+)")
_UNREAD = late(r"\d+[_.-].*\.(?:go|js|ts|mjs|cjs|mts|cts|rb|exs|php|java|kt|sh)\Z")


class Naming(Struct, frozen=True):
    """How a tool's migrations are told from other files.

    `name` matches a migration's file name, or says no for its way back. `near` is a file that
    stands in the folder or one above it, `mark` stands in the text of the first migration, `under`
    is the end of the folder's path.
    """

    tool: str
    name: re.Pattern[str]
    order: Order
    near: str = ""
    mark: re.Pattern[str] | None = None
    under: str = ""
    trouble: str = ""


def by_number(name: str) -> tuple[int, str]:
    """The order of the first number in a name, as a number; equal ones by name."""
    found = _NUMBER.match(name)
    return int(found[1]) if found else 0, name


def by_name(name: str) -> str:
    """The order of names as texts."""
    return name


def naturally(text: str) -> tuple[tuple[int, int, str], ...]:
    """The order in which a person would put names: numbers inside them count as numbers."""
    parts: list[tuple[int, int, str]] = []
    at = 0
    for found in _DIGITS.finditer(text):
        parts += [(1, 0, text[at : found.start()]), (0, int(found[0]), "")]
        at = found.end()
    return (*parts, (1, 0, text[at:]))


def histories_of(naming: Naming, tree: Tree) -> list[History]:
    """One history for each folder that holds migrations of this naming."""
    found = []
    for folder in tree.folders:
        names = _named(naming, tree, folder)
        if names and _marked(naming, tree, folder, names[0]):
            steps = tuple(MigrationStep(join(folder, name), stem(name)) for name in names)
            trouble = ((naming.trouble,) if naming.trouble else ()) + troubles(tree, folder, names)
            found.append(History(naming.tool, folder, steps, trouble))
    return found


def stem(name: str) -> str:
    """A migration's name without what says that it is SQL and the way up."""
    return name.removesuffix(".sql").removesuffix(".up")


def troubles(tree: Tree, folder: str, names: Sequence[str]) -> tuple[str, ...]:
    """What keeps the order of names in a folder from being certain."""
    found: list[str] = []
    for one, other in pairwise(names):
        number = _NUMBER.match(one)
        same = _NUMBER.match(other)
        if number and same and int(number[1]) == int(same[1]):
            found.append(f"from {join(folder, other)} on: the number {same[1]} is there twice")
            break
    return (*found, *unread(tree, folder))


def unread(tree: Tree, folder: str) -> tuple[str, ...]:
    """Where the migrations of a folder begin that are written in another language."""
    names = sorted((name for name in tree.names(folder) if _UNREAD.match(name)), key=by_number)
    kinds = [name.rpartition(".")[2] for name in names[:1]]
    return tuple(
        f"from {join(folder, names[0])} on: migrations in .{kind} aren't read" for kind in kinds
    )


def _named(naming: Naming, tree: Tree, folder: str) -> list[str]:
    if naming.under and not f"/{folder}".endswith(f"/{naming.under}"):
        return []
    names = [name for name in tree.names(folder) if naming.name.match(name)]
    if names and naming.near and not _beside(naming.near, tree, folder):
        return []
    return sorted(names, key=naming.order)


def _beside(name: str, tree: Tree, folder: str) -> bool:
    parts = folder.split("/") if folder else []
    above = ("/".join(parts[:length]) for length in range(len(parts), -1, -1))
    return any(tree.holds(join(one, name)) for one in above)


def _marked(naming: Naming, tree: Tree, folder: str, first: str) -> bool:
    if naming.mark is None:
        return True
    text = tree.text_of(join(folder, first))
    return text is not None and naming.mark.search(text) is not None
