"""A value does the same harm however it is handed on, and its twin none.

Every value of `cases.txt` goes every way of `ways.txt`. What isn't followed yet stands in
`not_yet.txt`: who follows more takes it out there, and nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import Way, cases, not_yet, told, ways, woven

MISSED, TOLD = "missed", "told"


def seen(way: Way) -> dict[str, list[str]]:
    """What is missed of harmful values that go a way, and what is told of their twins."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for case in cases():
        if not told(woven(case, way, harmful=True)):
            found[MISSED].append(case.name)
        if told(woven(case, way, harmful=False)):
            found[TOLD].append(case.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", ways(), ids=lambda way: way.name)
def test_values_are_followed(way: Way) -> None:
    assert seen(way) == not_yet().get(way.name, {})


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet().keys() <= {way.name for way in ways()}
