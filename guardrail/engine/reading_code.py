"""Which code reads and judges texts: what is cached is only as good as the code that made it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from guardrail import __version__

READERS = (
    "frontends",
    "knowledge",
    "project",
    "schema",
    "engine",
    "effects",
    "model",
    "automaton.py",
    "cost.py",
    "definitions.py",
    "kept_files.py",
    "names.py",
    "nouns.py",
    "patterns.py",
    "screen.py",
    "screen_table.py",
    "screen_words.py",
    "settings.py",
    "shapes.py",
    "spanmap.py",
    "stream.py",
)
"""What decides facts, as parts of the package."""


@lru_cache(maxsize=1)
def reading_code() -> str:
    """A name for the version of the code that reads: changes with any of its files.

    Sizes and times of change stand for contents, so that asking costs a few milliseconds.
    """
    package = Path(__file__).parent.parent
    return _named(str(package / part) for part in READERS)


@lru_cache(maxsize=1)
def judging_code() -> str:
    """A name for the version of the code that judges: the whole package, and the rules."""
    import guardrail_rules

    return _named([str(Path(__file__).parent.parent), *guardrail_rules.__path__])


def _named(parts: Iterable[str]) -> str:
    seen = hashlib.sha256(__version__.encode())
    for part in parts:
        for path in sorted(_files(part)):
            status = os.stat(path)  # noqa: PTH116 (start-up)
            seen.update(f"{path}\0{status.st_size}\0{status.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:16]


def _files(path: str) -> list[str]:
    if path.endswith(".py"):
        return [path]
    found: list[str] = []
    for entry in os.scandir(path):
        if entry.is_dir():
            found += _files(entry.path)
        elif entry.name.endswith(".py"):
            found.append(entry.path)
    return found
