"""What migrations in Python yield, whichever tool they are of."""

from __future__ import annotations

from collections.abc import Iterable

TABLE = "SchemaChange verb={} kind=table table={} name={}"


def undialected(lines: Iterable[str]) -> list[str]:
    """The lines without the dialect that the migration around tells: others are about that."""
    return [line.replace(" dialect=postgres", "", 1) for line in lines]
