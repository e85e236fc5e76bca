"""What an expression may amount to: an expression of the module, seen from a call of a function."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from msgspec import Struct
from tree_sitter import Node


class Frame(Struct, frozen=True, eq=False):
    """One call of a function of the module: what it gives, and what the method is called on.

    `around` is the call in which the function was defined or called, for what its body sees of it.
    """

    function: int
    given: Mapping[str, Sequence[Value] | Later]
    itself: Sequence[Value] = ()
    around: Frame | None = None

    def of(self, function: int) -> Frame | None:
        """The frame of a function, this one or one around it."""
        frame: Frame | None = self
        while frame is not None and frame.function != function:
            frame = frame.around
        return frame

    @property
    def depth(self) -> int:
        """How many calls lie in each other."""
        return 1 + (self.around.depth if self.around is not None else 0)


class Known(Struct, frozen=True, eq=False):
    """An expression, a function or a class of the module, in the call that it is evaluated in."""

    node: Node
    frame: Frame | None = None


class Parts(Struct, frozen=True, eq=False):
    """A tuple that nobody writes out: a pair of a dictionary's items, what `*args` collects."""

    parts: tuple[Sequence[Value], ...]


class Entries(Struct, frozen=True, eq=False):
    """A dictionary that nobody writes out as a whole; `more` where it may hold other keys."""

    entries: Mapping[str, Sequence[Value]]
    more: bool = False


class Later(Struct, frozen=True, eq=False):
    """An argument, evaluated when it is asked for."""

    node: Node
    frame: Frame | None = None


Value: TypeAlias = "Known | Parts | Entries | None"
"""One of the values that an expression may have, `None` where that isn't known."""
UNKNOWN: Sequence[Value] = (None,)
