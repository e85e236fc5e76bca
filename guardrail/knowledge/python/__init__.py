"""What calls of Python libraries do. One file a library, each a table `ROWS`.

Adding a library is adding a file here; nothing else names it.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from pkgutil import iter_modules

from guardrail.knowledge.python.rows import Row


@lru_cache(maxsize=1)
def all_rows() -> tuple[Row, ...]:
    """Every row of every library, in the order of the libraries' names."""
    found: list[Row] = []
    for module in sorted(iter_modules(__path__), key=lambda module: module.name):
        found += getattr(import_module(f"{__name__}.{module.name}"), "ROWS", ())
    return tuple(found)


@lru_cache(maxsize=1)
def rows_by_word() -> dict[str, tuple[Row, ...]]:
    """The rows by the last part of each of their names."""
    found: dict[str, list[Row]] = {}
    for row in all_rows():
        for word in {name.rsplit(".", 1)[-1] for name in row.names}:
            found.setdefault(word, []).append(row)
    return {word: tuple(known) for word, known in found.items()}
