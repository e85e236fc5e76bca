"""What is known of variables, functions and the working directory at a point of a script."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from guardrail.frontends.shell.syntax import Node
from guardrail.knowledge.programs.command import Word
from guardrail.spanmap import BuiltText

MOST_ALTERNATIVES = 8
MOST_EXPORTED = 1_000
"""How many variables are handed on; a system hands on no more than some megabytes of them."""
LONGEST_PATH = 4_096
"""In characters: what Linux takes for a path (PATH_MAX in limits.h). A longer one leads nowhere."""


class Value(Struct, frozen=True):
    """What a variable may hold: `texts` are its possible values, none of them where unknown.

    `items` are the words of an array. `word` is the one word it was assigned, where it was.
    """

    texts: tuple[BuiltText, ...] = ()
    items: tuple[Word, ...] | None = None
    word: Word | None = None


UNKNOWN = Value()


class Scope(Struct):
    """One level of variables, over those of the `parent`.

    `inherited` are the variables of the surroundings, as plain text. `directory` is where commands
    run, relative to the project's root, `None` where that isn't known. `made` are the folders that
    weren't there before the script made them.
    """

    parent: Scope | None = None
    inherited: Mapping[str, str] = field(default_factory=dict)
    directory: str | None = ""
    variables: dict[str, Value] = field(default_factory=dict)
    exported: dict[str, str] = field(default_factory=dict)
    functions: dict[str, Node] = field(default_factory=dict)
    arguments: tuple[Word, ...] | None = None
    written: dict[str, BuiltText] = field(default_factory=dict)
    made: set[str] = field(default_factory=set)

    def get(self, name: str) -> Value | None:
        """The variable's value, `None` where this script never set it."""
        scope: Scope | None = self
        while scope is not None:
            if name in scope.variables:
                return scope.variables[name]
            scope = scope.parent
        return None

    def set(self, name: str, value: Value) -> None:
        """Give the variable a value."""
        self.variables[name] = value
        if name in self.exported or name in self.inherited:
            self.export(name)

    def export(self, name: str) -> None:
        """Hand the variable on to programs."""
        value = self.get(name)
        if len(self.exported) >= MOST_EXPORTED and name not in self.exported:
            return
        if value is not None and len(value.texts) == 1 and not value.texts[0].holes:
            self.exported[name] = value.texts[0].text
        elif value is not None:
            self.exported.pop(name, None)

    def child(self) -> Scope:
        """A level over this one, for what may or may not run, or runs in a subshell."""
        return Scope(
            parent=self,
            inherited=self.inherited,
            directory=self.directory,
            exported=dict(self.exported),
            functions=self.functions,
            arguments=self.arguments,
            written=self.written,
            made=set(self.made),
        )

    def merge(self, branches: Iterable[Scope]) -> None:
        """Join what branches that may have run left behind."""
        for branch in branches:
            for name, value in branch.variables.items():
                self.set(name, _either(self.get(name), value))
            if branch.directory != self.directory:
                self.directory = None

    def environment(self) -> dict[str, str]:
        """The variables that a program started here inherits."""
        return {**self.inherited, **self.exported}

    def go(self, path: str | None) -> None:
        """Change the working directory; `None` where it can't be told."""
        self.directory = None if path is None else join(self.directory, path)


def join(directory: str | None, path: str) -> str | None:
    """A path seen from a directory; `None` where the directory isn't known and counts."""
    if path.startswith(("/", "~")):
        return posixpath.normpath(path)
    if directory is None:
        return None
    if len(directory) + len(path) > LONGEST_PATH:
        return None
    joined = posixpath.normpath(posixpath.join(directory, path))
    return "" if joined == "." else joined


def _either(one: Value | None, other: Value) -> Value:
    if one is None or one == other:
        return other
    if not one.texts or not other.texts:
        return UNKNOWN
    known = {text.text: text for text in (*one.texts, *other.texts)}
    return Value(tuple(known.values())) if len(known) <= MOST_ALTERNATIVES else UNKNOWN
