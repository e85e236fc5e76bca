"""What a migration history is: files in the order in which their tool runs them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct

from guardrail.stream import Item

FactsOf = Callable[[str], Sequence[Item] | None]
"""What is read in a file, `None` where it can't be. Asked of Django's and Alembic's files alone."""

TextOf = Callable[[str], str | None]
"""A file's text, `None` where it can't be read. Asked of plans, journals and a few samples."""


class MigrationStep(Struct, frozen=True):
    """A file that is run on the way up, and what its tool calls it.

    `symbol` selects the Unit inside a file that holds several; "" means all of them on the way up.
    """

    path: str
    revision: str
    symbol: str = ""


class History(Struct, frozen=True):
    """The steps of one database in execution order.

    `root` is the folder they stand in. `trouble` says what of the order is guessed, and from which
    step on, for people; empty where the order is the tool's own. `stand_ins` has the path of each
    file that another step runs in place of, with that step's path.
    """

    tool: str
    root: str
    steps: tuple[MigrationStep, ...]
    trouble: tuple[str, ...] = ()
    stand_ins: tuple[tuple[str, str], ...] = ()
