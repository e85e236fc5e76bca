"""A text may come out one way or another: the ways, and how they combine."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import chain

from guardrail.frontends.python.strings.rope import Part, Rope

MOST = 8

Variants = tuple[Rope, ...]


def changed(variants: Variants, change: Callable[[Rope], Rope]) -> Variants:
    """Every way, changed: as many ways as there were, or fewer."""
    return tuple(dict.fromkeys(map(change, variants)))


def distinct(*several: Variants) -> Variants:
    """The ways of several that differ: `MOST`, or as many as one of them has alone."""
    most = max((MOST, *map(len, several)))
    return tuple(dict.fromkeys(chain.from_iterable(several)))[:most]


def assembled(pieces: Iterable[Variants]) -> Variants:
    """Every way of the first piece followed by every way of the next, and so on."""
    ways: list[list[Part]] = [[]]
    for found in pieces:
        if len(found) == 1:
            for way in ways:
                way.extend(found[0])
        else:
            ways = _crossed(ways, found)
    return tuple(tuple(way) for way in ways)


def _crossed(ways: list[list[Part]], found: Variants) -> list[list[Part]]:
    most = max(MOST, len(ways), len(found))
    if len(ways) * len(found) > most * MOST:
        ways = ways[: max(1, most // len(found))]
    crossed = [*dict.fromkeys((*way, *other) for way in ways for other in found)]
    if len(crossed) > most:
        # What is written out comes first, what else it may be last.
        crossed = [*crossed[: most // 2], *crossed[-(most - most // 2) :]]
    return [list(way) for way in crossed]
