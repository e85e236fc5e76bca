"""What a change costs those who use the database meanwhile: locks, and the work under them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Work(StrEnum):
    """What is done while the lock is held, in the order of how long it takes.

    `catalog`: nothing but entries of the catalog; `scan`: every row is read; `build`: an index is
    built; `rewrite`: every row is written anew.
    """

    UNKNOWN = ""
    CATALOG = "catalog"
    SCAN = "scan"
    BUILD = "build"
    REWRITE = "rewrite"


class Waits(StrEnum):
    """Who waits for a lock."""

    NOBODY = ""
    SCHEMA_CHANGES = "schema changes"
    WRITES = "writes"
    READS_AND_WRITES = "reads and writes"


RANK = {waits: number for number, waits in enumerate(Waits)}
"""How many are stopped, as numbers to compare."""


class TableLock(Struct, frozen=True):
    """A lock on a table. `mode` is the server's own word ("ACCESS EXCLUSIVE", "COPY")."""

    table: str
    mode: str
    waits: Waits


class Cost(Struct, frozen=True):
    """The locks of a change, strongest first, and the longest work done under them.

    `since` and `until` are the first and last major version of the server for which this holds, 0
    where it holds for all. `proved` says that it was seen on a real server, `reason` why the work
    has to be done ("varchar(50) is narrower than text"), for people.
    """

    locks: tuple[TableLock, ...] = ()
    work: Work = Work.UNKNOWN
    since: int = 0
    until: int = 0
    proved: bool = False
    reason: str = ""

    @property
    def known(self) -> bool:
        """Whether anything is known at all."""
        return bool(self.locks) or self.work is not Work.UNKNOWN

    @property
    def waits(self) -> Waits:
        """Who waits for the strongest lock."""
        return max((lock.waits for lock in self.locks), key=RANK.__getitem__, default=Waits.NOBODY)
