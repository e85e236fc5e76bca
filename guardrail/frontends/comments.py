"""Comments that speak to Guardrail, and the statements they bind to, for languages with `#`."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from guardrail.model import Source
from guardrail.stream import Comment

MARK = "guardrail:"
_NEAR = 50


def comments(
    source: Source, places: Iterable[tuple[int, int]], hulls: Iterable[tuple[int, int]]
) -> Iterator[Comment]:
    """The comments at `places` (from `#` to the line's end) that begin with `guardrail:`.

    `hulls` are the ranges of all statements. A comment on a statement's first or last line binds
    that statement; any other the next one below, the outermost where several begin there.
    """
    spoken = [place for place in places if said(source.text, *place) is not None]
    if not spoken:
        return
    ordered = sorted(hulls, key=lambda hull: (hull[0], -hull[1]))
    starts = [start for start, _ in ordered]
    for start, end in spoken:
        hull = _bound(source.text, ordered, starts, start, end)
        text = said(source.text, start, end) or ""
        yield Comment(source.span(start, end), text, source.span(*hull))


def said(text: str, start: int, end: int) -> str | None:
    """What a comment says to Guardrail, `None` where it speaks to people."""
    own = text[start:end].lstrip("#").lstrip()
    return own[len(MARK) :].strip() if own.startswith(MARK) else None


def _bound(
    text: str, hulls: list[tuple[int, int]], starts: list[int], start: int, end: int
) -> tuple[int, int]:
    """The hull that a comment binds; its own place where there is none."""
    line = text.rfind("\n", 0, start) + 1
    before = bisect_right(starts, start)
    on_line = [
        hull
        for hull in hulls[max(before - _NEAR, 0) : before]
        if hull[0] >= line or line < hull[1] <= start
    ]
    if on_line:
        return max(on_line, key=lambda hull: hull[0])
    after = bisect_left(starts, end)
    return hulls[after] if after < len(hulls) else (start, end)
