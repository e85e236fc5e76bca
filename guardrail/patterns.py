"""Regular expressions compiled when they are first used.

A run uses a few of the thousand that there are, and compiling them all takes longer than reading a
small file.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr

_ASKED = (
    *("match", "search", "fullmatch", "finditer", "findall", "sub", "subn", "split"),
    *("flags", "groups", "groupindex"),
)
_waiting: list[_Late] = []


class _Late:
    """Stands for a pattern; once compiled it has the pattern's own methods, and costs nothing."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self.pattern = pattern
        self._flags = flags
        _waiting.append(self)

    def __getattr__(self, name: str) -> Any:
        # Asked for what isn't there yet alone.
        compiled = re.compile(self.pattern, self._flags)
        for one in _ASKED:
            setattr(self, one, getattr(compiled, one))
        return getattr(compiled, name)


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """A pattern as `re.compile` makes it; a wrong one raises at its first use."""
    found: Any = _Late(pattern, flags)
    return found  # type: ignore[no-any-return]


def compile_all() -> None:
    """Compile all that were imported: for who forks many processes, each of which would do it."""
    while _waiting:
        _ = _waiting.pop().flags
