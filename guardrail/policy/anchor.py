"""Path patterns of a nested policy, said from the project's root."""

from __future__ import annotations

from collections.abc import Iterable

_SPECIAL = frozenset("*?")


def can_anchor(folder: str) -> bool:
    """Whether patterns can be anchored in the folder: its own name must not read as a pattern."""
    return not _SPECIAL & set(folder)


def anchor(folder: str, pattern: str) -> str:
    """The pattern, written relative to `folder`, as one relative to the root ("" is the root).

    A pattern without a slash still means a name in any folder, now any folder below this one.
    """
    if not folder:
        return pattern
    if "/" not in pattern:
        return f"{folder}/**/{pattern}"
    return f"{folder}/{pattern.lstrip('/')}"


def anchored(folder: str, patterns: Iterable[str]) -> tuple[str, ...]:
    """All of them (see `anchor`)."""
    return tuple(anchor(folder, pattern) for pattern in patterns)
