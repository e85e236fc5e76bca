"""Maps from an embedded text to the text around it, through every quoting, and back.

A map is a run of pieces. A *verbatim* piece stands character for character in the outer text; an
*atom* (an escape, a doubled quote) maps as a whole; a *hole* is a placeholder for what is only
known at run time; a *gap* is text that stands nowhere in the outer text (a joining newline).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property

from msgspec import Struct

from guardrail.model import Hole, Origin, Span

HOLE_WORD = "gr_hole_"
MOST_PARTS = 64
"""Of a place in more parts only the hull is told."""


class PieceKind(IntEnum):
    """How a piece of an embedded text stands in the outer text."""

    VERBATIM = 0
    ATOM = 1
    HOLE = 2
    GAP = 3


class Piece(Struct, frozen=True):
    """A range of the inner text and where it stands outside (code points, ends exclusive)."""

    start: int
    end: int
    outer_start: int
    outer_end: int
    kind: PieceKind


class TextMap(Struct, frozen=True, dict=True):
    """Pieces in inner order, without overlap. `encoders` names the quotings, innermost first."""

    pieces: tuple[Piece, ...]
    encoders: tuple[str, ...] = ()

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(p.start for p in self.pieces)

    def hull(self) -> tuple[int, int]:
        """The outer range that holds every piece; (0, 0) for an empty map."""
        standing = [p for p in self.pieces if p.kind is not PieceKind.GAP]
        if not standing:
            return (0, 0)
        return (min(p.outer_start for p in standing), max(p.outer_end for p in standing))

    def _overlapping(self, start: int, end: int) -> Iterator[Piece]:
        """The pieces that share a character with the range, or touch an empty one."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        for index in range(first, len(self.pieces)):
            piece = self.pieces[index]
            if piece.start >= end and piece.start != start:
                return
            if piece.end > start or (start == end and piece.end >= start):
                yield piece

    def ranges(self, start: int, end: int) -> tuple[list[tuple[int, int]], bool]:
        """The outer ranges of an inner range, adjacent ones joined, and whether they are exact."""
        found: list[tuple[int, int]] = []
        exact = True
        for piece in self._overlapping(start, end):
            if piece.kind is PieceKind.GAP:
                continue
            low, high = max(start, piece.start), min(end, piece.end)
            if piece.kind is PieceKind.VERBATIM:
                outer = (
                    piece.outer_start + low - piece.start,
                    piece.outer_start + high - piece.start,
                )
            else:
                outer = (piece.outer_start, piece.outer_end)
                exact &= low == piece.start and high == piece.end
            if found and found[-1][1] == outer[0]:
                found[-1] = (found[-1][0], outer[1])
            elif start != end or not found:
                found.append(outer)
        return found, exact

    def span(self, path: str, start: int, end: int) -> Span:
        """The outer span of an inner range; an inexact hull where the range stands nowhere."""
        found, exact = self.ranges(start, end)
        if not found:
            return Span(path, *self.hull(), exact=False)
        hull = (min(low for low, _ in found), max(high for _, high in found))
        if len(found) > MOST_PARTS:
            return Span(path, *hull, exact=False)
        parts = tuple(found) if len(found) > 1 else ()
        return Span(path, *hull, parts, exact)

    def editable(self, start: int, end: int) -> tuple[int, int] | None:
        """The outer range to replace for an inner range, or `None` where it can't be replaced.

        Refused across a hole, a gap, a piece cut in half, and pieces that don't adjoin outside.
        """
        kinds = {p.kind for p in self._overlapping(start, end)}
        if start != end and kinds & {PieceKind.HOLE, PieceKind.GAP}:
            return None
        found, exact = self.ranges(start, end)
        if start == end:
            return self._insertion(start)
        return found[0] if exact and len(found) == 1 else None

    def _insertion(self, at: int) -> tuple[int, int] | None:
        """The outer point at which text can be inserted before the inner offset `at`."""
        for piece in self.pieces:
            if piece.kind is PieceKind.VERBATIM and piece.start <= at <= piece.end:
                outer = piece.outer_start + at - piece.start
                return (outer, outer)
            if piece.kind is PieceKind.ATOM and at in (piece.start, piece.end):
                outer = piece.outer_start if at == piece.start else piece.outer_end
                return (outer, outer)
        return None

    def through(self, outer: TextMap) -> TextMap:
        """This map followed by the map of the text around it: straight to the text beyond."""
        return TextMap(tuple(_compose(self.pieces, outer)), (*self.encoders, *outer.encoders))


def _compose(pieces: tuple[Piece, ...], outer: TextMap) -> Iterator[Piece]:
    for piece in pieces:
        if piece.kind is PieceKind.GAP:
            yield piece
        elif piece.kind is PieceKind.VERBATIM:
            yield from _through_verbatim(piece, outer)
        else:
            found, _ = outer.ranges(piece.outer_start, piece.outer_end)
            if not found:
                yield Piece(piece.start, piece.end, 0, 0, PieceKind.GAP)
            else:
                yield Piece(piece.start, piece.end, found[0][0], found[-1][1], piece.kind)


