"""What is known of one form of statement on one server."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from guardrail.cost import Work


class Fact(Struct, frozen=True):
    """The lock of a form, the work done under it, and the versions for which that holds.

    `mode` is the lock on the table itself, "" for none; `other` the lock on the other table that
    takes part: the referenced one, the parent, the partition. `since` and `until` are major
    versions, 0 for no limit.
    """

    mode: str
    work: Work = Work.CATALOG
    other: str = ""
    since: int = 0
    until: int = 0

    def holds(self, version: int) -> bool:
        """Whether the fact is one of that version."""
        return self.since <= version and (not self.until or version <= self.until)


class Form(Struct, frozen=True):
    """Which form a change has: `name` is a key of the server's table of facts.

    `table` and `other` are the tables that are locked, `reason` why work has to be done.
    """

    name: str
    table: str = ""
    other: str = ""
    reason: str = ""


def fact_for(facts: Iterable[Fact], version: int) -> Fact | None:
    """The fact that holds for a version, `None` where none does."""
    return next((fact for fact in facts if fact.holds(version)), None)
