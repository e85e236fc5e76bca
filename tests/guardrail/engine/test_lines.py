"""Where lines begin, whatever ends them."""

import re

from hypothesis import given
from hypothesis import strategies as st

from guardrail.engine.locate import Lines


@given(st.text(alphabet="a\n\r\u2028é", max_size=30))
def test_lines_end_at_any_of_three_line_ends_and_at_nothing_else(text: str) -> None:
    lines = Lines(text)
    expected = re.split(r"\r\n|\r|\n", text)
    assert [lines.line(number) for number in range(1, len(expected) + 1)] == expected
