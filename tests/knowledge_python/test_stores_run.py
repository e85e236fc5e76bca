"""What forms that the tables tell apart leave of a real store: nothing, all, or all but one row."""

from __future__ import annotations

from functools import lru_cache

import pytest
from installed import ONLY, asked, pythons

pytestmark = pytest.mark.libraries
NOTHING, ALL, BUT_ONE = 0, 4, 3
LEFT = {
    "peewee": [NOTHING, NOTHING, ALL, BUT_ONE],
    "pony": [NOTHING, NOTHING, BUT_ONE],
    "piccolo": [NOTHING, ALL, BUT_ONE],
    "tortoise": [NOTHING, NOTHING, BUT_ONE],
    "mongoengine": [NOTHING, NOTHING, NOTHING, BUT_ONE],
    "redis": [NOTHING, NOTHING, NOTHING, NOTHING, BUT_ONE],
    "chroma": [NOTHING, NOTHING, BUT_ONE],
    "qdrant": [NOTHING, NOTHING, BUT_ONE],
}


@lru_cache(maxsize=1)
def told() -> dict[str, list[int]]:
    """What each experiment told, in whichever environment has its library."""
    found: dict[str, list[int]] = {}
    for name, python in pythons().items():
        if name.startswith("stores"):
            answer = asked(python, "run_stores.py")
            assert isinstance(answer, dict)
            found |= answer
    return found


@pytest.mark.parametrize("library", LEFT)
def test_what_a_form_leaves_of_a_store(library: str) -> None:
    if ONLY and library not in told():
        pytest.skip("in another environment")
    assert told()[library] == LEFT[library]
