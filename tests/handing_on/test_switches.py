"""Harm behind a switch or a question is told where nobody has to ask for it, and only there.

Each of `HARMS` is done on every way of `switches.txt` and `asking.txt`. What isn't right yet of the
first stands in `switches_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from handing_on import not_yet, told
from switches import HARMS, Switch, switched, switches

MISSED, TOLD = "missed", "told"


def seen(switch: Switch) -> dict[str, list[str]]:
    """The harms that are missed on a way, and those whose twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for harm in HARMS:
        if not told(switched(harm, switch, harmful=True)):
            found[MISSED].append(harm.name)
        if told(switched(harm, switch, harmful=False)):
            found[TOLD].append(harm.name)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("switch", switches(), ids=lambda switch: switch.name)
def test_what_a_switch_leads_to_is_told_where_it_is_on(switch: Switch) -> None:
    assert seen(switch) == not_yet("switches_not_yet.txt").get(switch.name, {})


@pytest.mark.parametrize("asking", switches("asking.txt"), ids=lambda asking: asking.name)
def test_what_is_asked_first_is_told_where_the_answer_decides_nothing(asking: Switch) -> None:
    assert seen(asking) == {}


def test_every_module_can_be_compiled() -> None:
    for switch in (*switches(), *switches("asking.txt")):
        for harm in HARMS:
            for harmful in (True, False):
                for text in switched(harm, switch, harmful=harmful).values():
                    compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_ways_that_do_not_exist() -> None:
    assert not_yet("switches_not_yet.txt").keys() <= {switch.name for switch in switches()}
