"""A line that sets a name is found wherever it stands, and nothing that only looks like one."""

from __future__ import annotations

import re
import time

from hypothesis import given
from hypothesis import strategies as st

from guardrail.frontends.python.guarding.flags import _SET_TO, _lines_setting

PIECES = ("DRY", "DRYER", "self.", " = True", "=1", ": bool", "\n", "\t", " ", "#", "==", "é", "\r")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=24).map("".join)


@given(TEXTS)
def test_the_lines_are_those_that_a_pattern_finds_in_the_whole_text(text: str) -> None:
    every = re.finditer(_SET_TO.format("DRY"), text)
    assert [m.span() for m in _lines_setting("DRY", text)] == [m.span() for m in every]


def test_a_long_line_that_says_the_name_over_and_over_costs_one_look() -> None:
    text = "DRY," * 250_000
    began = time.process_time()
    assert not [*_lines_setting("DRY", text)]
    assert time.process_time() - began < 0.5
