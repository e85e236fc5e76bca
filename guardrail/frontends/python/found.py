"""What was found in a module, before it is put in the order in which it runs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct, field
from tree_sitter import Node

from guardrail.stream import Item


class Spliced(Struct, frozen=True):
    """A function of the module that runs here: its name, or the range of a lambda."""

    name: str = ""
    start: int = 0
    end: int = 0


Piece = Item | Spliced


class InMigration(Struct, frozen=True):
    """What is told only where a migration runs it: in ordinary code it would be noise."""

    item: Item


Said = Item | InMigration


def told(said: Iterable[Said], migrating: bool) -> Iterator[Item]:
    """What is told of a place that a migration runs, or of one in ordinary code."""
    for one in said:
        if not isinstance(one, InMigration):
            yield one
        elif migrating:
            yield one.item


class Found(Struct, frozen=True):
    """What one call does. `start` and `end` are its place; inside it nothing is read again."""

    start: int
    end: int
    items: list[Said]


class Migration(Struct):
    """A migration's two directions, as its file writes them.

    `node` is the class or function; what stands in `start` to `end` is read here and nowhere else,
    nor are the calls that begin at the places `taken`. `revision`, `after`, `before` and `replaces`
    are the graph's, as in `stream.Enter`.
    """

    node: Node
    name: str
    framework: str
    start: int
    end: int
    atomic: bool | None = None
    initial: bool = False
    revision: str = ""
    after: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    taken: set[int] = field(default_factory=set)
    forward: list[Piece] = field(default_factory=list)
    backward: list[Piece] = field(default_factory=list)
