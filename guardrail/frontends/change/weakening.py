"""What a look at one guard finds, and where in the new text it points."""

from __future__ import annotations

import hashlib

from msgspec import Struct

from guardrail.model import Confidence

Place = tuple[int, int]
NOWHERE: Place = (0, 0)


class Weakening(Struct, frozen=True):
    """One way in which a change weakens a guard.

    `guard` names it, `detail` says how, `place` is a range of the new text (code points).
    """

    guard: str
    detail: str
    place: Place = NOWHERE
    confidence: Confidence = Confidence.HIGH


def place_of(before: str | None, after: str | None, *needles: str) -> Place:
    """Where in the new text a change shows: the first changed line that holds all needles.

    Else the first line that holds them, else the first changed line, else nowhere.
    """
    if not after:
        return NOWHERE
    known = set((before or "").splitlines())
    fallbacks: dict[int, Place] = {}
    start = 0
    for line in after.splitlines(keepends=True):
        text = line.strip()
        held = bool(needles) and all(needle in text for needle in needles)
        fresh = bool(text) and line.rstrip("\r\n") not in known
        here = (start + len(line) - len(line.lstrip()), start + len(line.rstrip()))
        if held and fresh:
            return here
        if held:
            fallbacks.setdefault(0, here)
        elif fresh:
            fallbacks.setdefault(1, here)
        start += len(line)
    return fallbacks.get(0, fallbacks.get(1, NOWHERE))


def evidence(*parts: str) -> str:
    """What a fingerprint binds to: a digest of the parts."""
    whole = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(whole).hexdigest()[:16]
