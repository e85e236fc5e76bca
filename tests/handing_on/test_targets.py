"""What is done to a server is told by where it is, on whatever way its address was handed on.

Each server of `servers.txt` is reached on every way of `targets.txt`. What isn't right yet stands
in `targets_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from targets import Target, reached, servers, targets

MISSED, TOLD = "missed", "told"


def seen(target: Target) -> dict[str, list[str]]:
    """The servers of which the harm is missed on a way, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for server in servers():
        if not told(reached(server, target, harmful=True)):
            found[MISSED].append(server.name)
        if told(reached(server, target, harmful=False)):
            found[TOLD].append(server.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("target", targets(), ids=lambda target: target.name)
def test_it_is_told_by_where_it_is(target: Target) -> None:
    assert seen(target) == not_yet("targets_not_yet.txt").get(target.name, {})


def test_every_module_can_be_compiled() -> None:
    for target in targets():
        for server in servers():
            for harmful in (True, False):
                for text in reached(server, target, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("targets_not_yet.txt").keys() <= {target.name for target in targets()}
