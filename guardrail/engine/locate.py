"""From code points to lines and columns, and the line of source that a finding shows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from itertools import accumulate
from typing import TYPE_CHECKING

from msgspec.structs import replace

from guardrail.knowledge.credentials.masking import mask_with_mark
from guardrail.model import Excerpt, Finding, Fix, Location, Span
from guardrail.patterns import late

if TYPE_CHECKING:
    from guardrail.remedies.project import Project

WIDEST = 400
"""The widest excerpt, in code points."""

AROUND = 20_000
"""How much of a line around a mark is looked at for secrets: longer than any known token."""

ROOM = 2_000_000
"""How many code points of long lines a text's excerpts may look at; then they show nothing."""

_LONG = 2_000
_NEWLINE = late(r"\r\n|\r|\n")


class Lines:
    """The line starts of a text: CR LF, LF and a lone CR end a line."""

    def __init__(self, text: str) -> None:
        """The lines of `text`."""
        self.text = text
        self.secrets: list[Span] = []
        self._room = ROOM
        self._starts = _starts_of(text)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of a code point."""
        offset = max(0, min(offset, len(self.text)))
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def location(self, span: Span) -> Location:
        """The span as lines and columns, the end exclusive."""
        return Location(span.path, *self.position(span.start), *self.position(span.end))

    def line(self, number: int) -> str:
        """The text of a 1-based line without its newline."""
        start, end = self._bounds(number)
        return self.text[start:end]

    def _bounds(self, number: int) -> tuple[int, int]:
        start = self._starts[number - 1]
        end = self._starts[number] if number < len(self._starts) else len(self.text)
        while end > start and self.text[end - 1] in "\r\n":
            end -= 1
        return start, end

    def excerpt(self, span: Span) -> Excerpt | None:
        """The line the span starts on, secrets masked, and which columns of it are meant.

        What stands at `secrets` is masked whatever it looks like. `None` where others of the same
        endless line have used up what may be looked at.
        """
        location = self.location(span)
        low, high = self._bounds(location.line)
        start = location.column - 1
        end = location.end_column - 1 if location.end_line == location.line else high - low
        cut = max(0, start - AROUND)
        part = self.text[low + cut : min(low + start + AROUND, high)]
        if len(part) > _LONG:
            self._room -= len(part)
            if self._room < 0:
                return None
        hidden = self._hidden(low + cut, len(part))
        mark = (start - cut, min(end - cut, len(part)))
        shown, (start, end) = mask_with_mark(part, mark, hidden)
        cut = max(0, min(start - 40, len(shown) - WIDEST))
        shown = shown[cut : cut + WIDEST]
        start, end = start - cut, end - cut
        return Excerpt(location.line, shown, (min(start, len(shown)), min(end, len(shown))))

    def _hidden(self, start: int, length: int) -> list[tuple[int, int]]:
        """The ranges of a stretch of the text at which secrets stand."""
        inside = [s for s in self.secrets if s.start < start + length and start < s.end]
        return [(max(s.start - start, 0), min(s.end - start, length)) for s in inside]


def _starts_of(text: str) -> list[int]:
    """Where each line of a text begins."""
    if "\r" in text:
        return [0, *(found.end() for found in _NEWLINE.finditer(text))]
    lengths = map(len, text.split("\n")[:-1])
    return [0, *(end + number for number, end in enumerate(accumulate(lengths), start=1))]


LinesOf = Callable[[str], "Lines | None"]
"""Gives the lines of a file by its path, `None` where it can't be read."""


def locate(finding: Finding, lines_of: LinesOf, project: Project | None = None) -> Finding:
    """The finding with its places as lines and columns; with its fix where a `project` is given."""
    lines = lines_of(finding.span.path)
    related = tuple(
        replace(other, location=location_of(other.span, lines_of)) for other in finding.related
    )
    via = tuple(location_of(step.span, lines_of) for step in finding.via)
    return replace(
        finding,
        location=location_of(finding.span, lines_of),
        excerpt=lines.excerpt(finding.span) if lines and finding.span.end else None,
        related=related,
        via_locations=via,
        fix=_mended(finding, lines, project) if project and lines and finding.remedy else None,
    )


def _mended(finding: Finding, lines: Lines, project: Project) -> Fix | None:
    """The finding's fix; a remedy that fails costs the fix alone, not what was found."""
    from guardrail.remedies import fix

    try:
        return fix(finding, lines.text, project)
    except Exception:
        return None


def location_of(span: Span, lines_of: LinesOf) -> Location:
    """The span as lines and columns; the file's start where its text is not at hand."""
    lines = lines_of(span.path)
    return lines.location(span) if lines else Location(span.path, 1, 1, 1, 1)
