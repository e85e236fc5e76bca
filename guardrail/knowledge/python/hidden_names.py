"""What can hide a name from a search for names: texts that keep a file wherever they stand."""

from __future__ import annotations

FRAGMENTS: tuple[str, ...] = (
    "getattr(",
    "exec(",
    "eval(",
    "__import__",
    "import_module",
    "methodcaller",
    "\\N{",
)
