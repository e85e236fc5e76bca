"""A command line after the shell resolved what it could, and what a program makes of it.

The shell frontend makes a `Command`; a program's file turns it into `Outcome`s; the frontend turns
those into items of the stream. All offsets are code points of the shell text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import cached_property

from msgspec import Struct, field

from guardrail.effects import Effect
from guardrail.model import Source, Span
from guardrail.patterns import late
from guardrail.spanmap import BuiltText, cut
from guardrail.stream import Unanalysed

_USERINFO = late(r"(?<=://)[^@/\s]*(?=@)")


class FlowKind(StrEnum):
    """What is known of a text that flows between programs."""

    TEXT = "text"
    FILE = "file"
    REMOTE = "remote"
    DECODED = "decoded"
    UNKNOWN = "unknown"


class Flow(Struct, frozen=True):
    """What a program gets on its standard input, or what `$(…)` and `<(…)` stand for.

    `text` is there for TEXT, `path` for FILE. `origin` says where it comes from ("curl", "find").
    `parts` are flows one after the other, where this is UNKNOWN as a whole.
    """

    kind: FlowKind
    text: BuiltText | None = None
    path: str = ""
    origin: str = ""
    parts: tuple[Flow, ...] = ()


class Word(Struct, frozen=True):
    """One word of a command line.

    `built` is its text with its map to the shell text, a hole where something is only known at
    run time. `start` and `end` delimit the word as written. `globbed`: an unquoted `*`, `?` or
    `[` stands in it. `guarded`: its holes can't be empty (`${X:?}`). `flow` is what it stands for
    where it is one substitution as a whole.
    """

    built: BuiltText
    start: int
    end: int
    globbed: bool = False
    guarded: bool = False
    flow: Flow | None = None

    @property
    def text(self) -> str:
        """The text, holes as placeholder words."""
        return self.built.text

    @property
    def known(self) -> bool:
        """Whether nothing in it has to wait for run time."""
        return not self.built.holes

    def cut(self, start: int, end: int | None = None) -> Word:
        """The word made of a part of this one's text."""
        stop = len(self.text) if end is None else end
        built = cut(self.built, start, stop)
        return Word(built, self.start, self.end, self.globbed, self.guarded)


class Target(Struct, frozen=True):
    """Where a program's work lands, as its arguments and variables say.

    `words` are names that may tell an environment: profiles, contexts, variables, settings modules.
    """

    host: str = ""
    database: str = ""
    url: str = ""
    words: tuple[str, ...] = ()


class Command(Struct, frozen=True, dict=True):
    """One simple command: a program and its arguments.

    `variables` are those the program inherits, as far as they are known. `directory` is where it
    runs, relative to the project's root ("" is the root, `None` is unknown).
    """

    source: Source
    name: str
    args: tuple[Word, ...]
    start: int
    end: int
    stdin: Flow | None = None
    variables: Mapping[str, str] = field(default_factory=dict)
    directory: str | None = ""

    def span(self) -> Span:
        """The place of the whole command in the outermost text."""
        return self._span

    @cached_property
    def _span(self) -> Span:
        return self.source.span(self.start, self.end)

    def span_of(self, word: Word) -> Span:
        """The place of one word, quotes included, in the outermost text."""
        return self.source.span(word.start, word.end)

    def span_within(self, word: Word, start: int, end: int) -> Span:
        """The place of a part of a word's text in the outermost text."""
        found, _ = word.built.map.ranges(start, end)
        if not found:
            return self.span_of(word)
        return self.source.span(found[0][0], found[-1][1])

    @cached_property
    def evidence(self) -> str:
        """A digest of the command as the program gets it, passwords in URLs taken out."""
        return digest(" ".join((self.name, *(word.text for word in self.args))))


def digest(statement: str) -> str:
    """The evidence of a normalised statement: no userinfo of URLs in it."""
    plain = _USERINFO.sub("", statement)
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class At(Struct, frozen=True):
    """An effect on what `target` names."""

    effect: Effect
    target: Target


class Runs(Struct, frozen=True):
    """Another command is run: `words` are its name and arguments.

    `variables` are added to what it inherits, `directory` replaces where it runs where it is given.
    """

    words: tuple[Word, ...]
    variables: Mapping[str, str] = field(default_factory=dict)
    directory: str | None = None
    stdin: Flow | None = None


class Inline(Struct, frozen=True):
    """A text in another language that runs here."""

    language: str
    built: BuiltText
    label: str
    dialect: str = ""
    target: Target | None = None


class Opens(Struct, frozen=True):
    """A file that runs here, its path as written."""

    path: str
    language: str
    label: str
    word: Word | None = None
    dialect: str = ""
    target: Target | None = None


Outcome = Effect | At | Runs | Inline | Opens | Unanalysed

Reader = Callable[[Command], Iterator[Outcome]]


class Program(Struct, frozen=True):
    """A program: its names, and the function that says what a command line of it does."""

    names: tuple[str, ...]
    read: Reader
