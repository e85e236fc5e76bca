"""Ropes: texts in the making, every piece knowing where in the code it stands.

A rope is a tuple of parts. Operations on it are the string operations of Python that keep the
knowledge; none allocates more than it was given, and none recurses.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from guardrail.model import Origin
from guardrail.spanmap import BuiltText, PieceKind, TextBuilder

MASK = "\ufffc"
"""Stands for a hole where a rope is searched as plain text: one character, no letter or space."""


class Part(Struct, frozen=True):
    """A piece of a text. A hole's `text` is one `MASK`; `name` and `values` are the hole's.

    `made` is where the expression stands that a hole is the value of, wherever it was put in;
    `confined` is one that is written as a number, or quoted as a value: it can't say more.
    `origin` is told of holes in texts that are SQL.
    """

    text: str
    start: int
    end: int
    kind: PieceKind = PieceKind.VERBATIM
    name: str = ""
    values: tuple[str, ...] = ()
    made: tuple[int, int] = (0, 0)
    origin: Origin = Origin.UNTOLD
    confined: bool = False

    def __eq__(self, other: object) -> bool:
        """Whether both say the same: what a hole is made of doesn't tell texts apart."""
        return isinstance(other, Part) and self._said() == other._said()

    def __hash__(self) -> int:
        """Of what it says."""
        return hash(self._said())

    def _said(self) -> tuple[object, ...]:
        return self.text, self.start, self.end, self.kind, self.name, self.values


Rope = tuple[Part, ...]


def hole(
    start: int,
    end: int,
    name: str,
    values: tuple[str, ...] = (),
    made: tuple[int, int] = (0, 0),
) -> Part:
    """A part that is only known at run time."""
    return Part(MASK, start, end, PieceKind.HOLE, name, values, made)


def as_plain_value(rope: Rope) -> Rope:
    """The rope where what isn't known is written as a number or quoted as a value."""
    return tuple(
        replace(part, confined=True) if part.kind is PieceKind.HOLE else part for part in rope
    )


def gap(text: str) -> Part:
    """A part that stands nowhere in the code."""
    return Part(text, 0, 0, PieceKind.GAP)


def plain(rope: Iterable[Part]) -> str:
    """The rope as text, a `MASK` for each hole."""
    return "".join(part.text for part in rope)


def size(rope: Iterable[Part]) -> int:
    """The number of characters, a hole counting as one."""
    return sum(len(part.text) for part in rope)


def known(rope: Sequence[Part]) -> str | None:
    """The text where all of it is known."""
    if any(part.kind is PieceKind.HOLE for part in rope):
        return None
    return plain(rope)


def only_hole(rope: Sequence[Part]) -> bool:
    """Whether nothing of the text is known."""
    return all(part.kind is PieceKind.HOLE for part in rope)


def standing_at(rope: Sequence[Part], start: int, end: int) -> Rope:
    """The rope as it counts where it is put in: at the place of the expression that names it."""
    out = []
    for part in rope:
        if part.kind is PieceKind.HOLE:
            out.append(replace(part, start=start, end=end))
        elif part.text:
            out.append(Part(part.text, start, end, PieceKind.ATOM))
    return tuple(out)


def with_places(rope: Rope, places: re.Pattern[str]) -> Rope:
    """The rope with a hole wherever a pattern of a template's places is met in it.

    A place may be of several parts: `{{{{ ds }}}}` in an f-string is.
    """
    told = plain(rope)
    out: list[Part] = []
    at = 0
    for match in places.finditer(told):
        out += _between(rope, at, match.start())
        met = _between(rope, *match.span())
        out.append(hole(met[0].start, met[-1].end, match[0].strip("{} \t")))
        at = match.end()
    return (*out, *_between(rope, at, len(told))) if at else rope


def _between(rope: Rope, start: int, end: int) -> list[Part]:
    """What of a rope stands between two places of its text."""
    found: list[Part] = []
    at = 0
    for part in rope:
        found += sliced(part, max(start - at, 0), min(end - at, len(part.text)))
        at += len(part.text)
    return found


def spelt_out(rope: Rope, most: int = 16) -> list[Rope]:
    """The rope once for each turn of a loop whose variable's values it holds, in their order.

    Holes that have as many values take theirs together, others stay what they are.
    """
    turns = max((len(part.values) for part in rope if part.kind is PieceKind.HOLE), default=0)
    if not 0 < turns <= most:
        return [rope]
    return [
        tuple(
            Part(part.values[turn], part.start, part.end, PieceKind.ATOM)
            if part.kind is PieceKind.HOLE and len(part.values) == turns
            else part
            for part in rope
        )
        for turn in range(turns)
    ]


def gathered(rope: Rope, start: int, end: int) -> Rope:
    """A rope of which some stands in a range as standing all in it, else as it is."""
    inside = [start <= part.start and part.end <= end for part in rope]
    told = [part.kind is not PieceKind.GAP and one for part, one in zip(rope, inside, strict=True)]
    if not any(told):
        return rope
    return tuple(
        piece
        for part, one in zip(rope, inside, strict=True)
        for piece in ((part,) if one or not part.end else standing_at((part,), start, end))
    )


def filled(rope: Sequence[Part], given: Mapping[str, Rope], call: str) -> Rope:
    """The rope of a function's value with what a call gives its parameters in their places.

    A parameter that is given nothing known is named after the call: it differs from call to call.
    """
    out: list[Part] = []
    for part in rope:
        if part.kind is not PieceKind.HOLE or part.name not in given:
            out.append(part)
        else:
            out += given[part.name] or (replace(part, name=f"{part.name} of {call}"),)
    return tuple(out)


def cut(rope: Iterable[Part], ranges: Sequence[tuple[int, int]]) -> Rope:
    """The rope without the given ranges, which are in order and don't overlap."""
    return tuple(_cut(rope, ranges))


def _cut(rope: Iterable[Part], ranges: Sequence[tuple[int, int]]) -> Iterator[Part]:
    at, index = 0, 0
    for part in rope:
        end = at + len(part.text)
        low = at
        while low < end:
            while index < len(ranges) and ranges[index][1] <= low:
                index += 1
            if index == len(ranges) or ranges[index][0] >= end:
                yield from sliced(part, low - at, end - at)
                break
            start, stop = ranges[index]
            yield from sliced(part, low - at, start - at)
            low = max(low, stop)
        at = end


def sliced(part: Part, low: int, high: int) -> Iterator[Part]:
    """The part's text from one place to another, nothing where that is empty."""
    if low >= high:
        return
    text = part.text[low:high]
    if len(text) == len(part.text):
        yield part
    elif part.kind is PieceKind.VERBATIM:
        yield replace(part, text=text, start=part.start + low, end=part.start + high)
    else:
        yield replace(part, text=text)


def built(rope: Iterable[Part], encoder: str) -> BuiltText:
    """The rope as an embedded text with its map and its holes."""
    builder = TextBuilder(encoder)
    for part in rope:
        if part.kind is PieceKind.HOLE:
            builder.hole(part.start, part.end, part.name, part.values, part.origin)
        elif part.kind is PieceKind.GAP:
            builder.gap(part.text)
        elif part.kind is PieceKind.VERBATIM:
            builder.verbatim(part.text, part.start)
        else:
            builder.atom(part.text, part.start, part.end)
    return builder.build()
