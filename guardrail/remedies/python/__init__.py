"""Remedies in migrations that are written in Python: Django and Alembic."""
