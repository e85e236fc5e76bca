"""A secret that others see is told on whichever way it comes there, and what may be told never is.

Every source of `secret_sources.txt` goes every way of `secret_ways.txt` to a sink, and to every
sink as it is. What isn't right yet stands in `secrets_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from shown_secrets import Sink, TellingWay, pairs, shown, sinks, sources, telling_ways

MISSED, TOLD = "missed", "told"


def seen(way: TellingWay) -> dict[str, list[str]]:
    """The sources of which the harm is missed on a way, and those of which the twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for source, sink in pairs(way):
        if not told(shown(source, way, sink, harmful=True)):
            found[MISSED].append(source.name)
        if told(shown(source, way, sink, harmful=False)):
            found[TOLD].append(source.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", telling_ways(), ids=lambda way: way.name)
def test_secrets_are_followed_to_where_others_see_them(way: TellingWay) -> None:
    assert seen(way) == not_yet("secrets_not_yet.txt").get(way.name, {})


@pytest.mark.parametrize("mask", telling_ways("secret_masks.txt"), ids=lambda mask: mask.name)
def test_nothing_is_told_where_nothing_is_left_of_a_secret(mask: TellingWay) -> None:
    told_of = [
        source.name for source, sink in pairs(mask) if told(shown(source, mask, sink, harmful=True))
    ]
    assert told_of == not_yet("secrets_not_yet.txt").get(mask.name, {}).get(TOLD, [])


@pytest.mark.parametrize("sink", sinks(), ids=lambda sink: sink.name)
def test_every_sink_tells_every_secret(sink: Sink) -> None:
    plain = telling_ways()[0]
    for source in sources():
        assert told(shown(source, plain, sink, harmful=True)), source.name
        assert not told(shown(source, plain, sink, harmful=False)), source.name


def test_every_module_can_be_compiled() -> None:
    for way in (*telling_ways(), *telling_ways("secret_masks.txt")):
        for source, sink in pairs(way):
            for harmful in (True, False):
                for text in shown(source, way, sink, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    ways = (*telling_ways(), *telling_ways("secret_masks.txt"))
    assert not_yet("secrets_not_yet.txt").keys() <= {way.name for way in ways}
