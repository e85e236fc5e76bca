"""A place in a text that uses a table or a column, and how sure that is."""

from __future__ import annotations

import re
from bisect import bisect_right

from msgspec import Struct

from guardrail.project.uses.files import File
from guardrail.project.uses.names import Names, bare, last_word, normal

_LONG_PART = 4

MOST = 400
"""How many places of one kind are looked at in one text."""


class Hit(Struct, frozen=True):
    """A range of the text. `weight` is from 0 to 100: how sure it is that this is a use."""

    start: int
    end: int
    weight: int
    message: str


class Mentions:
    """Where a file names the table, or a class that is its model."""

    def __init__(self, file: File, names: Names) -> None:
        """A model that the table's name only may mean counts where its other word is there."""
        self.models = set(names.models)
        folders = {normal(one) for one in re.split(r"[/.-]", file.path) if len(one) >= _LONG_PART}
        for model, prefix in names.others.items():
            own = normal(prefix)
            said = prefix in file.words or own in file.classes
            if said or any(own.startswith(part) or own.endswith(part) for part in folders):
                self.models.add(model)
        classes = {word for key in self.models for word in file.classes.get(key, ())}
        self.names = frozenset(classes)
        self.classes = _places(file.code, classes)
        self.tables = _places(file.code, {names.table} & file.words)

    def __bool__(self) -> bool:
        return bool(self.classes or self.tables)

    def near(self, place: int, before: int, after: int = 0) -> bool:
        """Whether the table or a model is named within so many code points of a place."""
        for starts in (self.classes, self.tables):
            reached = bisect_right(starts, place + after)
            if reached and starts[reached - 1] >= place - before:
                return True
        return False

    def means(self, receiver: str) -> bool:
        """Whether a variable's name says that it holds a row of the table: `user`, `old_user`."""
        return bare(normal(receiver)) in self.models or last_word(receiver) in self.models


def _places(text: str, words: set[str]) -> list[int]:
    if not words:
        return []
    pattern = re.compile("|".join(sorted(words, key=len, reverse=True)))
    return [found.start() for found in pattern.finditer(text) if alone(text, *found.span())]


def alone(text: str, start: int, end: int) -> bool:
    """Whether a range is a word of its own."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return not (before.isalnum() or before == "_" or after.isalnum() or after == "_")
