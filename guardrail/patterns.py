"""Regular expressions compiled when they are first used.

A run uses a few of the thousand that there are, and compiling them all takes longer than reading a
small file.
"""

from __future__ import annotations

import re
from typing import Any

_ASKED = (
    *("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"),
    *("pattern", "flags", "groups", "groupindex"),
)
_waiting: list[_Late] = []


class _Late:
    """Stands for a pattern; once compiled it has the pattern's own methods, and costs nothing."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._said = (pattern, flags)
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:
        # Asked for what isn't there yet alone.
        compiled = re.compile(*self._said)
        for one in _ASKED:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern as `re.compile` makes it; a wrong one raises at its first use."""
    found: Any = _Late(pattern, flags)
    return found  # type: ignore[no-any-return]


def compile_all() -> None:
    """Compile all that were imported: for who forks many processes, each of which would do it."""
    while _waiting:
        _ = _waiting.pop().pattern
