"""Places in texts, and the steps that lead there."""

from __future__ import annotations

from enum import IntEnum

from msgspec import Struct


class Span(Struct, frozen=True):
    """A place in an outermost text.

    `start` and `end` are code points of the text at `path`, `end` exclusive. `parts` holds the
    pieces where the place isn't contiguous (implicitly concatenated strings). `exact` is false
    where the span is only a hull around what is meant.
    """

    path: str
    start: int
    end: int
    parts: tuple[tuple[int, int], ...] = ()
    exact: bool = True

    def contains(self, other: Span) -> bool:
        """Whether the other span lies inside this one, in the same text."""
        return self.path == other.path and self.start <= other.start and other.end <= self.end


class Location(Struct, frozen=True):
    """A span as people read it: 1-based lines and columns, columns in code points."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Step(Struct, frozen=True):
    """One link of the chain that leads from the outermost text to an effect."""

    label: str
    span: Span


class Origin(IntEnum):
    """Who chooses a value that is only known at run time; the greater, the less is known of it.

    `PROGRAM` is a value that can't be more than a number, a date, a quoted text or a constant;
    `OUTSIDE` one that a caller, a request or a command line gives, `ASKED` one of which it is known
    that a request or a command line does, `SENT` one that a request over the network holds.
    """

    UNTOLD = 0
    PROGRAM = 1
    INSIDE = 2
    OUTSIDE = 3
    ASKED = 4
    SENT = 5


class Hole(Struct, frozen=True):
    """A place of a text that is only known at run time.

    `start` and `end` delimit the placeholder word that stands in the text for it (code points of
    that text). `values` are its possible values where they are known, `origin` says who chooses
    one, where the language around tells.
    """

    start: int
    end: int
    name: str = ""
    values: tuple[str, ...] = ()
    origin: Origin = Origin.UNTOLD
