"""A filter of what is given is told where it may leave nothing out, and only there.

Every store of `stores.txt` has its filter put together on every way of `filters.txt` that is for
it. What isn't right yet stands in `filters_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from optional_filters import Way, filter_ways, put_together, stores

MISSED, TOLD = "missed", "told"


def seen(way: Way) -> dict[str, list[str]]:
    """The stores of which the harm is missed on a way, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for store in filter(way.is_for, stores()):
        if not told(put_together(store, way, harmful=True)):
            found[MISSED].append(store.name)
        if told(put_together(store, way, harmful=False)):
            found[TOLD].append(store.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", filter_ways(), ids=lambda way: way.name)
def test_a_filter_that_may_be_empty_is_told(way: Way) -> None:
    assert seen(way) == not_yet("filters_not_yet.txt").get(way.name, {})


def test_every_module_can_be_compiled() -> None:
    for way in filter_ways():
        for store in filter(way.is_for, stores()):
            for harmful in (True, False):
                for text in put_together(store, way, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("filters_not_yet.txt").keys() <= {way.name for way in filter_ways()}
