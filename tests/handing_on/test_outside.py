"""What somebody else has written is told where it must not come as it is, and only there.

Every way of `sources.txt` is led to every sink of `sinks.txt`, and every text that is run is put
together on every way of `texts.txt`. What isn't right yet stands in `sources_not_yet.txt` and
`texts_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from outside import Way, put_together, reached, sinks, sources, texts

MISSED, TOLD = "missed", "told"
_EACH = 4
"""So many ways come to one on which harmless uses are tried too: they differ little there."""


def seen(way: Way) -> dict[str, list[str]]:
    """The sinks of which the harm is missed on a way, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for sink in sinks():
        if not told(reached(sink, way, written=True)):
            found[MISSED].append(sink.name)
        if told(reached(sink, way, written=False)):
            found[TOLD].append(sink.name)
    return {kind: names for kind, names in found.items() if names}


def seen_of_texts(way: Way) -> dict[str, list[str]]:
    """The same of texts that are put together on a way."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for sink in (one for one in sinks() if one.run):
        if not told(put_together(sink, way, written=True)):
            found[MISSED].append(sink.name)
        if told(put_together(sink, way, written=False)):
            found[TOLD].append(sink.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("way", sources(), ids=lambda way: way.name)
def test_what_others_have_written_is_followed(way: Way) -> None:
    assert seen(way) == not_yet("sources_not_yet.txt").get(way.name, {})


@pytest.mark.parametrize("way", texts(), ids=lambda way: way.name)
def test_what_others_have_written_is_followed_into_texts(way: Way) -> None:
    assert seen_of_texts(way) == not_yet("texts_not_yet.txt").get(way.name, {})


@pytest.mark.parametrize("way", sources()[::_EACH], ids=lambda way: way.name)
def test_a_harmless_use_of_it_is_not_told(way: Way) -> None:
    assert [one.name for one in sinks() if told(reached(one, way, written=True, used=False))] == []


def test_every_module_can_be_compiled() -> None:
    for sink in sinks():
        modules = [reached(sink, way, written=w) for way in sources() for w in (True, False)]
        modules += [reached(sink, way, written=True, used=False) for way in sources()]
        if sink.run:
            modules += [
                put_together(sink, way, written=w) for way in texts() for w in (True, False)
            ]
        for module in modules:
            for text in module.values():
                compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("sources_not_yet.txt").keys() <= {way.name for way in sources()}
    assert not_yet("texts_not_yet.txt").keys() <= {way.name for way in texts()}
