"""Of what was listed all is told that goes, and nothing that was picked with care.

What isn't right yet stands in `clean_ups_not_yet.txt`: nothing else may come in.
"""

from __future__ import annotations

import pytest
from clean_ups import Decision, cells, cleaned_up, decisions
from handing_on import not_yet, told

MISSED, TOLD = "missed", "told"


def seen(decision: Decision) -> dict[str, list[str]]:
    """The stores of which the harm of a decision is missed, and those of which its twin is told."""
    found: dict[str, list[str]] = {MISSED: [], TOLD: []}
    for cell in cells(decision):
        if not told(cleaned_up(cell, harmful=True)):
            found[MISSED].append(cell.listed.store)
        if told(cleaned_up(cell, harmful=False)):
            found[TOLD].append(cell.listed.store)
    return {kind: names for kind, names in found.items() if names}


@pytest.mark.parametrize("decision", decisions(), ids=lambda one: one.named)
def test_what_goes_of_what_was_listed(decision: Decision) -> None:
    assert seen(decision) == not_yet("clean_ups_not_yet.txt").get(decision.named, {})


def test_every_module_can_be_compiled() -> None:
    for cell in (one for decision in decisions() for one in cells(decision)):
        for harmful in (True, False):
            for text in cleaned_up(cell, harmful=harmful).values():
                compile(text, "shop/clean.py", "exec")


def test_nothing_is_said_of_decisions_that_do_not_exist() -> None:
    assert not_yet("clean_ups_not_yet.txt").keys() <= {one.named for one in decisions()}
