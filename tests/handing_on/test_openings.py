"""What opens something to everybody does so however it is handed on, and its twin doesn't.

Every place of `openings.txt` goes every way of `opening_ways.txt`. What isn't followed yet stands
in `openings_not_yet.txt`: who follows more takes it out there, and nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import Way, not_yet, told
from openings import is_for, opened, opening_ways, openings

MISSED, TOLD = "missed", "told"
NOT_YET = "openings_not_yet.txt"


def seen(way: Way) -> dict[str, list[str]]:
    """What is missed of harmful values that go a way, and what is told of their twins."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for case, key in openings():
        if not is_for(way, key):
            continue
        if not told(opened(case, key, way, harmful=True)):
            found[MISSED].append(case.name)
        if told(opened(case, key, way, harmful=False)):
            found[TOLD].append(case.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", opening_ways(), ids=lambda way: way.name)
def test_what_opens_is_followed(way: Way) -> None:
    assert seen(way) == not_yet(NOT_YET).get(way.name, {})


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet(NOT_YET).keys() <= {way.name for way in opening_ways()}
