"""What methods of strings, and functions for texts, do to a rope: `strip`, `replace`, `dedent`.

Every piece still knows where in the code it stands.
"""

from __future__ import annotations

from msgspec.structs import replace

from guardrail.frontends.python.strings.rope import (
    Part,
    Rope,
    cut,
    plain,
    size,
    sliced,
    standing_at,
)
from guardrail.spanmap import PieceKind


def stripped(rope: Rope, characters: str | None, left: bool = True, right: bool = True) -> Rope:
    """`str.strip` and its sisters."""
    text = plain(rope)
    low = len(text) - len(text.lstrip(characters)) if left else 0
    high = len(text.rstrip(characters)) if right else len(text)
    return cut(rope, [(0, low), (max(low, high), len(text))])


def dedented(rope: Rope) -> Rope:
    """`textwrap.dedent`: the common margin of all lines that aren't blank is taken away."""
    text = plain(rope)
    lines = text.splitlines(keepends=True)
    margins = [line[: len(line) - len(line.lstrip(" \t"))] for line in lines if line.strip()]
    margin = _common(margins)
    ranges, at = [], 0
    for line in lines:
        if line.strip():
            ranges.append((at, at + len(margin)))
        else:
            ranges.append((at, at + len(line) - len(line.lstrip(" \t"))))
        at += len(line)
    return cut(rope, ranges)


def cleaned(rope: Rope) -> Rope:
    """`inspect.cleandoc`: like `dedented`, the first line apart, blank lines around dropped."""
    first = plain(rope).find("\n") + 1
    if not first:
        return stripped(rope, " \t", right=False)
    length = size(rope)
    head = stripped(cut(rope, [(first, length)]), " \t", right=False)
    tail = dedented(cut(rope, [(0, first)]))
    return stripped((*head, *tail), "\n")


def _common(margins: list[str]) -> str:
    if not margins:
        return ""
    low, high = min(margins), max(margins)
    length = 0
    while length < min(len(low), len(high)) and low[length] == high[length]:
        length += 1
    return low[:length]


def replaced(rope: Rope, old: str, new: Rope) -> Rope:
    """`str.replace`, where no occurrence of `old` crosses parts."""
    if not old or old not in plain(rope):
        return rope
    out: list[Part] = []
    for part in rope:
        if part.kind is PieceKind.HOLE or old not in part.text:
            out.append(part)
            continue
        at = 0
        while (found := part.text.find(old, at)) >= 0:
            out.extend(sliced(part, at, found))
            place = next(sliced(part, found, found + len(old)))
            out.extend(standing_at(new, place.start, place.end))
            at = found + len(old)
        out.extend(sliced(part, at, len(part.text)))
    return tuple(out)


def recased(rope: Rope, upper: bool) -> Rope:
    """`str.upper` or `str.lower`."""
    out = []
    for part in rope:
        if part.kind is not PieceKind.HOLE:
            text = part.text.upper() if upper else part.text.lower()
            if text != part.text:
                kind = PieceKind.ATOM if part.kind is PieceKind.VERBATIM else part.kind
                part = replace(part, text=text, kind=kind)
        out.append(part)
    return tuple(out)
