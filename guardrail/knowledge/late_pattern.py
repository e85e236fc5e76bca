"""Regular expressions compiled when they are first used.

Most runs need a few of them; compiling all takes longer than reading a small file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator


class LatePattern:
    """A pattern with the methods of `re.Pattern` that are needed here."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        """`pattern` and `flags` as for `re.compile`; a wrong one is noticed at its first use."""
        self.pattern = pattern
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def _ready(self) -> re.Pattern[str]:
        if self._compiled is None:
            self._compiled = re.compile(self.pattern, self._flags)
        return self._compiled

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """See `re.Pattern.match`."""
        return self._ready().match(text, start)

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """See `re.Pattern.search`."""
        return self._ready().search(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """See `re.Pattern.fullmatch`."""
        return self._ready().fullmatch(text)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """See `re.Pattern.finditer`."""
        return self._ready().finditer(text)

    def findall(self, text: str) -> list[str]:
        """The matches of a pattern without groups, in order."""
        return [found[0] for found in self._ready().finditer(text)]
