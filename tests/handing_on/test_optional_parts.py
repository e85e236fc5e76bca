"""A place of which a part may be left out is told, and only where it may.

Every place of `places.txt` is taken away on every way of `parts.txt`. What isn't right yet stands
in `parts_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from optional_parts import PartWay, left_out, part_ways, places

MISSED, TOLD = "missed", "told"


def seen(way: PartWay) -> dict[str, list[str]]:
    """The places of which the harm is missed on a way, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for place in places():
        if not told(left_out(place, way, harmful=True)):
            found[MISSED].append(place.name)
        if told(left_out(place, way, harmful=False)):
            found[TOLD].append(place.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", part_ways(), ids=lambda way: way.name)
def test_a_part_that_may_be_left_out_is_told(way: PartWay) -> None:
    assert seen(way) == not_yet("parts_not_yet.txt").get(way.name, {})


def test_every_module_can_be_compiled() -> None:
    for way in part_ways():
        for place in places():
            for harmful in (True, False):
                for text in left_out(place, way, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("parts_not_yet.txt").keys() <= {way.name for way in part_ways()}
