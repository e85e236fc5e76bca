"""Places of which a part may be left out: without it a whole is taken away, not one thing in it.

A place of `places.txt` says with `%above` what is imported, with `%whole` the place without the
part, with `%join` the place with the part `N`, and with `%use` what is done to the place `P`. A way
of `parts.txt` is a module; its lines behind `BAD|` and `GOOD|` stand only in the harmful one and in
its twin.
"""

from __future__ import annotations

import re

from handing_on import MAIN, blocks, indented, one_side, said
from msgspec import Struct

_USE = re.compile(r"^( *)USE\((.+)\)$", re.MULTILINE)


class Place(Struct, frozen=True):
    """What is taken away, and how."""

    name: str
    above: str
    whole: str
    join: str
    use: str


class PartWay(Struct, frozen=True):
    """A way in which a part may be left out."""

    name: str
    text: str


def places() -> list[Place]:
    """All places, in order."""
    return [Place(name, **said(lines)) for name, lines in blocks("places.txt")]


def part_ways() -> list[PartWay]:
    """All ways, in order."""
    return [PartWay(name, "\n".join(lines)) for name, lines in blocks("parts.txt")]


def left_out(place: Place, way: PartWay, *, harmful: bool) -> dict[str, str]:
    """The module in which a part of a place is left out this way, or never is."""
    text = one_side(way.text, harmful=harmful)
    text = re.sub(r"\bWHOLE\b", lambda _: place.whole, text)
    text = _joined(text, place.join)
    text = _USE.sub(lambda use: indented(_on(place, use[2]), use[1]), text)
    return {MAIN: f"{place.above}\n\n\n{text}\n"}


def _on(place: Place, where: str) -> str:
    return re.sub(r"\bP\b", lambda _: where, place.use)


def _joined(text: str, join: str) -> str:
    while (at := text.find("JOIN(")) >= 0:
        depth, end = 1, at + len("JOIN(")
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        part = text[at + len("JOIN(") : end - 1]
        if "{N}" in join:
            part = part.replace('"', "'")
        text = text[:at] + part.join(re.split(r"\bN\b", join)) + text[end:]
    return text
