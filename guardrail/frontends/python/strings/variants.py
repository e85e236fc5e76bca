"""A text may come out one way or another: the ways, and how they combine."""

from __future__ import annotations

from collections.abc import Iterable

from guardrail.frontends.python.strings.rope import Part, Rope

MOST = 8

Variants = tuple[Rope, ...]


def distinct(variants: Iterable[Rope]) -> Variants:
    """The ways that differ, `MOST` at most."""
    return tuple(dict.fromkeys(variants))[:MOST]


def assembled(pieces: Iterable[Variants]) -> Variants:
    """Every way of the first piece followed by every way of the next, and so on."""
    ways: list[list[Part]] = [[]]
    for found in pieces:
        if len(found) == 1:
            for way in ways:
                way.extend(found[0])
        else:
            crossed = distinct((*way, *other) for way in ways for other in found)
            ways = [list(way) for way in crossed]
    return tuple(tuple(way) for way in ways)
