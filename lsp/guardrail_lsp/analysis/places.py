"""From code points to the positions an editor counts in."""

from __future__ import annotations

from guardrail.engine.locate import Lines
from guardrail.model import Location, Span
from guardrail.snapshot import Snapshot, Unreadable

Range = list[int]
"""First line, first character, last line, last character: from 0, in the editor's units."""

NOWHERE: Range = [0, 0, 0, 0]


def units(text: str, encoding: str) -> int:
    """How long a text is in the units of an encoding: `utf-8`, `utf-16` or `utf-32`."""
    if encoding == "utf-32" or text.isascii():
        return len(text)
    if encoding == "utf-8":
        return len(text.encode("utf-8", "surrogatepass"))
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Places:
    """Positions in the texts of one Snapshot; each text is cut into lines once."""

    def __init__(self, snapshot: Snapshot, encoding: str) -> None:
        """For an editor that counts in units of `encoding`."""
        self._snapshot = snapshot
        self._encoding = encoding
        self._lines: dict[str, Lines | None] = {}

    def lines(self, path: str) -> Lines | None:
        """The lines of a file, `None` where it can't be read."""
        if path not in self._lines:
            try:
                self._lines[path] = Lines(self._snapshot.text(path).text)
            except Unreadable:
                self._lines[path] = None
        return self._lines[path]

    def of_location(self, location: Location | None) -> Range:
        """The range of a location; the file's start where there is none."""
        if location is None:
            return list(NOWHERE)
        return [
            *self._position(location.path, location.line, location.column),
            *self._position(location.path, location.end_line, location.end_column),
        ]

    def of_span(self, span: Span) -> Range:
        """The range of a span; the file's start where its text can't be read."""
        lines = self.lines(span.path)
        return self.of_location(lines.location(span)) if lines else list(NOWHERE)

    def _position(self, path: str, line: int, column: int) -> tuple[int, int]:
        lines = self.lines(path)
        if lines is None or self._encoding == "utf-32":
            return line - 1, column - 1
        return line - 1, units(lines.line(line)[: column - 1], self._encoding)
