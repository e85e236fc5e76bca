"""Which facts of PostgreSQL were measured, and on which major versions.

`tests/databases/test_postgres_locks.py` runs a statement of every form that isn't named here as
unproved, on each of the versions, and compares what it sees with the facts.
"""

from __future__ import annotations

OLDEST, LATEST = 10, 18
"""The first and the last major version on which every fact was measured."""

UNPROVED = frozenset({"other ALTER TABLE", "other ALTER COLUMN"})
"""Forms that stand for whatever has none of its own."""


def is_proved(form: str, version: int) -> bool:
    """Whether a form was measured on that major version."""
    return OLDEST <= version <= LATEST and form not in UNPROVED