def _through_verbatim(piece: Piece, outer: TextMap) -> Iterator[Piece]:
    shift = piece.start - piece.outer_start
    for beyond in outer._overlapping(piece.outer_start, piece.outer_end):
        low, high = max(beyond.start, piece.outer_start), min(beyond.end, piece.outer_end)
        if low >= high:
            continue
        if beyond.kind is PieceKind.VERBATIM:
            at = beyond.outer_start + low - beyond.start
            yield Piece(low + shift, high + shift, at, at + high - low, PieceKind.VERBATIM)
        else:
            yield Piece(
                low + shift, high + shift, beyond.outer_start, beyond.outer_end, beyond.kind
            )


class BuiltText(Struct, frozen=True):
    """An embedded text with its map to the text around it and its holes."""

    text: str
    map: TextMap
    holes: tuple[Hole, ...] = ()


class TextBuilder:
    """Collects an embedded text piece by piece, with its map and holes."""

    def __init__(self, encoder: str = "") -> None:
        self._encoders = (encoder,) if encoder else ()
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._holes: list[Hole] = []
        self.length = 0

    def _add(self, text: str, outer_start: int, outer_end: int, kind: PieceKind) -> None:
        if not text:
            return
        start, end = self.length, self.length + len(text)
        last = self._pieces[-1] if self._pieces else None
        if (
            kind is PieceKind.VERBATIM
            and last is not None
            and last.kind is kind
            and last.outer_end == outer_start
        ):
            self._pieces[-1] = Piece(last.start, end, last.outer_start, outer_end, kind)
        else:
            self._pieces.append(Piece(start, end, outer_start, outer_end, kind))
        self._texts.append(text)
        self.length = end

    def verbatim(self, text: str, outer_start: int) -> None:
        """Text that stands character for character at `outer_start`."""
        self._add(text, outer_start, outer_start + len(text), PieceKind.VERBATIM)

    def atom(self, text: str, outer_start: int, outer_end: int) -> None:
        """Text that an escape or the like stands for, as a whole."""
        self._add(text, outer_start, outer_end, PieceKind.ATOM)

    def gap(self, text: str) -> None:
        """Text that stands nowhere in the outer text."""
        self._add(text, 0, 0, PieceKind.GAP)

    def hole(
        self,
        outer_start: int,
        outer_end: int,
        name: str = "",
        values: tuple[str, ...] = (),
        origin: Origin = Origin.UNTOLD,
    ) -> None:
        """A placeholder word for what stands at the outer range and is known only at run time."""
        word = f"{HOLE_WORD}{len(self._holes)}"
        self._holes.append(Hole(self.length, self.length + len(word), name, values, origin))
        self._add(word, outer_start, outer_end, PieceKind.HOLE)

    def append(self, built: BuiltText) -> None:
        """Another built text of the same outer text, its holes renumbered."""
        holes = iter(built.holes)
        for piece in built.map.pieces:
            text = built.text[piece.start : piece.end]
            if piece.kind is PieceKind.HOLE:
                hole = next(holes)
                start, end = piece.outer_start, piece.outer_end
                self.hole(start, end, hole.name, hole.values, hole.origin)
            elif piece.kind is PieceKind.GAP:
                self.gap(text)
            else:
                self._add(text, piece.outer_start, piece.outer_end, piece.kind)

    def build(self) -> BuiltText:
        """The text, its map and its holes."""
        return BuiltText(
            "".join(self._texts),
            TextMap(tuple(self._pieces), self._encoders),
            tuple(self._holes),
        )


def cut(built: BuiltText, start: int, end: int) -> BuiltText:
    """A part of a built text, with its part of the map."""
    builder = TextBuilder()
    pieces = built.map.pieces
    for index in range(max(bisect_right(pieces, start, key=_start) - 1, 0), len(pieces)):
        piece = pieces[index]
        if piece.start >= end:
            break
        low, high = max(start, piece.start), min(end, piece.end)
        if low >= high:
            continue
        text = built.text[low:high]
        if piece.kind is PieceKind.VERBATIM:
            builder.verbatim(text, piece.outer_start + low - piece.start)
        elif piece.kind is PieceKind.HOLE:
            hole = built.holes[bisect_right(built.holes, piece.start, key=_start) - 1]
            start_outside, end_outside = piece.outer_start, piece.outer_end
            builder.hole(start_outside, end_outside, hole.name, hole.values, hole.origin)
        elif piece.kind is PieceKind.GAP:
            builder.gap(text)
        else:
            builder.atom(text, piece.outer_start, piece.outer_end)
    return builder.build()


def _start(part: Piece | Hole) -> int:
    return part.start
