"""What guards some places of a text: for calls that lead to what another module does."""

from __future__ import annotations

from collections.abc import Sequence

from guardrail.frontends.python.guarding.guards import guards_at
from guardrail.frontends.python.source.tree import Module, TooDeep
from guardrail.model import Source


def guards_of_places(text: str, places: Sequence[int]) -> list[tuple[str, ...]]:
    """The guards around each of some places of a Python text."""
    try:
        module = Module(Source("", "python", text))
    except TooDeep:
        return [() for _ in places]
    return [guards_at(module, place) for place in places]
