"""Databases that a test runner makes for its tests, and what is called on them.

Source: Django 5.2, "Testing tools" and "Writing and running tests", The test database: each
database of the settings is replaced by one of its own, which is emptied and in the end destroyed.
"""

from __future__ import annotations

from guardrail.knowledge.python import (
    dbapi,
    django_migrations,
    django_orm,
    django_postgres_operations,
)
from guardrail.knowledge.python.rows import RunsText

SIGNS: tuple[str, ...] = ("django.test", "rest_framework.test")
"""What a module names whose tests Django's runner runs."""

_OPERATIONS = (
    *django_orm.ROWS,
    *django_migrations.ROWS,
    *django_postgres_operations.ROWS,
    *(row for row in dbapi.ROWS if isinstance(row, RunsText)),
)


def words() -> frozenset[str]:
    """The last parts of the names of calls that, in such a test, mean the database made for it."""
    return frozenset(name.rsplit(".", 1)[-1] for row in _OPERATIONS for name in row.names)
