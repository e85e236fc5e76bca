"""x."""

from __future__ import annotations

from guardrail.remedies.place import Made, Place


def concurrently(place: Place) -> Made | None:
    """x."""
    return None
