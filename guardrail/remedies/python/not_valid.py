"""x."""

from __future__ import annotations

from guardrail.remedies.place import Made, Place


def not_valid(place: Place) -> Made | None:
    """x."""
    return None
