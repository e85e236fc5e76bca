"""Texts that keep a file wherever they stand.

What can hide a name from a search for names, and migrations: every operation of theirs that isn't
known is told, and they belong to their history even where they do nothing (a revision that merges
two branches).
"""

from __future__ import annotations

FRAGMENTS: tuple[str, ...] = (
    "getattr(",
    "exec(",
    "eval(",
    "__import__",
    "import_module",
    "methodcaller",
    "\\N{",
    "Migration",
    "BaseDBAsyncClient",
    "down_revision",
    "def task_",
)
