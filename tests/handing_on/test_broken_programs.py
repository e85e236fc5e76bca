"""A program of these with some of its words gone is read without an exception: code is hostile."""

from __future__ import annotations

import re

from hypothesis import given, settings
from hypothesis import strategies as st
from optional_filters import filter_ways, put_together, stores
from optional_parts import left_out, part_ways, places

from guardrail.frontends.python.module import read_module
from guardrail.model import Source
from guardrail.settings import Settings

PROGRAMS = [
    text
    for way in filter_ways()
    for store in filter(way.is_for, stores())
    for text in put_together(store, way, harmful=True).values()
] + [
    text
    for way in part_ways()
    for place in places()
    for text in left_out(place, way, harmful=True).values()
]
WORD = re.compile(r"\w+|[^\w\s]|\n")
INSTEAD = ("", "", "", "(", ")", "[", "*", "**", ",", "if", "else", "for", "lambda", "=", ".")


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(PROGRAMS),
    st.lists(st.tuples(st.floats(0, 0.999), st.sampled_from(INSTEAD)), min_size=1, max_size=3),
)
def test_what_is_left_of_a_program_is_read(text: str, changes: list[tuple[float, str]]) -> None:
    for place, instead in changes:
        words = [match.span() for match in WORD.finditer(text)]
        start, end = words[int(place * len(words))]
        text = text[:start] + instead + text[end:]
    for item in read_module(Source("shop/clean.py", "python", text), Settings()):
        assert item is not None
