"""Alembic: revisions, their operations and columns."""
