"""Texts that keep a file wherever they stand: what can hide a name from a search for names, and
migrations, of which every operation that isn't known is told."""

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
)
