"""Names for the tables before each step of a history, told anew only from where it changed.

While somebody types in one migration, a long-lived process asks again and again for the names of a
history in which one step is another. The latest few are held, to go on from what is still the same.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from hashlib import _Hash

HELD = 4
"""The names of how many histories are held."""

STRIDE = 64
"""After so many steps it is remembered how far the digest is."""


class _Names(Struct):
    """What was said of each step, the names before each, and the digests they were made with."""

    said: list[str]
    names: list[str]
    digests: list[_Hash]


_held: OrderedDict[str, _Names] = OrderedDict()


def names_before(history: str, steps: Sequence[str]) -> Sequence[str]:
    """The names of the tables before each step and after the last.

    `history` says what holds for all steps, each of `steps` what decides what that one does. Equal
    beginnings have equal names, and different ones different names.
    """
    known = _held.pop(history, None)
    if known is None:
        start = hashlib.sha256(_bytes(history))
        known = _Names([], [start.hexdigest()], [start])
    _go_on(known, steps)
    _held[history] = known
    while len(_held) > HELD:
        _held.popitem(last=False)
    return known.names


def _go_on(known: _Names, steps: Sequence[str]) -> None:
    """Bring what is known to the steps as they are now."""
    pairs = enumerate(zip(known.said, steps, strict=False))
    same = next((n for n, (old, new) in pairs if old != new), min(len(known.said), len(steps)))
    first = same - same % STRIDE
    names, digests = known.names[: first + 1], known.digests[: first // STRIDE + 1]
    digest = digests[-1].copy()
    for number, said in enumerate(steps[first:], start=first + 1):
        digest.update(_bytes(said))
        names.append(digest.hexdigest())
        if not number % STRIDE:
            digests.append(digest.copy())
    known.said, known.names, known.digests = list(steps), names, digests


def _bytes(said: str) -> bytes:
    return f"{said}\n".encode("utf-8", "surrogateescape")
