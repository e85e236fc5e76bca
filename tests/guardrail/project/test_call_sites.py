"""Where a text calls a function by a name, and what stands around the call."""

from __future__ import annotations

import time

import pytest

from guardrail.project.call_sites import Definitions

TEXT = """\
def first():
    run ("a")

def second():
    db.run("a")
    rerun("a")
    run_all("a")

class Third:
    def method(self):
        return run("a")

run("a")
"""


@pytest.mark.parametrize(
    ("spoken", "names"),
    [("run", ["first", "Third.method", ""]), ("db.run", ["second"]), ("b.run", []), ("ru", [])],
)
def test_the_functions_around_the_calls(spoken: str, names: list[str]) -> None:
    found = [site.name for site in Definitions("a.py", TEXT).calling(spoken)]
    assert found == names


def test_a_place_ends_before_the_bracket() -> None:
    site = next(iter(Definitions("a.py", "run  (1)\n").calling("run")))
    assert (site.start, site.end) == (0, 5)


def test_names_are_looked_for_as_fast_as_text_is_searched() -> None:
    definitions = Definitions("a.py", "def f():\n    go(1)\n" * 50_000)
    start = time.process_time()
    found = [site for n in range(200) for site in definitions.calling(f"named_{n}")]
    assert time.process_time() - start < 2
    assert not found
